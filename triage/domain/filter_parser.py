"""Reads the text of a filter; what cannot be read is pointed at, with what is allowed there.

    filter  = [ either ]
    either  = every { "OR" every }
    every   = part { [ "AND" ] part }
    part    = ( "-" | "NOT" ) part | "(" either ")" | word ":" value { "," value } | phrase
    phrase  = text without space | '"' text '"'

It runs at every key of a person who types, so it guesses nothing and takes time in proportion
to the text. `in:` and `rater:` are about the whole filter and so stand outside parentheses.
"""

import re
from difflib import get_close_matches

from triage.domain.errors import FilterError
from triage.domain.filter_values import Misread, checked, term
from triage.domain.filter_words import ABOUT_CODINGS, TABLE, WORDS, Subject, Takes, Word
from triage.domain.filters import (
    ME,
    Every,
    Expression,
    Filter,
    Phrase,
    Place,
    either,
    every,
    without,
)
from triage.domain.words import searchable

LONGEST = 1_000
"""Characters that a filter may have."""

DEEPEST = 20
"""How deep parentheses and negations may be nested."""

_SPACE = re.compile(r"\s*")
_TEXT = re.compile(r'[^\s()"]+')
_VALUE = re.compile(r'[^\s,()"]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_WORD = re.compile(r"([A-Za-z][A-Za-z-]*):")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPERATOR = re.compile(r"(AND|OR|NOT)(?![^\s()\"])")


def parse(text: str) -> Filter:
    """The filter that a text describes; an empty text selects every issue.

    Raises:
        FilterError: it cannot be read; the error points at the character and says what may stand
            there.
    """
    if len(text) > LONGEST:
        raise FilterError(text, LONGEST, f"a filter has at most {LONGEST:,} characters")
    if surrogate := _SURROGATE.search(text):
        raise FilterError(text, surrogate.start(), "this is half a character; type it again")
    return _Parser(text).filter()


class _Parser:
    """One reading of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._places = tuple(Place)
        self._rater = ME
        self._rater_at = -1

    def filter(self) -> Filter:
        """The whole text as a filter."""
        expression = self._either() if self._next() else Every()
        if self._next():
            raise self._error("there is no open parenthesis for this one to close")
        read = Filter(expression=expression, places=self._places, rater=self._rater)
        if self._rater_at >= 0 and not read.asks_about_codings:
            words = ", ".join(f"{word.name}:" for word in TABLE if word.name in ABOUT_CODINGS)
            raise self._error(
                f"rater: says whose coding other words ask about; add one of {words}",
                self._rater_at,
            )
        return read

    def _either(self) -> Expression:
        parts = []
        while True:
            self._next()
            start = self._at
            parts.append(self._every())
            is_last = not self._take_operator("OR")
            if parts[-1] == Every() and not (is_last and len(parts) == 1):
                raise self._error("beside OR something to look for is needed", start)
            if is_last:
                return either(parts)

    def _every(self) -> Expression:
        parts = []
        while True:
            part = self._part()
            if part is not None:
                parts.append(part)
            if self._take_operator("AND"):
                continue
            if self._next() in ("", ")") or self._operator() == "OR":
                return every(parts)

    def _part(self) -> Expression | None:
        """One part; None when it was a setting of the whole filter."""
        character, start = self._next(), self._at
        if character in ("", ")") or self._operator() in ("AND", "OR"):
            raise self._error("something to look for is needed here")
        if character == "-" or self._take_operator("NOT"):
            self._at += character == "-"
            return self._negation(start)
        if character == "(":
            return self._group(start)
        if character == '"':
            return self._phrase(self._quoted(), start)
        if word := _WORD.match(self._text, self._at):
            return self._term(word[1], start)
        return self._phrase(self._matched(_TEXT), start)

    def _negation(self, start: int) -> Expression:
        if self._text[start] == "-" and self._text[self._at : self._at + 1].strip() == "":
            raise self._error("the minus needs something right behind it", start)
        self._enter(start)
        part = self._part()
        self._depth -= 1
        assert part is not None, "settings are refused below the top"
        return without(part)

    def _group(self, start: int) -> Expression:
        self._enter(start)
        self._at += 1
        part = self._either()
        if self._next() != ")":
            raise self._error("this parenthesis is never closed", start)
        self._at += 1
        self._depth -= 1
        return part

    def _enter(self, start: int) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"at most {DEEPEST} parentheses or minus signs fit inside", start)

    def _phrase(self, text: str, start: int) -> Phrase:
        if not searchable(text):
            raise self._error("there is no letter or digit in it to look for", start)
        return Phrase(text)

    def _term(self, name: str, start: int) -> Expression | None:
        word = WORDS.get(name.casefold())
        if word is None:
            raise self._error(_unknown(name), start)
        self._at += len(name) + 1
        values = [self._value(word)]
        while self._text[self._at : self._at + 1] == ",":
            self._at += 1
            values.append(self._value(word))
        if word.subject is Subject.FILTER:
            self._set(word, values, start)
            return None
        return term(word, values)

    def _value(self, word: Word) -> str:
        start = self._at
        is_quoted = self._text[start : start + 1] == '"'
        value = self._quoted() if is_quoted else self._matched(_VALUE)
        if not value:
            raise self._error(_needs(word), start)
        try:
            return checked(word, value)
        except Misread as problem:
            raise self._error(problem.reason, start + problem.offset) from problem

    def _set(self, word: Word, values: list[str], start: int) -> None:
        if self._depth:
            raise self._error(
                f"{word.name}: is about the whole filter: no minus and no parentheses", start
            )
        if word.name == "in":
            self._places = tuple(place for place in Place if place in values)
        elif len(values) > 1 or self._rater_at >= 0:
            raise self._error("rater: takes one name, or * for anybody", start)
        else:
            self._rater, self._rater_at = values[0], start

    def _quoted(self) -> str:
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            raise self._error("this quotation mark is never closed")
        self._at = found.end()
        return _ESCAPED.sub(r"\1", found[1])

    def _matched(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _next(self) -> str:
        """The next character that is no space, where reading goes on; empty at the end."""
        self._matched(_SPACE)
        return self._text[self._at : self._at + 1]

    def _operator(self) -> str:
        """AND, OR or NOT when it comes next."""
        self._next()
        found = _OPERATOR.match(self._text, self._at)
        return found[1] if found else ""

    def _take_operator(self, operator: str) -> bool:
        is_next = self._operator() == operator
        self._at += len(operator) * is_next
        return is_next

    def _error(self, reason: str, position: int | None = None) -> FilterError:
        return FilterError(self._text, self._at if position is None else position, reason)


def _unknown(name: str) -> str:
    near = get_close_matches(name.casefold(), WORDS, n=1)
    hint = f", but {near[0]}:" if near else ""
    words = ", ".join(f"{word.name}:" for word in TABLE)
    return (
        f"there is no word {name}:{hint}; text with a colon needs quotes, and the words are {words}"
    )


def _needs(word: Word) -> str:
    if word.takes is Takes.VALUE:
        return f"{word.name}: takes {', '.join(word.values)}"
    return f"{word.name}: needs {word.takes}, as in {word.example}"
