"""What comes next: the issue that needs coding, the open question, or that nothing is left."""

from collections.abc import Sequence

from screens.commands.live_keys import LiveKeys
from screens.session import Session
from triage.domain.codebook import Codebook
from triage.domain.coding import Coding


def next_uncoded(session: Session, listed: Sequence[str], after: int) -> int | None:
    """Place of the next issue that is neither settled nor skipped, from the top at the end.

    Args:
        session: what is coded.
        listed: keys of the issues in the list.
        after: the place to begin behind; -1 for the top.
    """
    count = len(listed)
    for step in range(1, count + 1):
        place = (after + step) % count
        issue = listed[place]
        if not session.is_settled(issue) and not session.coding(issue).marks.skipped:
            return place
    return None


def next_open_question(codebook: Codebook, coding: Coding, after: int) -> int:
    """Place of the next question without an answer, from the top at the end; else the same.

    Args:
        codebook: the questions.
        coding: the answers.
        after: the place to begin behind.
    """
    questions = codebook.questions
    for step in range(1, len(questions) + 1):
        place = (after + step) % len(questions)
        if not coding.answer(questions[place].id).is_given:
            return place
    return after


def nothing_left(
    session: Session, listed: Sequence[str], keys: LiveKeys, *, is_filtered: bool
) -> str:
    """That no issue of the list needs coding, and what is next, in words."""
    if is_filtered:
        return keys.fill("Nothing is left to code in this list; {filter} changes the filter")
    if skipped := sum(not session.is_settled(key) for key in listed):
        finds = keys.fill("{filter} skipped:yes lists them")
        return f"All coded or excluded but {skipped} skipped; {finds}"
    return keys.fill("All coded or excluded; {show-report} shows the report, then `triage seal`")
