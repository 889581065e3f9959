"""The live summary as lines: what is seen of it where there is little room."""

import pytest
from msgspec import structs

from screens.summary_lines import summary_lines
from tests.samples import CODEBOOK
from tests.screens.test_question_lines import MANY
from triage.analysis.summary import Tally


@pytest.mark.parametrize(("height", "is_cut"), [(4, True), (10, True), (11, False)])
def test_a_summary_without_room_for_every_code_says_so(height: int, is_cut: bool) -> None:
    tally = Tally(structs.replace(CODEBOOK, questions=(MANY,)), 3, 100)
    lines = summary_lines(tally.summary(source="ada", sample="main"), 0, 40, height)
    texts = ["".join(text for text, _ in line) for line in lines]
    assert len(texts) == height
    assert texts[-1].endswith("…") is is_cut
