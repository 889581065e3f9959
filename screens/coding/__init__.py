"""The coding screen, in parts: the desk and the groups of actions on it."""
