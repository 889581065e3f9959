"""A filter: which issues are meant, as a small immutable tree that prints itself.

One language serves the command line and the app. Its text is read by `filter_parser.parse`, a
tree is asked about one issue by `filter_match.matches` and turned into SQL by the store; the two
select the same issues. `str(filter)` is the canonical text: reading it gives the same tree, as
long as trees are put together by `every`, `either` and `without`.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from triage.domain.filter_words import ABOUT_CODINGS

ME = "me"
"""The rater who is looking, in `rater:me`."""

ANYBODY = "*"
"""Any rater, in `rater:*`."""

_PLAIN = re.compile(r'(?!-|(?:AND|OR|NOT)$)[^\s,()":]+')


class Place(StrEnum):
    """Where free text is looked for."""

    TITLE = "title"
    BODY = "body"


class Phrase(Struct, frozen=True):
    """Words that stand one after another in the title or the body, whatever their case."""

    text: str
    """As typed; it holds at least one word."""

    def __str__(self) -> str:
        return quoted(self.text)


class Choice(Struct, frozen=True):
    """A fact is one of some values: `label:bug,"help wanted"`."""

    word: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.word}:{','.join(quoted(value) for value in self.values)}"


class Comparison(Struct, frozen=True):
    """A number or a time lies in a range: `comments:>5`, `created:2024-01-01..2024-06`."""

    word: str
    operator: str
    """`=`, `>`, `>=`, `<`, `<=`, or `..` from first to last, both included."""
    first: str
    """A whole number, or a year, month, day or moment (UTC) in ISO 8601."""
    last: str = ""

    def __str__(self) -> str:
        if self.operator == "..":
            return f"{self.word}:{self.first}..{self.last}"
        return f"{self.word}:{self.operator if self.operator != '=' else ''}{self.first}"


class Without(Struct, frozen=True):
    """Every issue that the part does not select."""

    part: "Expression"

    def __str__(self) -> str:
        return f"-{_inside(self.part)}"


class Every(Struct, frozen=True):
    """The issues that all of two or more parts select; with no parts, every issue."""

    parts: tuple["Expression", ...] = ()

    def __str__(self) -> str:
        return " ".join(_inside(part) for part in self.parts)


class Either(Struct, frozen=True):
    """The issues that at least one of two or more parts selects."""

    parts: tuple["Expression", ...]

    def __str__(self) -> str:
        return " OR ".join(_inside(part) for part in self.parts)


Expression = Phrase | Choice | Comparison | Without | Every | Either
"""A node of the tree."""


class Filter(Struct, frozen=True, kw_only=True):
    """A whole filter; without arguments it selects every issue."""

    expression: Expression = Every()
    places: tuple[Place, ...] = tuple(Place)
    """Where all free text of the filter is looked for (`in:title`)."""
    rater: str = ME
    """Whose codings are meant: a name, `ME` or `ANYBODY`."""

    def __str__(self) -> str:
        settings = []
        if self.places != tuple(Place):
            settings.append(f"in:{','.join(self.places)}")
        if self.rater != ME:
            settings.append(f"rater:{quoted(self.rater)}")
        if not settings or self.expression == Every():
            return " ".join([*settings, str(self.expression)]).strip()
        is_loose = isinstance(self.expression, Either)
        return " ".join([f"({self.expression})" if is_loose else str(self.expression), *settings])

    @property
    def asks_about_codings(self) -> bool:
        """Whether the answer depends on how issues are coded."""
        return asks_about_codings(self.expression)


def every(parts: Iterable[Expression]) -> Expression:
    """What all the parts select, without needless nesting."""
    flat = tuple(_flattened(parts, Every))
    return flat[0] if len(flat) == 1 else Every(flat)


def either(parts: Iterable[Expression]) -> Expression:
    """What at least one of the parts (one or more) selects, without needless nesting."""
    flat = tuple(_flattened(parts, Either))
    return flat[0] if len(flat) == 1 else Either(flat)


def without(part: Expression) -> Expression:
    """What the part does not select."""
    return part.part if isinstance(part, Without) else Without(part)


def asks_about_codings(part: Expression) -> bool:
    """Whether the answer depends on how issues are coded."""
    match part:
        case Phrase():
            return False
        case Choice(word="no", values=values):
            return not ABOUT_CODINGS.isdisjoint(values)
        case Choice(word=word) | Comparison(word=word):
            return word in ABOUT_CODINGS
        case Without(part=inside):
            return asks_about_codings(inside)
        case Every(parts=parts) | Either(parts=parts):
            return any(asks_about_codings(each) for each in parts)


def quoted(value: str) -> str:
    """A value as a filter writes it: in quotes when it would not be read as one plain word."""
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _flattened(
    parts: Iterable[Expression], kind: type[Every] | type[Either]
) -> Iterator[Expression]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _inside(part: Expression) -> str:
    """The text of a part of something larger."""
    return f"({part})" if isinstance(part, Every | Either) else str(part)
