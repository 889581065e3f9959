"""Reports turned back into codings, and what has no place in them."""

import pytest
from hypothesis import given, settings

from tests.report.material import coded, small_material
from tests.report.written_reports import (
    ITEMS,
    OUTCOMES,
    PROBLEMS,
    REPOSITORY,
    TYPES,
    Study,
    Style,
    Writer,
    memo_of,
    studies,
    styles,
    thirty,
)
from tests.shared_data import shared
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.codebook_toml import with_default_keys
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.errors import InputError
from triage.report.audit import audit
from triage.report.build import build_report
from triage.report.embedded import embed_codings
from triage.report.import_report import import_report
from triage.report.markdown import write_markdown

REPORT = """# Lids
## RQ1: Which types?
**Pattern 1: Loose lids (50% of 4 issues)**
- Issue #1(https://github.com/acme/kettle/issues/1): a
- Issue #2(https://github.com/acme/kettle/issues/2): b

**Pattern 2: Tight lids (50%)**
- Issue #3(https://github.com/acme/kettle/issues/3): c
- Issue #4(https://github.com/acme/kettle/issues/4): d
"""


@given(study=studies(), style=styles())
@settings(deadline=None, max_examples=12)
def test_codings_come_back_from_a_report_in_any_style(study: Study, style: Style) -> None:
    found = import_report(Writer(study, style).write(), repository=REPOSITORY)
    types, problems, outcomes, checklist = found.codebook.questions
    assert [question.kind for question in found.codebook] == [
        Kind.SINGLE,
        Kind.MULTI,
        Kind.SINGLE,
        Kind.CHECKLIST,
    ]
    assert [code.label for code in types.codes] == list(TYPES)
    assert [code.label for code in checklist.codes] == [ITEMS[0], ITEMS[2]]
    ids = {code.label: code.id for question in found.codebook for code in question.codes}
    assert found.unplaced == ()
    for number in study.numbers:
        coding = found.codings[f"{REPOSITORY}#{number}"]
        assert coding.answer(types.id).codes == (ids[study.types[number]],)
        assert coding.answer(types.id).memo == memo_of(number, study.types[number])
        assert coding.answer(outcomes.id).codes == (ids[study.outcomes[number]],)
        assert set(coding.answer(problems.id).codes) == {
            ids[name] for name in study.problems[number]
        }
        assert bool(coding.answer(checklist.id).codes) == bool(study.provided[number])
        assert bool(coding.answer(checklist.id).missing) == bool(study.missing[number])


def test_ids_are_made_from_labels_and_stay_the_same() -> None:
    codebook = import_report(Writer(thirty(), Style()).write()).codebook
    assert [question.id for question in codebook] == ["rq1", "rq2", "rq3", "rq4"]
    assert [code.id for code in codebook.questions[1].codes] == [
        "slow-boil-at-altitude",
        "sensor-drift",
        "leaking-seals",
    ]
    assert [code.key for code in codebook.questions[1].codes] == ["1", "2", "3"]


def test_labels_are_matched_with_a_codebook_whatever_their_case() -> None:
    codebook = Codebook(
        name="lids",
        questions=(
            Question(
                id="type",
                title="which types?",
                kind=Kind.SINGLE,
                codes=(Code(id="loose", label="LOOSE  lids"),),
            ),
        ),
    )
    found = import_report(REPORT, codebook=codebook)
    assert found.codings["acme/kettle#1"].answer("type") == Answer(codes=("loose",), memo="a")
    assert [(each.line, each.text, each.reason) for each in found.unplaced] == [
        (8, "#3", "no code is called “Tight lids”"),
        (9, "#4", "no code is called “Tight lids”"),
    ]


def test_a_question_that_a_codebook_lacks_is_named() -> None:
    found = import_report(REPORT, codebook=Codebook(name="other"))
    assert [(each.line, each.text) for each in found.unplaced] == [(2, "“RQ1: Which types?”")]
    assert found.codings == {}


def test_an_issue_under_two_exclusive_findings_is_left_open() -> None:
    doubled = REPORT.replace("#4(https://github.com/acme/kettle/issues/4)", "#1")
    found = import_report(doubled.replace("of 4 issues", "of samples"))
    assert [(each.line, each.text) for each in found.unplaced] == [(9, "#1 under “Tight lids”")]
    assert "line 4" in found.unplaced[0].reason
    assert "acme/kettle#1" not in found.codings


def test_an_item_both_provided_and_missing_is_left_open() -> None:
    found = import_report(
        """## RQ1: Which information?
**Well-provided:**
1. **Photo**
   - Issue #1(https://github.com/a/b/issues/1): there
**Missing:**
1. **Photo**
   - Issue #1(https://github.com/a/b/issues/1): not there
   - Issue #2(https://github.com/a/b/issues/2): not there
"""
    )
    assert [each.line for each in found.unplaced] == [7]
    assert found.codings["a/b#2"].answer("rq1").missing == ("photo",)


def test_an_address_that_leads_elsewhere_is_listed() -> None:
    found = import_report(REPORT.replace("issues/2)", "issues/22)"))
    assert [(each.line, each.text) for each in found.unplaced] == [(5, "#2")]
    assert "acme/kettle#2" not in found.codings


def test_none_applies_uncoded_outliers_and_excluded_are_told_apart() -> None:
    found = import_report(
        """## RQ1: Which common problems?
**Loud (1 of 4)**
- Issue #1(https://github.com/a/b/issues/1): la

**None applies (1):**
- Issue #2(https://github.com/a/b/issues/2): silent

**Not coded (1):**
- Issue #3(https://github.com/a/b/issues/3): later

### Outliers
- Issue #4(https://github.com/a/b/issues/4): dances

## Method
**Excluded (1):**
- Issue #5(https://github.com/a/b/issues/5): a teapot
"""
    )
    assert found.codings["a/b#2"].answer("rq1") == Answer(none_apply=True, memo="silent")
    assert "a/b#3" not in found.codings
    assert [(each.line, each.reason) for each in found.unplaced] == [(12, "“Outliers” is no code")]
    assert found.codings["a/b#5"].marks == Marks(excluded="a teapot")


def test_several_memos_of_one_issue_are_joined_once() -> None:
    text = """## RQ1: Which common problems?
**Loud (1 of 1)**
- Issue #1(https://github.com/a/b/issues/1): la

**Slow (1 of 1)**
- Issue #1(https://github.com/a/b/issues/1): zzz
"""
    first = import_report(text).codings["a/b#1"].answer("rq1")
    assert (first.codes, first.memo) == (("loud", "slow"), "la; zzz")
    again = text.replace(": la", ": la; zzz").replace("/1): zzz", "/1): la; zzz")
    assert import_report(again).codings["a/b#1"].answer("rq1") == first


def test_a_report_without_questions_or_addresses_is_refused() -> None:
    with pytest.raises(InputError, match="name the repository"):
        import_report("# Nothing\n- #1: a\n", source="report.md")
    with pytest.raises(InputError, match=r"report\.md: no heading asks a question"):
        import_report("# Nothing\n", source="report.md", repository="a/b")


def test_codings_that_a_report_carries_come_back_exactly() -> None:
    printed = import_report(REPORT)
    codings = {
        key: Coding(issue=key, answers=coding.answers, marks=Marks(flagged=True, confidence=2))
        for key, coding in printed.codings.items()
    }
    text = REPORT + "\n" + embed_codings("ada", printed.codebook, codings.values())
    found = import_report(text)
    assert found.codings == codings
    assert found.codebook == printed.codebook
    assert found.unplaced == ()


def test_a_difference_between_text_and_carried_codings_is_told() -> None:
    printed = import_report(REPORT)
    carried = embed_codings("ada", printed.codebook, printed.codings.values())
    edited = REPORT.replace("#2(https://github.com/acme/kettle/issues/2)", "#9")
    found = import_report(f"{edited}\n{carried}")
    assert found.codings == printed.codings
    assert [each.text for each in found.unplaced] == ["acme/kettle#9 rq1"]


def test_the_seed_report_becomes_thirty_codings() -> None:
    found = import_report(shared("seed/feature-request.md").read_text("utf-8"))
    kinds = [(question.kind, len(question.codes)) for question in found.codebook]
    assert kinds == [(Kind.SINGLE, 5), (Kind.MULTI, 3), (Kind.SINGLE, 4), (Kind.CHECKLIST, 6)]
    assert len(found.codings) == 30
    assert [(each.line, each.text) for each in found.unplaced] == [
        (114, "#20711 under “Active Development”")
    ]
    answers = [coding.answer("rq3") for coding in found.codings.values()]
    assert sum(answer.is_given for answer in answers) == 22


def test_outcomes_of_a_made_up_study_are_all_placed() -> None:
    found = import_report(Writer(thirty(), Style()).write())
    outcome = found.codebook.questions[2]
    assert [code.label for code in outcome.codes] == list(OUTCOMES)
    assert [code.label for code in found.codebook.questions[1].codes] == list(PROBLEMS)


AWKWARD = ("Unanswered", "**bold**", "3.12 support", "CUDA 12 issues", "A: B", "n = 5", "`code`")


def test_questions_of_one_title_and_awkward_labels_come_back_from_the_print_alone() -> None:
    codes = with_default_keys(
        tuple(Code(id=f"code-{place}", label=label) for place, label in enumerate(AWKWARD))
    )
    codebook = Codebook(
        name="awkward",
        questions=tuple(
            Question(id=id_, title="Which types?", kind=Kind.MULTI, codes=codes)
            for id_ in ("q3", "second", "rq9")
        ),
    )
    codings = [
        coded(
            number,
            q3=Answer(codes=(f"code-{number % 7}",)),
            second=Answer(codes=(f"code-{number % 3}", "code-6")),
            rq9=Answer(none_apply=True) if number % 2 else Answer(codes=("code-0",)),
        )
        for number in range(1, 11)
    ]
    text = write_markdown(build_report(small_material(codings, codebook=codebook)))
    found = import_report(text, repository="octo/cats", codebook=codebook)
    assert found.unplaced == ()
    for coding in codings:
        for question in codebook:
            said = found.codings[coding.issue].answer(question.id)
            held = coding.answer(question.id)
            assert (said.codes, said.none_apply) == (held.codes, held.none_apply)
    assert audit(text) == []
