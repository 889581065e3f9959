"""Values and rules of manual coding: no I/O, no terminal, no clock, no randomness."""
