"""The report as data, its writers, its reader and its audit."""
