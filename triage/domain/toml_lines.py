"""Where each value of a TOML text stands, so that an error can name the line.

The standard parser gives values without positions. This scanner gives positions without values:
it walks a text that the parser has accepted (or is about to refuse) as a row of tokens, so it
needs no grammar beyond brackets, keys and strings. Lines are counted by line feeds, from 1.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of the file: `("questions", 0, "codes", 2, "id")`."""

_PATTERN = r'''(?P<blank>[ \t\r]+|\#[^\n]*)
      | (?P<newline>\n)
      | (?P<string>"""(?:[^\\]|\\.)*?""""{0,2} | \'\'\'.*?\'\'\'\'{0,2}
                  | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
      | (?P<unclosed>["'])
      | (?P<mark>[\[\]{},=.])
      | (?P<bare>[^\s\[\]{},=.\#"']+)
      | (?P<other>.)'''


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a TOML text: its kind (`newline`, `string`, `mark`, `bare`, …) and first line."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, blanks and comments left out; nothing follows an unclosed string."""
    line = 1
    for match in re.finditer(_PATTERN, text, re.VERBOSE | re.DOTALL):
        kind = match.lastgroup or "other"
        if kind != "blank":
            yield Token(kind, match[0], line)
        if kind == "unclosed":
            return
        line += match[0].count("\n")


def lines_of(row: list[Token]) -> dict[KeyPath, int]:
    """The line of every table, list element and field of a valid TOML text."""
    return _Walk(row).lines()


@dataclass
class _Walk:
    """One pass over the tokens of a valid text."""

    row: list[Token]
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict)
    sizes: dict[KeyPath, int] = field(default_factory=dict)
    """How many `[[tables]]` each list of tables has so far."""

    def lines(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self.at < len(self.row):
            token = self.row[self.at]
            if token.kind == "newline":
                self.at += 1
            elif token.text == "[":
                table = self._header(token.line)
            else:
                self._pair(table)
        return self.found

    def _header(self, line: int) -> KeyPath:
        opened = self.at
        while self.row[self.at].text == "[":
            self.at += 1
        is_list = self.at - opened == 2
        path: KeyPath = ()
        *outer, last = self._key()
        for part in outer:
            path = self._latest(self._note((*path, part), line))
        path = self._note((*path, last), line)
        if is_list:
            self.sizes[path] = self.sizes.get(path, 0) + 1
        self.at += 2 if is_list else 1
        return self._note(self._latest(path), line)

    def _pair(self, table: KeyPath) -> None:
        line, path = self.row[self.at].line, table
        for part in self._key():
            path = self._note((*path, part), line)
        self.at += 1
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        opener = self.row[self.at].text
        if opener in ("[", "{"):
            self._enclosed(path, is_list=opener == "[")
            return
        while self.at < len(self.row) and not self._ends_value():
            self.at += 1

    def _enclosed(self, path: KeyPath, *, is_list: bool) -> None:
        self.at += 1
        position = 0
        while (token := self.row[self.at]).text not in ("]", "}"):
            if token.kind == "newline" or token.text == ",":
                self.at += 1
            elif is_list:
                self._value(self._note((*path, position), token.line))
                position += 1
            else:
                self._pair(path)
        self.at += 1

    def _key(self) -> list[str]:
        parts = []
        while self.row[self.at].text not in ("=", "]"):
            token = self.row[self.at]
            if token.text != ".":
                parts.append(_unquoted(token))
            self.at += 1
        return parts

    def _ends_value(self) -> bool:
        token = self.row[self.at]
        return token.kind == "newline" or token.text in (",", "]", "}")

    def _latest(self, path: KeyPath) -> KeyPath:
        size = self.sizes.get(path)
        return path if size is None else (*path, size - 1)

    def _note(self, path: KeyPath, line: int) -> KeyPath:
        self.found.setdefault(path, line)
        return path


def _unquoted(token: Token) -> str:
    if token.kind != "string":
        return token.text
    return str(tomllib.loads(f"key = {token.text}")["key"])
