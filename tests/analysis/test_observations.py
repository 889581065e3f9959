from datetime import timedelta

import pytest

from tests.samples import CODEBOOK, NOON, issue
from triage.analysis.associations import SMALLEST_GROUP, associations
from triage.analysis.differences import difference
from triage.analysis.observations import suggest_observations
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.errors import InputError
from triage.domain.issue import Issue


def coding(number: int, code: str = "", problems: tuple[str, ...] | None = None) -> Coding:
    answers = {"RQ1": Answer(codes=(code,))} if code else {}
    if problems is not None:
        answers["RQ2"] = Answer(codes=problems, none_apply=not problems)
    return Coding(issue=f"octo/cats#{number}", answers=answers)


def by_key(codings: list[Coding]) -> dict[str, Coding]:
    return {each.issue: each for each in codings}


def titles(issues: list[Issue], codings: list[Coding]) -> list[str]:
    suggested = suggest_observations(issues, CODEBOOK, by_key(codings), 100)
    return [each.title for each in suggested]


@pytest.mark.parametrize(
    ("groups", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    groups: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Table II of Newcombe (1998), method 10."""
    found = difference(*groups)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert difference(*groups[2:], *groups[:2]).high == pytest.approx(-found.low)


def test_an_empty_group_has_no_difference() -> None:
    with pytest.raises(InputError, match="an empty group"):
        difference(0, 0, 1, 2)


def test_codes_that_go_together_are_offered_with_the_number_of_comparisons() -> None:
    together = [coding(n, "speed", ("scale",) if n <= 10 else ()) for n in range(1, 12)]
    apart = [coding(n, "api", () if n <= 20 else ("scale",)) for n in range(12, 22)]
    keys = [each.issue for each in (*together, *apart)]
    found = associations(CODEBOOK, by_key([*together, *apart]), keys)
    first = found[0]
    assert (first.first.code.id, first.second.code.id) == ("speed", "scale")
    assert (first.with_first, first.without_first) == ((10, 11), (1, 10))
    assert first.compared == 4, "speed and api, each with scale and gap"
    assert first.holds_corrected
    text = suggest_observations([issue(n) for n in range(1, 22)], CODEBOOK,
                                by_key([*together, *apart]))[0].text  # fmt: skip
    assert text == (
        "Issues coded “Speed” are more often coded “Scale”: 10 of 11 · 91 % [62–98], against "
        "1 of 10 · 10 % [2–40] of the others. The difference is +80.9 points, with a 95 % interval "
        "from +39.1 to +92.0. It was found among 4 pairs of codes, and also holds at the level "
        "that is corrected for so many comparisons."
    )


def test_small_groups_and_codes_of_one_question_are_not_compared() -> None:
    few = SMALLEST_GROUP - 1
    codings = [coding(n, "speed" if n <= few else "api", ("scale",)) for n in range(1, 5 + few)]
    assert associations(CODEBOOK, by_key(codings), [each.issue for each in codings]) == []


def test_issues_that_are_not_coded_for_both_questions_do_not_count() -> None:
    codings = [coding(n, "speed") for n in range(1, 20)]
    codings += [coding(n, "", ("scale",)) for n in range(20, 40)]
    assert associations(CODEBOOK, by_key(codings), [each.issue for each in codings]) == []


def test_labels_of_some_issues_are_offered() -> None:
    issues = [
        issue(n, labels=("all", "stale", *(["bug"] if n < 3 else []), *(["one"] if n == 1 else [])))
        for n in range(1, 5)
    ]
    (only,) = suggest_observations(issues, CODEBOOK, {}, 100)
    assert only.title == "Label “bug”"
    assert only.text == "2 of 4 · 50 % [15–85] of the issues carry the label “bug”."


def test_times_to_close_are_offered_by_single_choice_with_their_n() -> None:
    issues = [issue(n, created_at=NOON, closed_at=NOON + timedelta(days=n)) for n in range(1, 8)]
    codings = [coding(n, "speed" if n < 4 else "api") for n in range(1, 8)]
    (only,) = suggest_observations(issues, CODEBOOK, by_key(codings))
    assert only.title == "Time to close by Type"
    assert only.text == (
        "Median time from opening to closing: “Speed” 2.0 days (n = 3); “API” 5.5 days (n = 4)."
    )
    assert titles(issues[:5], codings) == [], "the second code has too few issues"


def test_excluded_issues_do_not_count() -> None:
    issues = [issue(n, labels=("bug",) if n < 3 else ()) for n in range(1, 5)]
    out = coding(1).with_part("@marks", Marks(excluded="dogs"))
    assert titles(issues, [out]) == []
