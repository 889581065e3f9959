"""What the two tables of a rater's store hold, and how they are mended and brought up to date.

`codings` has a document per issue: what is true now. `history` has a document per change, under
its number. The first can always be computed from the second, which is what mending relies on.
"""

from collections.abc import Iterator

import msgspec

from store.documents import UNREADABLE, Tables, encode
from triage.domain.coding import Coding
from triage.domain.history import Change, replay

KIND = "codings"
"""What the header of a rater's store says it holds."""

CONSENSUS = "consensus"
"""What the header of a consensus says it holds; it is a store like a rater's."""

CODINGS = "codings"
HISTORY = "history"

CODING = msgspec.json.Decoder(Coding)
CHANGE = msgspec.json.Decoder(Change)


def history_id(number: int) -> str:
    """The id of the change of that number; ids sort as numbers do."""
    return f"{number:010d}"


def upgrade_from_format_0(tables: Tables) -> Tables:
    """Codings under their issue and changes under ten digits, instead of TinyDB's numbers.

    Raises:
        ValueError: a document is not a coding or a change, or two codings are of one issue.
    """
    codings: dict[str, bytes] = {}
    for id_, text in tables.get(CODINGS, {}).items():
        issue = _decoded(CODING, CODINGS, id_, text).issue
        if issue in codings:
            raise ValueError(f"two codings of {issue}")
        codings[issue] = text
    history: dict[str, bytes] = {}
    for id_, text in tables.get(HISTORY, {}).items():
        _decoded(CHANGE, HISTORY, id_, text)
        history[history_id(int(id_))] = text
    return {CODINGS: codings, HISTORY: dict(sorted(history.items()))}


def mend(tables: Tables) -> list[str]:
    """Make tables fit for use after documents were lost; says what was done, in words.

    Documents that cannot be understood go; codings that are gone come back from the history.
    """
    return [
        *_drop_unreadable(tables, CODINGS, CODING),
        *_drop_unreadable(tables, HISTORY, CHANGE),
        *_recall_codings(tables),
    ]


def _drop_unreadable(
    tables: Tables, name: str, decoder: msgspec.json.Decoder[Coding] | msgspec.json.Decoder[Change]
) -> Iterator[str]:
    table = tables.get(name, {})
    for id_, text in list(table.items()):
        try:
            decoder.decode(text)
        except UNREADABLE as error:
            del table[id_]
            yield f"lost: {id_} of the table {name} cannot be understood ({error})"


def _recall_codings(tables: Tables) -> Iterator[str]:
    history = tables.get(HISTORY, {})
    recalled = replay(CHANGE.decode(history[id_]) for id_ in sorted(history))
    codings = tables.setdefault(CODINGS, {})
    for issue, coding in recalled.items():
        if issue not in codings:
            codings[issue] = encode(coding)
            yield f"saved: the coding of {issue} was put together again from the history"


def _decoded(
    decoder: msgspec.json.Decoder[Coding] | msgspec.json.Decoder[Change],
    table: str,
    id_: str,
    text: bytes,
) -> Coding | Change:
    try:
        return decoder.decode(text)
    except UNREADABLE as error:
        raise ValueError(f"{id_} of the table {table}: {error}") from error
