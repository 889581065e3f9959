"""An index as a handful of arrays, and back: what a store writes to a file.

Arrays that come back are checked before they are used, because a file that is whole may still
come from somebody else: afterwards every place that one array names exists in another.
"""

from typing import TYPE_CHECKING, Any

from triage.analysis.duplicates import Index
from triage.analysis.issue_rows import MOST_BODY_TERMS, RAGGED, IssueRows
from triage.analysis.packed_texts import PackedTexts
from triage.analysis.ranking import Postings
from triage.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.generic]]

TYPES = {
    "numbers": "<i8",
    "days": "<f8",
    "terms": "<i4",
    "term_ends": "<i8",
    "title_terms": "<i8",
    "repeated_terms": "<i8",
    "mentioned": "<i8",
    "mentioned_ends": "<i8",
    "titles": "|u1",
    "title_ends": "<i8",
    "postings": "<i4",
    "posting_ends": "<i8",
    "shown": "|u1",
    "shown_ends": "<i8",
    "common": "|u1",
    "common_ends": "<i8",
    "learned_from": "<i8",
}
"""Every array by name, with the type of its elements; all have one dimension."""


def arrays_of(index: Index) -> "dict[str, NDArray[np.generic]]":
    """The arrays that hold everything an index knows."""
    import numpy as np

    common = PackedTexts.of(sorted(index.common))
    arrays = {
        **{name: getattr(index.rows, name) for name in IssueRows.__struct_fields__},
        "postings": index.postings.issues,
        "posting_ends": index.postings.ends,
        "shown": index.shown.texts,
        "shown_ends": index.shown.ends,
        "common": common.texts,
        "common_ends": common.ends,
        "learned_from": np.array([index.learned_from]),
    }
    return {name: np.ascontiguousarray(arrays[name], TYPES[name]) for name in TYPES}


def index_from(arrays: "Arrays") -> Index:
    """The index that such arrays hold.

    Raises:
        InputError: they are not the arrays of an index, with the reason.
    """
    _check_shapes(arrays)
    _check_places(arrays)
    parts: dict[str, Any] = dict(arrays)
    return Index(
        IssueRows(**{name: parts[name] for name in IssueRows.__struct_fields__}),
        Postings(parts["postings"], parts["posting_ends"]),
        PackedTexts(parts["shown"], parts["shown_ends"]),
        frozenset(PackedTexts(parts["common"], parts["common_ends"])),
        int(parts["learned_from"][0]),
    )


def _check_shapes(arrays: "Arrays") -> None:
    for name, kind in TYPES.items():
        array = arrays.get(name)
        if array is None or array.ndim != 1 or array.dtype.str != kind:
            raise InputError(f"the index lacks the array {name!r} of type {kind}")


def _check_places(arrays: "Arrays") -> None:
    """That ends lie in order, rows agree in number, and terms and rows named exist."""
    import numpy as np

    every: Any = arrays
    issues, words = len(every["numbers"]), len(every["shown_ends"]) - 1
    counted = {**dict.fromkeys(RAGGED.values(), issues), "posting_ends": words, "shown_ends": words}
    for ends in (*counted, "common_ends"):
        whole = every[_DATA[ends]]
        steps = np.diff(every[ends])
        fits = len(every[ends]) and every[ends][0] == 0 and every[ends][-1] == len(whole)
        if not fits or (steps < 0).any() or len(steps) != counted.get(ends, len(steps)):
            raise InputError(f"the index is inconsistent: {ends!r} does not cut {_DATA[ends]!r}")
    sizes = np.diff(every["term_ends"])
    in_bounds = (
        _within(every["terms"], words)
        and _within(every["postings"], 2 * issues)
        and len(every["days"])
        == len(every["title_terms"])
        == len(every["repeated_terms"])
        == issues
        and (every["title_terms"] <= sizes).all()
        and (sizes - every["title_terms"] <= MOST_BODY_TERMS).all()
        and (every["repeated_terms"] <= every["title_terms"]).all()
        and (every["repeated_terms"] >= 0).all()
        and np.isfinite(every["days"]).all()
        and len(np.unique(every["numbers"])) == issues
        and len(every["learned_from"]) == 1
    )
    if not in_bounds:
        raise InputError("the index is inconsistent: a row names what does not exist")


def _within(places: "NDArray[np.generic]", count: int) -> bool:
    every: Any = places
    return not len(every) or bool(every.min() >= 0 and every.max() < count)


_DATA = {ends: name for name, ends in RAGGED.items()} | {
    "posting_ends": "postings",
    "shown_ends": "shown",
    "common_ends": "common",
}
"""What each array of ends cuts."""
