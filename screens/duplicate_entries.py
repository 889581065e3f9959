"""The list of the duplicates panel as data: facts, suggestions, and issues alike and coded."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from screens.session import Session
from screens.suggested import Suggested
from triage.analysis.duplicate_words import reasons_in_words, stated_in_words
from triage.analysis.reasons import Suggestion
from triage.domain.issue import issue_key, number_of
from triage.domain.wording import answer_in_words

STATED = "Stated by people"
LIKELY = "Likely, best first"
CODED = "Alike and coded already"


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the list; its texts come from outside."""

    section: str
    number: int | None
    """The other issue; None when it is not of this repository, or nobody said which."""
    title: str
    reasons: str


def entries_of(
    suggested: Suggested, coded: Iterable[Suggestion], session: Session, *, shows_codes: bool
) -> list[Entry]:
    """Every issue that stands beside one, section by section, each number once.

    Args:
        suggested: the likely and the stated duplicates.
        coded: issues alike that the rater coded.
        session: whose codes they have.
        shows_codes: whether the codes of other issues may be shown: not in a blind round.
    """
    home = suggested.issue.rpartition("#")[0]
    titles = {each.number: each.title for each in suggested.suggestions}
    entries = [*_stated(suggested, titles)]
    shown = {entry.number for entry in entries}
    likely = [each for each in suggested.suggestions if each.number not in shown]
    shown.update(titles)
    alike = [each for each in coded if shows_codes and each.number not in shown]
    for section, suggestions in ((LIKELY, likely), (CODED, alike)):
        for each in suggestions:
            reasons = f"{each.likeness} % like · {reasons_in_words(each)}"
            codes = _codes(each.number, home, session) if shows_codes else ""
            reasons += f" · coded {codes}" if codes else ""
            entries.append(
                Entry(section=section, number=each.number, title=each.title, reasons=reasons)
            )
    return entries


def _stated(suggested: Suggested, titles: Mapping[int, str]) -> Iterable[Entry]:
    home = suggested.issue.rpartition("#")[0]
    for said in suggested.stated:
        is_here = said.of is not None and said.of.rpartition("#")[0] == home
        number = number_of(said.of) if said.of is not None and is_here else None
        title = titles.get(number, "") if number is not None else said.of or ""
        yield Entry(section=STATED, number=number, title=title, reasons=stated_in_words(said, home))


def _codes(number: int, home: str, session: Session) -> str:
    coding = session.coding(issue_key(home, number))
    return "; ".join(
        f"{question.id} {answer_in_words(coding.answer(question.id), question)}"
        for question in session.codebook
        if coding.answer(question.id).is_given
    )
