"""What the user sees: one screen per file, its style sheet beside it."""
