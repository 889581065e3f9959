"""TOML tables asked field by field, whose refusals name the file, the line and the remedy.

A reader of a particular file (the codebook, say) opens the text with `open_toml` and asks its
tables for typed fields. Nothing that a text can hold raises anything but the reader's own error.
Only an error asks for lines, so they are looked for when there is one.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from triage.domain.errors import InputError
from triage.domain.toml_lines import KeyPath, Token, lines_of, tokens

Refusal = Callable[[int | None, str], InputError]
"""Makes the error to raise from a line, where there is one, and a reason."""

MOST_CHARACTERS = 1_000_000
"""Longest text that is read: far above what people write, far below what hurts."""

DEEPEST = 20
"""Most tables and lists inside each other."""

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class Lines:
    """Where the values of a text stand, found when they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def row(self) -> list[Token]:
        """The tokens of the text."""
        return list(tokens(self._text))

    @cached_property
    def places(self) -> dict[KeyPath, int]:
        """The line of every value of a valid text."""
        return lines_of(self.row)


@dataclass(frozen=True)
class Table:
    """One table of a TOML file; `noun` is what its errors call it."""

    noun: str
    values: dict[str, object]
    path: KeyPath
    lines: Lines
    refusal: Refusal

    def error(self, reason: str, name: str = "") -> InputError:
        """The error to raise about a field, or about the table as a whole."""
        return self.refusal(self.line(name), reason)

    def line(self, name: str) -> int:
        """The line of a field, or of the table where the field is absent."""
        places = self.lines.places
        return places.get((*self.path, name), places.get(self.path, 1))

    def text(self, name: str) -> str:
        """A text without the blanks round it; empty when absent."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise self.error(f'{name} must be a text in quotes, like {name} = "…"', name)
        return value.strip()

    def title(self, name: str) -> str:
        """A text of one line, without control characters; empty when absent."""
        value = self.text(name)
        if any(ord(character) < 32 or ord(character) == 127 for character in value):
            raise self.error(f"{name} must be one line without control characters", name)
        return value

    def required(self, name: str) -> str:
        """A text of one line that may not be absent or empty."""
        value = self.title(name)
        if not value:
            raise self.error(f'this {self.noun} has no {name}: add {name} = "…"', name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, none of them empty; no element when absent."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(f'{name} must be a list of texts, like {name} = ["…", "…"]', name)
        return tuple(each.strip() for each in value if each.strip())

    def integer(self, name: str, default: int, least: int) -> int:
        """A whole number of at least `least`."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**31:
            raise self.error(f"{name} must be a whole number from {least} up", name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.error(f"{name} must be true or false, without quotes", name)
        return value

    def tables(self, name: str, noun: str) -> list["Table"]:
        """A list of tables, `[[…]]` or in line; empty when absent."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            header = ".".join(str(part) for part in (*self.path, name) if isinstance(part, str))
            raise self.error(f"{name} must be tables: begin each {noun} with [[{header}]]", name)
        return [
            Table(noun, each, (*self.path, name, position), self.lines, self.refusal)
            for position, each in enumerate(value)
        ]

    def allow_only(self, names: Iterable[str], elsewhere: dict[str, str] | None = None) -> None:
        """Refuse a field that is not among the names; `elsewhere` tells where it would belong."""
        known = list(names)
        for name in self.values:
            if name not in known:
                belongs = (elsewhere or {}).get(name)
                hint = f"it belongs to {belongs}" if belongs else _nearest(name, known)
                raise self.error(f"a {self.noun} has no field {shown(name)}: {hint}", name)


def open_toml(text: str, noun: str, refusal: Refusal) -> Table:
    """The top table of a TOML text; a byte order mark and CRLF line ends are accepted.

    Raises:
        InputError: what `refusal` makes, when the text is not valid TOML, too long or too deep.
    """
    if len(text) > MOST_CHARACTERS:
        raise refusal(None, f"longer than {MOST_CHARACTERS:,} characters: not a {noun}")
    plain = text.removeprefix("\ufeff")
    lines = Lines(plain)
    _refuse_undecodable(plain, refusal)
    # A key of very many parts keeps the parser busy for ever; only text has dots like it.
    if any(line.count(".") > DEEPEST for line in plain.split("\n")):
        depth, line = _deepest(lines.row)
        if depth > DEEPEST:
            raise _too_deep(line, refusal)
    try:
        values = tomllib.loads(plain)
    except RecursionError as error:
        raise _too_deep(_deepest(lines.row)[1], refusal) from error
    except ValueError as error:
        raise _syntax_error(plain, lines.row, str(error), refusal) from error
    if _depth(values, DEEPEST + 1) > DEEPEST:
        raise _too_deep(_deepest(lines.row)[1], refusal)
    return Table(noun, values, (), lines, refusal)


def shown(value: str) -> str:
    """A word of the file as an error quotes it: in quotes, cut where it is very long."""
    return f'"{value}"' if len(value) <= 60 else f'"{value[:59]}…"'


def _refuse_undecodable(text: str, refusal: Refusal) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise refusal(line, "not valid Unicode text: save the file as UTF-8") from error


def _depth(value: object, most: int) -> int:
    """How deep tables and lists lie in each other, looked at down to `most`."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(each, most - 1) for each in held), default=0) if most and held else 0


def _too_deep(line: int, refusal: Refusal) -> InputError:
    return refusal(line, f"nested more than {DEEPEST} deep")


def _deepest(row: list[Token]) -> tuple[int, int]:
    """The most brackets and dots that lead to a value, and the line where."""
    deepest = line = depth = dots = 0
    for token in row:
        depth = max(0, depth + (token.text in ("[", "{")) - (token.text in ("]", "}")))
        dots = 0 if token.text in ("\n", ",", "=") else dots + (token.text == ".")
        if depth + dots > deepest:
            deepest, line = depth + dots, token.line
    return deepest, line


def _syntax_error(text: str, row: list[Token], message: str, refusal: Refusal) -> InputError:
    where = _WHERE.search(message)
    if not where:
        longest = max(row, key=lambda token: len(token.text))
        return refusal(longest.line, f"not valid TOML: {message.partition(':')[0]}")
    line = int(where[1]) if where[1] else text.rstrip().count("\n") + 1
    if row and row[-1].kind == "unclosed" and row[-1].line <= line:
        return refusal(row[-1].line, "not valid TOML: the text that begins here is never closed")
    return refusal(line, f"not valid TOML: {_WHERE.sub('', message)}")


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name[:60].lower(), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
