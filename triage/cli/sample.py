"""`triage sample NAME`: draws a sample and freezes it."""
