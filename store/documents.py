"""Documents as the store holds them: tables of ids, each with the JSON of its document.

JSON text is kept, not objects: it costs little memory, the garbage collector need not look at
it, and whoever decodes it gets a copy of their own. Text is made fit for JSON once, here.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

Tables = dict[str, dict[str, bytes]]
"""Table name → document id → JSON of the document."""

Changes = Mapping[str, Mapping[str, bytes | None]]
"""The same for documents that change; None deletes."""

_ENCODER = msgspec.json.Encoder()

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises for JSON that is broken, of another shape, or nested beyond measure."""


def encode(document: object) -> bytes:
    """The JSON of a document; a lone surrogate becomes U+FFFD, NaN and infinities become null.

    Raises:
        TypeError: it holds something that JSON cannot say.
    """
    try:
        return _ENCODER.encode(document)
    except UnicodeEncodeError:
        return _ENCODER.encode(_without_surrogates(msgspec.to_builtins(document)))


def encode_changes(changes: Mapping[str, Mapping[str, object | None]]) -> Changes:
    """The JSON of every document of a save."""
    return {
        table: {id_: None if doc is None else encode(doc) for id_, doc in documents.items()}
        for table, documents in changes.items()
    }


def apply_changes(tables: Tables, changes: Changes) -> None:
    """Bring tables up to date with one save."""
    for name, documents in changes.items():
        table = tables.setdefault(name, {})
        for id_, document in documents.items():
            if document is None:
                table.pop(id_, None)
            else:
                table[id_] = document


def differences(before: Tables, after: Tables) -> Changes:
    """The changes that lead from one state to another."""
    found: dict[str, dict[str, bytes | None]] = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name, {}), after.get(name, {})
        changed: dict[str, bytes | None] = {id_: None for id_ in old if id_ not in new}
        changed.update((id_, text) for id_, text in new.items() if old.get(id_) != text)
        if changed:
            found[name] = changed
    return found


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector from walking over everything while much is being loaded."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _without_surrogates(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {
                _without_surrogates(key): _without_surrogates(item) for key, item in value.items()
            }
        case list() | tuple():
            return [_without_surrogates(item) for item in value]
        case _:
            return value
