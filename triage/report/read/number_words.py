"""Numbers as people write them: in digits, with a comma at the thousands, or in words.

Words are read up to ninety-nine, since larger numbers are hardly ever spelled out.
"""

_ONES_LIST = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_ONES = _ONES_LIST.split()
_TENS_LIST = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TENS_LIST.split()
_VALUES = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}

NUMBER_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?"
    rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))})(?![\w-])"
)
"""A number in words, for a pattern that ignores case."""

WHOLE_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{NUMBER_WORD})"
"""A number in digits or in words, for a pattern that ignores case."""


def number_of(text: str) -> int:
    """The value of what `WHOLE_NUMBER` matched."""
    if text[:1].isdecimal():
        return int(text.replace(",", ""))
    return sum(_VALUES[part] for part in text.casefold().replace("-", " ").split())
