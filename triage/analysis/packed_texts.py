"""Many short texts in two arrays, so that they can lie in a file and be read one by one."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def encoded(text: str) -> bytes:
    """UTF-8; lone surrogates, which it cannot hold, become question marks."""
    return text.encode("utf-8", "replace")


class PackedTexts(Struct, frozen=True, eq=False):
    """A sequence of texts: text i is `texts[ends[i] : ends[i + 1]]`, encoded."""

    texts: "NDArray[np.uint8]"
    ends: "NDArray[np.int64]"

    @classmethod
    def of(cls, texts: Iterable[str]) -> "PackedTexts":
        """The texts, packed."""
        import numpy as np

        parts = [encoded(text) for text in texts]
        ends = np.array([0, *accumulate(map(len, parts))], np.int64)
        return cls(np.frombuffer(b"".join(parts), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> str:
        start, end = self.ends[place : place + 2].tolist()
        return _decoded(self.texts[start:end].tobytes())

    def __iter__(self) -> Iterator[str]:
        whole = self.texts.tobytes()
        return (_decoded(whole[start:end]) for start, end in pairwise(self.ends.tolist()))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
