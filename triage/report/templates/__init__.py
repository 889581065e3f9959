"""The default report templates; a user's own replaces one by an explicit option."""
