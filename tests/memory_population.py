"""A population in memory, for tests that need no file."""

import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TypeVar

from store.population import Population

_Population = TypeVar("_Population", bound=Population)


@contextmanager
def in_memory(kind: type[_Population]) -> Iterator[_Population]:
    """SQLite takes this name for memory; the empty file that opening makes of it goes again."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chdir(folder),
        kind.open(Path(":memory:"), create=True) as population,
    ):
        yield population
