"""A filter as a SQL condition over the table `issue`, with every value bound.

It selects exactly the issues that `filter_match.matches` selects. Two things keep the two alike:
a negation is written `IS NOT TRUE`, so that an absent fact counts as "does not match" and never
as NULL; and free text goes to the index as the words that `triage.domain.words` makes of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from triage.domain.errors import InputError
from triage.domain.filter_ranges import interval
from triage.domain.filters import (
    Choice,
    Comparison,
    Every,
    Expression,
    Filter,
    Phrase,
    Place,
    Without,
)
from triage.domain.words import is_prefix, searchable

Value = str | int


class Condition(NamedTuple):
    """A SQL condition and the values of its question marks, in order."""

    sql: str
    values: tuple[Value, ...] = ()


EVERY_ISSUE = Condition("1")
"""The condition that every issue meets."""

_COLUMNS = {
    "repo": "repository",
    "state": "state",
    "reason": "reason",
    "author": "author",
    "author-association": "association",
    "milestone": "milestone",
    "standing": "standing",
}
"""Words that compare one column with folded text."""

_SETS = {"label": "labels", "assignee": "assignees"}
"""Words that ask what is in a set of names, by the column that refers to the set."""

_ABSENT = {
    "label": "labels IN (SELECT id FROM name_set WHERE names = '[]')",
    "assignee": "assignees IN (SELECT id FROM name_set WHERE names = '[]')",
    "milestone": "milestone IS NULL",
}
_STALE = Choice("label", ("stale",))


def condition(where: Filter | None) -> Condition:
    """What a row of the table `issue` must meet.

    Raises:
        InputError: the filter asks about codings, which a population does not hold.
    """
    if where is None:
        return EVERY_ISSUE
    return _condition(where.expression, where.places)


def _condition(part: Expression, places: Sequence[Place]) -> Condition:
    match part:
        case Phrase():
            return _text((part,), places)
        case Choice():
            return _choice(part)
        case Comparison():
            return _comparison(part)
        case Without(part=Choice(word="label", values=values)):
            return _set("label", values, "NOT IN")
        case Without(part=inner):
            inside = _condition(inner, places)
            return Condition(f"({inside.sql}) IS NOT TRUE", inside.values)
        case Every(parts=parts):
            phrases = tuple(each for each in parts if isinstance(each, Phrase))
            conditions = [_condition(each, places) for each in parts if each not in phrases]
            if phrases:
                conditions.append(_text(phrases, places))
            return _joined(" AND ", conditions) if conditions else EVERY_ISSUE
    return _joined(" OR ", [_condition(each, places) for each in part.parts])


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    return Condition(
        word.join(f"({sql})" for sql, _ in conditions),
        tuple(value for _, values in conditions for value in values),
    )


def _text(phrases: Sequence[Phrase], places: Sequence[Place]) -> Condition:
    """One question to the index for all phrases: it intersects them faster than SQL does."""
    columns = " ".join(places)
    queries = []
    for phrase in phrases:
        words = searchable(phrase.text)
        queries.append(f'{{{columns}}} : ("{words}"{"*" if is_prefix(words) else ""})')
    matching = "text IN (SELECT rowid FROM words WHERE words MATCH ?)"
    return Condition(matching, (" AND ".join(queries),))


def _choice(choice: Choice) -> Condition:
    word, values = choice.word, choice.values
    if word in _COLUMNS:
        return _one_of(_COLUMNS[word], [value.casefold() for value in values])
    if word in _SETS:
        return _set(word, values)
    if word == "is":
        return EVERY_ISSUE
    if word == "locked":
        return _one_of("locked", [int(value == "yes") for value in values])
    if word == "stale":
        stale = [_STALE if value == "yes" else Without(_STALE) for value in values]
        return _joined(" OR ", [_condition(each, ()) for each in stale])
    if word == "no" and set(values) <= _ABSENT.keys():
        return _joined(" OR ", [Condition(_ABSENT[value]) for value in values])
    raise _about_codings(str(choice))


def _one_of(column: str, values: Sequence[Value]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _set(word: str, values: Sequence[str], membership: str = "IN") -> Condition:
    """Membership is decided once per distinct set of names, of which there are few."""
    sets, folded = _one_of("folded", [value.casefold() for value in values])
    sql = (
        f"{_SETS[word]} IN (SELECT id FROM name_set WHERE id {membership} "
        f"(SELECT name_set FROM name WHERE {sets}))"
    )
    # Most issues lack most labels; told so, SQLite walks a list in its order instead of sorting.
    return Condition(sql if membership == "IN" else f"likelihood({sql}, 0.9)", folded)


def _comparison(comparison: Comparison) -> Condition:
    word = comparison.word
    if word == "confidence":
        raise _about_codings(str(comparison))
    low, high = interval(comparison)
    bounds = [(">=", low), ("<", high)]
    given = [(f"{word} {operator} ?", bound) for operator, bound in bounds if bound is not None]
    return Condition(" AND ".join(sql for sql, _ in given), tuple(bound for _, bound in given))


def _about_codings(term: str) -> InputError:
    return InputError(
        f"{term} asks about codings, and a population has none; "
        "filter it by what GitHub says, and the sample by how it is coded"
    )
