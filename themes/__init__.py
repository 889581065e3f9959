"""Colour themes as TOML data, and their loader."""
