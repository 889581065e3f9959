from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.wrapping import wrap_offsets


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap_offsets(text, width)]


def test_words_stay_whole_where_they_fit() -> None:
    assert rows("the quick brown fox", 10) == ["the quick ", "brown fox"]


def test_long_words_break() -> None:
    assert rows("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_wide_characters_count_two_cells() -> None:
    assert rows("猫猫猫", 4) == ["猫猫", "猫"]


def test_an_empty_line_is_one_row() -> None:
    assert rows("", 10) == [""]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200), st.integers(2, 40))
def test_rows_join_to_the_text_and_fit(text: str, width: int) -> None:
    wrapped = rows(text, width)
    assert "".join(wrapped) == text
    assert all(cell_len(row.rstrip(" ")) <= width for row in wrapped)
