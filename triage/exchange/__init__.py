"""Files from and for other programs: GitHub JSON, CSV, JSON."""
