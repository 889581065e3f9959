"""Two verbs for a program that tries to break the store: `apply` saves, `dump` shows.

    python -m store.selftest apply PATH SEED FIRST COUNT NAMESPACE
    python -m store.selftest dump PATH

`apply` opens the store at PATH, prints READY, saves the generated documents FIRST to
FIRST + COUNT - 1, each as a save of its own, and prints `ACK number` once that save is promised
to survive anything, or `ERR number reason`, after which it goes on with the next. It exits with
4 when another process writes the store. `dump` prints `{"k": key, "v": document}` for each
document and `END count`; it exits with 5 when the store is refused as damaged. PATH is a folder
and the beginning of the names of the files in it; a namespace is a store of its own.

Each save changes two tables at once, as saving a coding does; `dump` checks that they agree.
The environment variables below choose what is tried; nothing else reads them.
"""

import os
import random
import sys
from pathlib import Path

import msgspec

from store.reading import stored_names
from store.storage import COMPACT_AT, JournalStorage
from triage.domain.errors import StoreBusyError, StoreError

KIND = "selftest"
KEYS = 40
"""Keys of a namespace."""
KEY_STEP = 7919
"""A step over the keys that has no common factor with their number."""

COMPACT_AT_VARIABLE = "TRIAGE_SELFTEST_COMPACT_AT"
"""Bytes of journal from which it is compacted."""
SINGLE_STORE_VARIABLE = "TRIAGE_SELFTEST_SINGLE_STORE"
"""When set, all namespaces share one store, and so compete for it."""
UNCLEAN_VARIABLE = "TRIAGE_SELFTEST_UNCLEAN"
"""When set, `apply` ends like a process that is killed after its last save."""
RECOVER_VARIABLE = "TRIAGE_SELFTEST_RECOVER"
"""When set, `dump` opens stores as the next writer would, and then reads them again."""

EXIT_DIFFERENT, EXIT_BUSY, EXIT_REFUSED = 3, 4, 5

Json = dict[str, object]


def main(arguments: list[str]) -> int:
    """Run one verb; its exit code."""
    match arguments:
        case ["apply", path, seed, first, count, namespace]:
            numbers = range(int(first), int(first) + int(count))
            return apply(Path(path), int(seed), numbers, namespace)
        case ["dump", path]:
            return dump(Path(path))
        case _:
            sys.stderr.write(__doc__)
            return 2


def apply(path: Path, seed: int, numbers: range, namespace: str) -> int:
    """Save the generated documents of a namespace, one by one."""
    is_shared = namespace == "a" or SINGLE_STORE_VARIABLE in os.environ
    name = path.name if is_shared else f"{path.name}-{namespace}"
    try:
        storage = _open(path.parent, name, write=True)
    except StoreBusyError as error:
        _say(f"BUSY {error}")
        return EXIT_BUSY
    _say("READY")
    for number in numbers:
        id_ = key(namespace, number)
        saved = {"codings": document(seed, namespace, number), "history": {"seq": number}}
        try:
            storage.commit({table: {id_: value} for table, value in saved.items()})
            _say(f"ACK {number}")
        except StoreError as error:
            _say(f"ERR {number} {error}")
    _say("DONE")
    if UNCLEAN_VARIABLE in os.environ:
        os._exit(0)
    storage.close()
    return 0


def dump(path: Path) -> int:
    """Show every document of every namespace."""
    count = 0
    names = [
        name
        for name in stored_names(path.parent)
        if name == path.name or name.startswith(f"{path.name}-")
    ]
    try:
        for name in names:
            found = _documents(path.parent, name)
            if found is None:
                sys.stderr.write(f"{name}: tables or ways of reading differ\n")
                return EXIT_DIFFERENT
            for id_, value in found.items():
                _say(msgspec.json.encode({"k": id_, "v": value}).decode())
            count += len(found)
    except StoreError as error:
        _say(f"REFUSED {error}")
        return EXIT_REFUSED
    _say(f"END {count}")
    return 0


def key(namespace: str, number: int) -> str:
    """The key under which a document is saved."""
    return f"{namespace}/repo#{number * KEY_STEP % KEYS}"


def document(seed: int, namespace: str, number: int) -> Json:
    """A document that is the same in every process; of 0 to 2,500 characters, some unusual."""
    draw = random.Random(f"{seed}/{namespace}/{number}")  # noqa: S311  # need not be secret
    fields: Json = {
        "type": draw.choice(["bug", "feature", "question"]),
        "severity": draw.randint(1, 5),
        "tags": [
            draw.choice(["ui", "api", "db", "ünïcode", "[red]"]) for _ in range(draw.randint(0, 4))
        ],
    }
    length = int(10 ** draw.uniform(0, 3.4))
    note = "".join(draw.choice('abcdefgh \n"\\é') for _ in range(length))
    history = [[i, draw.random()] for i in range(draw.randint(0, 12))]
    return {"seq": number, "ns": namespace, "fields": fields, "note": note, "history": history}


def _open(folder: Path, name: str, *, write: bool) -> JournalStorage:
    compact_at = int(os.environ.get(COMPACT_AT_VARIABLE, COMPACT_AT))
    storage = JournalStorage.open(folder, name, KIND, write=write, compact_at=compact_at)
    for notice in storage.notices:
        sys.stderr.write(f"{notice}\n")
    return storage


def _documents(folder: Path, name: str) -> dict[str, Json] | None:
    """What a store says; None when two ways of asking do not give the same."""
    found = _agreed(_open(folder, name, write=False))
    if RECOVER_VARIABLE in os.environ:
        writer = _open(folder, name, write=True)
        is_same = _agreed(writer) == found
        writer.close()
        if not is_same or _agreed(_open(folder, name, write=False)) != found:
            return None
    return found


def _agreed(storage: JournalStorage) -> dict[str, Json] | None:
    """The documents, when the table that is saved with them tells of the same saves."""
    tables = storage.read()
    codings = dict(tables.get("codings", {}))
    saves = {id_: {"seq": value["seq"]} for id_, value in codings.items()}
    return codings if saves == dict(tables.get("history", {})) else None


def _say(line: str) -> None:
    sys.stdout.write(line.replace("\n", " ") + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
