"""What the help of the filter tells: the language in a few rows, and every word of it."""

from collections.abc import Mapping

from triage.domain.filter_words import TABLE, Word

GRAMMAR = {
    "one two": "both hold; a word without a colon is looked for in title and body",
    '"one two"': 'the words stand together; so does a value with a space: label:"help wanted"',
    "one OR two": "either holds; parentheses group",
    "-one": "does not hold; NOT one is the same",
    "label:a,b": "any of several values",
    ">5  5..10": "signs and ranges, of numbers and of times such as 2024, 2024-03, 2024-03-31",
}
"""How terms are put together."""


def filter_tables() -> dict[str, Mapping[str, str]]:
    """Tables by heading: how a filter is written, and its words."""
    words = {f"{word.name}:": _in_words(word) for word in TABLE}
    return {"How it is written": GRAMMAR, "Words: an issue that …": words}


def _in_words(word: Word) -> str:
    """`is open or closed: open, closed`, or an example where any value may stand."""
    values = ", ".join(word.values) or f"{word.takes}, as in {word.example}"
    return f"{word.meaning}: {values}"
