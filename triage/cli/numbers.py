"""Lists of issue numbers, from the command line or from a file."""

import re
from collections.abc import Sequence
from pathlib import Path

from triage.domain.errors import InputError

_NUMBER = re.compile(r"#?([0-9]{1,9})", re.ASCII)


def read_numbers(text: str) -> tuple[list[int], str]:
    """Issue numbers from the command line or from a file, and where they came from.

    Raises:
        InputError: something in it is no number, or one stands twice.
    """
    source = "numbers given on the command line"
    words = _words(text)
    if all(_NUMBER.fullmatch(word) for word in words):
        return _numbers(words, source), source
    path = Path(text)
    try:
        content = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise InputError(
            f"--numbers {text!r} is neither a list of issue numbers nor a file that can be read"
        ) from error
    return _numbers(_words(content), str(path)), f"numbers of {path.name}"


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text) if word]


def _numbers(words: Sequence[str], source: str) -> list[int]:
    numbers = []
    for word in words:
        if not (match := _NUMBER.fullmatch(word)):
            raise InputError(f"{source}: {word!r} is not an issue number")
        numbers.append(int(match[1]))
    if not numbers:
        raise InputError(f"{source}: there is no issue number in it")
    if doubled := {number for number in numbers if numbers.count(number) > 1}:
        named = ", ".join(f"#{number}" for number in sorted(doubled))
        raise InputError(f"{source}: given twice: {named}")
    return numbers
