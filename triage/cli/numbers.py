"""Lists of issue numbers, as people write them: with blanks, commas or lines between them."""

import re
from collections import Counter
from collections.abc import Sequence

from triage.domain.errors import InputError

_NUMBER = re.compile(r"#?([0-9]{1,9})", re.ASCII)


def is_list(text: str) -> bool:
    """Whether a text is nothing but issue numbers."""
    return all(_NUMBER.fullmatch(word) for word in _words(text))


def parse_numbers(text: str, source: str) -> list[int]:
    """The issue numbers of a text; `source` is what errors call it.

    Raises:
        InputError: something in it is no number, or one stands twice.
    """
    return checked_numbers([_number(word, source) for word in _words(text)], source)


def checked_numbers(numbers: Sequence[int], source: str) -> list[int]:
    """Issue numbers in their order, each of them once.

    Raises:
        InputError: there is none, or one stands twice, or is below 1.
    """
    if not numbers:
        raise InputError(f"{source}: there is no issue number in it")
    if wrong := sorted({number for number in numbers if number < 1}):
        raise InputError(f"{source}: {wrong[0]} is not an issue number")
    if doubled := sorted(number for number, count in Counter(numbers).items() if count > 1):
        named = ", ".join(f"#{number}" for number in doubled)
        raise InputError(f"{source}: given twice: {named}")
    return list(numbers)


def _number(word: str, source: str) -> int:
    if not (match := _NUMBER.fullmatch(word)):
        raise InputError(f"{source}: {word!r} is not an issue number")
    return int(match[1])


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text) if word]
