import pytest
from msgspec import structs

from tests.samples import CODEBOOK
from triage.report.model import Statement
from triage.report.narrative import (
    narrative_template,
    question_marks,
    read_narrative,
    with_observation,
)

TEXT = """# Narrative

## RQ1: What is asked for?

Mostly speed,
and **not** devices.

## Observations

1. **Cats**: they sleep
   a lot.
- plain words

## Recommendations

1. **Feed them**: twice a day (supported by RQ1.speed, #3)

## Elsewhere

Lost words.
"""


def test_words_are_found_under_their_headings() -> None:
    narrative = read_narrative(TEXT, CODEBOOK)
    assert narrative.summaries == {"RQ1": "Mostly speed,\nand **not** devices."}
    assert narrative.observations == (
        Statement(title="Cats", text="they sleep a lot."),
        Statement(title="", text="plain words"),
    )
    assert narrative.recommendations == (
        Statement(title="Feed them", text="twice a day", support="RQ1.speed, #3"),
    )


def test_words_without_a_place_are_named() -> None:
    assert read_narrative(TEXT, CODEBOOK).unplaced == ("Elsewhere",)


def test_the_template_says_nothing() -> None:
    narrative = read_narrative(narrative_template(CODEBOOK), CODEBOOK)
    assert not any(narrative.summaries.values())
    assert (narrative.observations, narrative.recommendations, narrative.unplaced) == ((), (), ())


def test_questions_without_a_mark_of_their_own_are_numbered() -> None:
    first, *others = CODEBOOK.questions
    named = structs.replace(CODEBOOK, questions=(structs.replace(first, id="type"), *others))
    assert question_marks(CODEBOOK) == ["RQ1", "RQ2", "RQ3"]
    assert question_marks(named) == ["RQ1", "RQ2", "RQ3"]
    assert narrative_template(named).startswith("# Narrative\n\n## RQ1: What is asked for?\n")
    for heading in ("RQ1", "type", "Type: what?"):
        assert read_narrative(f"## {heading}\nx", named).summaries == {"type": "x"}


@pytest.mark.parametrize(
    "before",
    ["", TEXT, narrative_template(CODEBOOK), "## Observations", "## Observations\n\n- old\n\n\n"],
)
def test_a_taken_observation_is_the_last_of_its_list_and_all_else_stays(before: str) -> None:
    after = with_observation(before, "Label “**x**”", "9 of 30\nissues")
    old, new = read_narrative(before, CODEBOOK), read_narrative(after, CODEBOOK)
    taken = Statement(title="Label “* * x* * ”", text="9 of 30 issues")
    assert new == structs.replace(old, observations=(*old.observations, taken))
    assert read_narrative(with_observation(after, "B", "c"), CODEBOOK).observations[-1].title == "B"


def test_support_may_hold_brackets() -> None:
    text = "## Recommendations\n\n- **A**: b (c) (supported by RQ1.speed (30 %), “X (y)”)."
    (only,) = read_narrative(text, CODEBOOK).recommendations
    assert only == Statement(title="A", text="b (c)", support="RQ1.speed (30 %), “X (y)”")
