"""The screens for what several raters say: compare, and settle."""
