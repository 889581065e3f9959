from datetime import UTC, datetime, timedelta, timezone

import pytest

from triage.analysis.pace import LAST, Pace, PaceFigures
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import MARKS, NO_ANSWER, Answer, Marks, Part
from triage.domain.history import Change

CODES = tuple(Code(id=name, label=name) for name in "abcdef")
BOOK = Codebook(
    name="x",
    questions=(
        Question(id="type", title="Type", kind=Kind.SINGLE, codes=CODES),
        Question(id="facts", title="Facts", kind=Kind.CHECKLIST, codes=CODES),
    ),
)
FAR_EAST = timezone(timedelta(hours=13, minutes=45))
NINE = datetime(2024, 5, 1, 9, tzinfo=UTC)


class History:
    """Changes made one after the other, some seconds apart."""

    def __init__(self) -> None:
        self.pace = Pace(BOOK)
        self.at = NINE

    def press(
        self, issue: int, part: str, after: Part, seconds: float = 10, reason: str = ""
    ) -> None:
        self.at += timedelta(seconds=seconds)
        self.pace.record(
            Change(
                step=1, at=self.at, issue=f"a/b#{issue}", part=part, before=NO_ANSWER, after=after,
                reason=reason,
            )
        )  # fmt: skip

    def code(self, issue: int, code: str = "a", seconds: float = 10, reason: str = "") -> None:
        self.press(issue, "type", Answer(codes=(code,)), seconds, reason)
        self.press(issue, "facts", Answer(missing=("a",)), seconds, reason)

    def figures(self, remaining: int = 0) -> PaceFigures:
        return self.pace.figures(self.at, remaining)


def test_pace_of_an_empty_history_is_unknown() -> None:
    assert History().figures(5) == PaceFigures(0, None, None, 0, 0)


def test_pace_is_the_median_time_between_the_keys_of_an_issue() -> None:
    history = History()
    history.press(0, "type", Answer(codes=("a",)))
    for issue, seconds in enumerate((10, 20, 40), 1):
        history.code(issue, seconds=seconds)
    figures = history.figures(remaining=6)
    assert figures.seconds_per_issue == 40
    assert figures.seconds_left == 240
    assert figures.coded_today == 3


def test_pace_does_not_time_an_issue_with_a_pause_in_it() -> None:
    history = History()
    history.code(1)
    assert history.figures().seconds_per_issue is None, "when reading began is not known"
    history.code(2)
    history.code(3, seconds=301)
    history.code(4)
    assert history.figures().seconds_per_issue == 20
    assert history.figures().coded_today == 4


def test_pace_counts_words_written_behind_the_last_code_but_no_later_visit() -> None:
    history = History()
    history.code(1)
    history.code(2)
    history.press(2, "type", Answer(codes=("a",), memo="words"), 30)
    history.press(1, "type", Answer(codes=("b",)), 200)
    history.press(2, "type", Answer(codes=("a",), memo="other"), 100)
    history.press(2, "type", Answer(codes=("a",), memo="words"), 1000)
    assert history.figures().seconds_per_issue == 50


def test_pace_stops_counting_an_issue_that_is_undone_or_excluded() -> None:
    history = History()
    for issue in (1, 2, 3):
        history.code(issue)
    history.press(2, "facts", NO_ANSWER)
    history.press(3, MARKS, Marks(excluded="spam"))
    assert history.figures().coded_today == 1
    assert history.figures().over_issues == 1
    history.press(2, "facts", Answer(none_apply=True))
    assert history.figures().coded_today == 2


def test_pace_of_today_begins_at_midnight_where_the_rater_is() -> None:
    history = History()
    history.code(1)
    later = NINE + timedelta(hours=2)
    assert history.pace.figures(later, 0).coded_today == 1
    assert history.pace.figures(later.astimezone(FAR_EAST), 0).coded_today == 0


def test_pace_takes_no_time_and_no_day_from_an_import() -> None:
    history = History()
    history.code(1)
    for issue in range(2, 6):
        history.code(issue, seconds=0, reason="imported from a report")
    history.code(6)
    assert history.figures() == PaceFigures(2, 20, 0, 2, 6)


def test_new_codes_are_those_that_no_issue_before_the_last_ten_has() -> None:
    history = History()
    history.code(1, "a")
    history.code(2, "b")
    for issue in range(3, 3 + LAST):
        history.code(issue, "c" if issue == 5 else "a")
    assert history.figures().new_codes == 1
    assert history.figures().over_issues == LAST
    history.press(2, "type", Answer(codes=("c",)))
    assert history.figures().new_codes == 0, "an earlier issue has it now"
    for issue in range(20, 20 + LAST):
        history.code(issue, "a")
    assert history.figures().new_codes == 0


@pytest.mark.parametrize("reason", ["", "repeat"])
def test_pace_times_a_repeat_like_any_key(reason: str) -> None:
    history = History()
    history.code(1)
    history.code(2, reason=reason)
    assert history.figures().seconds_per_issue == 20


def test_pace_survives_a_clock_that_is_set_back() -> None:
    history = History()
    history.code(1)
    history.code(2)
    history.code(3, seconds=-3600)
    assert history.figures().seconds_per_issue == 20
