"""Pure functions over issues and codings: figures, agreement, duplicates."""
