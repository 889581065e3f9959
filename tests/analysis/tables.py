"""Tables of codings that hypothesis can draw: any raters, gaps, and codes."""

from hypothesis import strategies as st

CODES = "abcd"


def tables(
    raters: int | None = None, gaps: bool = True, codes: str = CODES, fewest: int = 0
) -> st.SearchStrategy[list[list[str | None]]]:
    """Single codes: one row per unit, one entry per rater."""
    code: st.SearchStrategy[str | None] = st.sampled_from(codes)
    entry = code | st.none() if gaps else code
    widths = st.integers(1, 4) if raters is None else st.just(raters)
    return widths.flatmap(
        lambda width: st.lists(
            st.lists(entry, min_size=width, max_size=width), min_size=fewest, max_size=14
        )
    )


def set_tables() -> st.SearchStrategy[list[list[frozenset[str] | None]]]:
    """Sets of codes: one row per unit, one entry per rater."""
    entry = st.frozensets(st.sampled_from(CODES)) | st.none()
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(entry, min_size=width, max_size=width), max_size=10)
    )
