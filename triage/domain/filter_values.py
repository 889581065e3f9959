"""What stands behind the colon of a filter's word, checked and put in its one canonical form."""

from triage.domain.filter_ranges import TIMES, period
from triage.domain.filter_words import Takes, Word
from triage.domain.filters import Choice, Comparison, Expression, either

_OPERATORS = (">=", "<=", ">", "<")
_OPEN = "*"
_NO_BOUND = "one end of the range has to be given"

_IS = {
    "open": Choice("state", ("open",)),
    "closed": Choice("state", ("closed",)),
    "locked": Choice("locked", ("yes",)),
    "unlocked": Choice("locked", ("no",)),
}
"""Values of `is:` that another word says too; `is:issue` is all that is left."""


class Misread(Exception):  # noqa: N818 - never leaves the parser, which makes an error of it
    """A value is wrong, at a character of it, with what is allowed."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


def term(word: Word, values: list[str]) -> Expression:
    """The term of a word and its checked values (one or more)."""
    if word.takes in (Takes.NUMBER, Takes.TIME):
        return either([comparison(word.name, value) for value in values])
    if word.name == "is":
        return either([_IS.get(value, Choice("is", (value,))) for value in values])
    return Choice(word.name, tuple(dict.fromkeys(values)))


def checked(word: Word, value: str) -> str:
    """The canonical form of one value.

    Raises:
        Misread: the word does not take it.
    """
    match word.takes:
        case Takes.NUMBER | Takes.TIME:
            return str(comparison(word.name, value)).removeprefix(f"{word.name}:")
        case Takes.VALUE:
            return _one_of(word, value)
        case Takes.NAME:
            return _name(word, value)


def comparison(word: str, value: str) -> Comparison:
    """The range that a value describes.

    Raises:
        Misread: it describes none.
    """
    first, dots, last = value.partition("..")
    if dots:
        return _between(word, first, last)
    operator = next((each for each in _OPERATORS if value.startswith(each)), "")
    operand = value.removeprefix(operator)
    return Comparison(word, operator or "=", _operand(word, operand, len(operator)))


def _between(word: str, first: str, last: str) -> Comparison:
    behind = len(first) + len("..")
    if first == _OPEN:
        if last == _OPEN:
            raise Misread(_NO_BOUND)
        return Comparison(word, "<=", _operand(word, last, behind))
    low = _operand(word, first, 0)
    if last == _OPEN:
        return Comparison(word, ">=", low)
    high = _operand(word, last, behind)
    if period(word, low)[0] >= period(word, high)[1]:
        raise Misread(f"the range is empty, because {low} comes after {high}", behind)
    return Comparison(word, "..", low, high)


def _operand(word: str, operand: str, offset: int) -> str:
    canonical = operand.upper() if word in TIMES else operand.lstrip("0") or operand[:1]
    try:
        period(word, canonical)
    except ValueError as error:
        raise Misread(f"{word}: {error}", offset) from error
    return canonical


def _one_of(word: Word, value: str) -> str:
    wanted = value.casefold().replace(" ", "_")
    for each in word.values:
        if each.casefold() == wanted:
            return each
    allowed = ", ".join(word.values)
    if word.name == "is" and wanted in ("pr", "merged", "draft"):
        raise Misread(f"a population holds no pull requests; is: takes {allowed}")
    raise Misread(f"{word.name}: takes {allowed}")


def _name(word: Word, value: str) -> str:
    if value.casefold() == "@me":
        raise Misread(f"{word.name}: needs a name; triage does not know your account")
    return value.removeprefix("@") if word.name in ("author", "assignee") else value
