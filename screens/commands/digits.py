"""What the row of digits does on each screen that has one, for its help and for the pages."""

WHAT_DIGITS_DO = {
    "Coding": "choose the code with that key in the active question",
    "Settle": "let the answer with that number hold, then say why they differed",
}
"""By the title of the screen."""
