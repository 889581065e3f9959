from tests.samples import CODEBOOK, issue, manifest, sampled
from triage.analysis.duplicate_groups import DuplicateGroup, SuggestionPrecision
from triage.analysis.proportions import interval
from triage.domain.coding import Answer, Coding, Likeness, Verdicts
from triage.domain.issue import SampledIssue
from triage.report.build import Material, build_report
from triage.report.duplicates import distinct_share, groups_in_scope, measured_suggestions
from triage.report.markdown import write_markdown

SAME, RELATED, DIFFERENT = Likeness.SAME, Likeness.RELATED, Likeness.DIFFERENT


def numbers(drawn: list[int], *groups: DuplicateGroup) -> list[tuple[int, ...]]:
    found = groups_in_scope([issue(number) for number in drawn], groups)
    return [(group.kept.number, *(each.number for each in group.others)) for group in found]


def test_the_canonical_issue_is_kept_where_it_is_in_scope() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=2, numbers=(1, 2, 3))) == [(2, 3, 1)]


def test_the_first_drawn_is_kept_where_the_canonical_issue_is_not_in_scope() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=99, numbers=(2, 3, 99))) == [(3, 2)]


def test_a_group_with_one_issue_in_scope_changes_nothing() -> None:
    assert numbers([3, 1, 2], DuplicateGroup(canonical=3, numbers=(3, 4))) == []


def test_a_share_without_duplicates_leaves_them_out_of_both_counts() -> None:
    share = distinct_share([1, 2], [1, 2, 3, 4], {2})
    assert (share.k, share.n, share.interval) == (1, 3, interval(1, 3))
    assert distinct_share([2], [2], {2}).interval is None


def test_what_people_had_stated_is_no_suggestion_that_was_right() -> None:
    said = SampledIssue(issue=issue(1, body="Duplicate of #2"))
    verdicts = {1: Verdicts(pairs={2: SAME, 3: DIFFERENT}), 4: Verdicts(pairs={1: RELATED})}
    found = measured_suggestions(verdicts, [said])
    assert found == SuggestionPrecision(same=0, related=1, different=1)
    assert measured_suggestions({1: Verdicts(pairs={2: SAME})}, [said]) is None
    assert measured_suggestions({}, [said]) is None


def test_the_report_prints_figures_without_duplicates_and_the_precision() -> None:
    verdicts = {1: Verdicts(pairs={2: SAME, 3: DIFFERENT}, canonical=2)}
    codings = {
        each.issue.key: Coding(
            issue=each.issue.key,
            answers={"RQ1": Answer(codes=("speed",)), "RQ2": Answer(codes=("scale",))},
            verdicts=verdicts.get(each.issue.number, Verdicts()),
        )
        for each in sampled(3)
    }
    material = Material(
        manifest=manifest(3),
        issues=sampled(3),
        codebook=CODEBOOK,
        codings=codings,
        source="ada",
        raters=["ada"],
    )
    text = write_markdown(build_report(material))
    rows = text.partition("| Each group counted once |\n")[2].partition("\n\n")[0].splitlines()
    assert [row[:7] for row in rows] == ["|---|--", "| RQ1 |", "| RQ2 |"]  # one table, no gaps
    assert "| 3 of 3 · 100 % [44–100] | 2 of 2 · 100 % [34–100] |" in text
    assert "judged, 1 is the same (1 of 2 · 50 % [9–91]), 0 related and 1 different" in text
