"""What is asked of a rater's history, without the history.

A history holds every change of weeks, with the words before and after. A comparison only asks when
the rater began, what was true at each seal and what is true now; so it is walked once and let go.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from msgspec import Struct, structs

from triage.domain.coding import Answer, Coding
from triage.domain.history import Change, apply_change


class Past(Struct, frozen=True, kw_only=True):
    """What a rater said in the course of time."""

    changes: int = 0
    """How many changes the history has."""
    now: Mapping[str, Coding] = {}
    """What is true after all of them, by issue."""
    earlier: Mapping[int, Mapping[str, Coding]] = {}
    """What was true after the first so many of them, by issue."""
    begun: datetime | None = None
    """When the rater first said something about the sample; None when nothing was said."""
    last: datetime | None = None
    """The latest time of a change; None without any."""

    def after(self, changes: int) -> Mapping[str, Coding]:
        """What was true after so many changes: one of the cuts, or all of them."""
        return self.earlier.get(changes, self.now)

    def codes_alone(self) -> "Past":
        """The same without memos and quotes; equal answers are one object, to save memory."""
        known: dict[Answer, Answer] = {}
        return structs.replace(
            self,
            now=_codes_alone(self.now, known),
            earlier={cut: _codes_alone(said, known) for cut, said in self.earlier.items()},
        )


NO_PAST = Past()
"""Of somebody who has said nothing."""


def past_of(
    history: Iterable[Change],
    now: Mapping[str, Coding],
    issues: Collection[str],
    cuts: Collection[int] = (),
) -> Past:
    """Walk through a history.

    Args:
        history: all changes of the rater, in order; none is kept.
        now: what they lead to, by issue.
        issues: keys of the sample's issues.
        cuts: after how many changes, fewer than all, it will be asked what was true.
    """
    last_cut = max(cuts, default=0)
    codings: dict[str, Coding] = {}
    earlier: dict[int, Mapping[str, Coding]] = {0: {}}
    count, begun, last = 0, None, None
    for count, change in enumerate(history, 1):
        if begun is None and change.issue in issues:
            begun = change.at
        last = max(last or change.at, change.at)
        if count <= last_cut:
            apply_change(codings, change)
        if count in cuts:
            earlier[count] = dict(codings)
    return Past(changes=count, now=now, earlier=earlier, begun=begun, last=last)


def _codes_alone(codings: Mapping[str, Coding], known: dict[Answer, Answer]) -> dict[str, Coding]:
    found = {}
    for issue, coding in codings.items():
        bare = {
            question: structs.replace(answer, memo="", quotes=())
            for question, answer in coding.answers.items()
        }
        answers = {question: known.setdefault(answer, answer) for question, answer in bare.items()}
        found[issue] = structs.replace(coding, answers=answers)
    return found
