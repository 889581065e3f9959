from hypothesis import given, settings
from hypothesis import strategies as st

from screens.compared import Comparison, Row, compare, first_shared_row
from tests.samples import issue
from triage.domain.issue import SampledIssue

FORM = "### Alternatives\n\n_No response_\n\n### Additional context\n\n_No response_\n"


def beside(ours: str, theirs: str, width: int = 40) -> Comparison:
    one, other = (SampledIssue(issue=issue(n, body=text)) for n, text in ((1, ours), (2, theirs)))
    return compare(one, other, width)


def plain(rows: tuple[Row, ...]) -> str:
    return "\n".join("".join(piece.text for piece in row) for row in rows)


def shared(rows: tuple[Row, ...]) -> str:
    return " ".join(piece.text.strip() for row in rows for piece in row if piece.style == "shared")


def test_a_shared_passage_has_the_same_number_on_both_sides() -> None:
    found = beside("It says the batch is empty again", "Why: THE BATCH IS EMPTY, always")
    assert found.passages == 1
    assert shared(found.ours) == "the batch is empty"
    assert shared(found.theirs) == "THE BATCH IS EMPTY"
    assert all("‹1›" in plain(rows) for rows in (found.ours, found.theirs))


def test_lines_of_forms_are_no_shared_passage() -> None:
    found = beside(f"cats are slow\n\n{FORM}", f"dogs are fast\n\n{FORM}")
    assert found.passages == 0


def test_a_passage_that_wraps_is_marked_on_each_row() -> None:
    words = "one two three four five six seven eight nine ten"
    found = beside(words, words, width=20)
    assert shared(found.ours) == words
    assert first_shared_row(found.ours) == 3


def test_a_gist_is_compared_and_named_as_one() -> None:
    one = SampledIssue(issue=issue(1, body="the cache grows without end"))
    other = SampledIssue(issue=issue(2), gist="They say the cache grows without end")
    found = compare(one, other, 60)
    assert shared(found.theirs) == "the cache grows without end"
    assert "Gist in our own words" in plain(found.theirs)


def test_text_from_outside_is_made_visible() -> None:
    found = beside("the \x1b[2J cat sat down here\r\nand slept", "the \x1b[2J cat sat down here")
    assert "\x1b" not in plain(found.ours)
    assert "the ␛[2J cat sat down here" in shared(found.ours)


_texts = st.lists(
    st.sampled_from(["the", "cache", "grows", "猫", "\n", "\u202e", "\t", "word" * 20]), max_size=40
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(_texts, _texts, st.integers(16, 60))
def test_marking_changes_no_character_of_either_text(ours: str, theirs: str, width: int) -> None:
    found = beside(ours, theirs, width)
    bare = beside(ours, "", width)
    for number in range(found.passages, 0, -1):
        assert f"‹{number}›" in plain(found.ours)
    words = "".join(piece.text for row in found.ours for piece in row if piece.style != "label")
    assert words == plain(bare.ours).replace("\n", "")
