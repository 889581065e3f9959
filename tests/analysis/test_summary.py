from hypothesis import given
from hypothesis import strategies as st

from tests.samples import CODEBOOK, REPOSITORY
from triage.analysis.summary import Tally, summarize
from triage.domain.coding import Answer, Coding, Marks

KEYS = [f"{REPOSITORY}#{number}" for number in range(1, 6)]


@st.composite
def codings(draw: st.DrawFn) -> dict[str, Coding]:
    made = {}
    for key in KEYS:
        answers = {}
        if code := draw(st.sampled_from(["speed", "device", "api", "gone", None])):
            answers["RQ1"] = Answer(codes=(code,))
        if draw(st.booleans()):
            chosen = draw(st.sets(st.sampled_from(["scale", "gap"])))
            answers["RQ2"] = Answer(codes=tuple(sorted(chosen)), none_apply=not chosen)
        marks = Marks(
            flagged=draw(st.booleans()),
            skipped=draw(st.booleans()),
            excluded=draw(st.sampled_from(["", "off topic"])),
        )
        made[key] = Coding(issue=key, answers=answers, marks=marks)
    return made


def test_base_is_the_coded_issues_in_scope() -> None:
    coded = {
        KEYS[0]: Coding(issue=KEYS[0], answers={"RQ1": Answer(codes=("speed",))}),
        KEYS[1]: Coding(issue=KEYS[1], answers={"RQ1": Answer(codes=("api",))}),
        KEYS[2]: Coding(
            issue=KEYS[2],
            answers={"RQ1": Answer(codes=("api",))},
            marks=Marks(excluded="off topic"),
        ),
    }
    question = summarize(CODEBOOK, KEYS, coded, source="ada", sample="main").questions[0]
    assert (question.n, question.uncoded) == (2, 2)
    assert [figure.share for figure in question.codes] == [0.5, 0, 0.5]


def test_checklist_counts_provided_and_missing_apart() -> None:
    coded = {
        KEYS[0]: Coding(
            issue=KEYS[0], answers={"RQ3": Answer(codes=("use-case",), missing=("cost",))}
        )
    }
    question = summarize(CODEBOOK, KEYS, coded, source="ada", sample="main").questions[2]
    assert [(figure.k, figure.missing) for figure in question.codes] == [(1, 0), (0, 1)]


def test_codes_that_left_the_codebook_are_still_counted() -> None:
    coded = {KEYS[0]: Coding(issue=KEYS[0], answers={"RQ1": Answer(codes=("gone",))})}
    question = summarize(CODEBOOK, KEYS, coded, source="ada", sample="main").questions[0]
    assert question.codes[-1].label == "gone"
    assert sum(figure.k for figure in question.codes) == question.n == 1


def test_no_coding_means_no_share() -> None:
    question = summarize(CODEBOOK, KEYS, {}, source="ada", sample="main").questions[0]
    assert question.codes[0].share is None
    assert question.codes[0].interval is None


@given(codings())
def test_single_choices_add_up_to_the_base(coded: dict[str, Coding]) -> None:
    summary = summarize(CODEBOOK, KEYS, coded, source="ada", sample="main")
    question = summary.questions[0]
    assert sum(figure.k for figure in question.codes) == question.n
    assert question.n + question.uncoded + summary.excluded == len(KEYS)
    assert summary.untouched >= 0


@given(codings(), codings())
def test_a_tally_that_takes_back_is_the_tally_that_never_counted(
    coded: dict[str, Coding], taken: dict[str, Coding]
) -> None:
    tally = Tally(CODEBOOK, len(KEYS))
    for coding in (*taken.values(), *coded.values()):
        tally.add(coding)
    for coding in taken.values():
        tally.remove(coding)
    fresh = summarize(CODEBOOK, KEYS, coded, source="ada", sample="main")
    assert tally.summary(source="ada", sample="main") == fresh
