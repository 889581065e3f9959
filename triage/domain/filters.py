"""A filter: which issues are meant, as a small immutable tree that prints itself.

One language serves the command line and the app. Its text is read by `filter_parser.parse`, a
tree is asked about one issue by `filter_match.matches` and turned into SQL by the store; the two
select the same issues. `str(filter)` is the canonical text: reading it gives the same tree.
"""

from enum import StrEnum

from msgspec import Struct

ME = "me"
"""The rater who is looking, in `rater:me`."""

ANYBODY = "*"
"""Any rater, in `rater:*`; in a range, no bound."""


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
        return f"{self.word}:{self.operator.removeprefix('=')}{self.first}"


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
        texts = [str(self.expression)] if self.expression != Every() else []
        if self.places != tuple(Place):
            texts.append(f"in:{','.join(self.places)}")
        if self.rater != ME:
            texts.append(f"rater:{quoted(self.rater)}")
        if len(texts) > 1 and isinstance(self.expression, Either):
            texts[0] = f"({texts[0]})"
        return " ".join(texts)


def quoted(value: str) -> str:
    """A value as a filter writes it: in quotes when it would not be read as one plain word."""
    plain = value.strip("*") == "" or value.replace("-", "").replace("_", "").isalnum()
    if plain and value and not value.startswith("-") and value not in ("OR", "AND", "NOT"):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inside(part: Expression) -> str:
    """The text of a part of something larger."""
    return f"({part})" if isinstance(part, Every | Either) else str(part)
