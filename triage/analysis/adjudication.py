"""From several codings to one: what agrees by itself, and why the rest did not.

Raters' own codings never change, and agreement is never computed from what is settled here. So
that nobody is settled against by name, raters appear under letters, in an order that differs
from issue to issue and that anybody can recompute.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import structs

from triage.analysis.answers import fits
from triage.domain.codebook import Codebook
from triage.domain.coding import Answer, Coding, Marks


def letters(issue: str, raters: Iterable[str]) -> dict[str, str]:
    """The letter under which each rater appears for an issue: A, B, C … by rater.

    Raters are ordered by the SHA-256 of `issue/rater`, so that nobody is always A.
    """
    ordered = sorted(
        raters, key=lambda rater: (sha256(f"{issue}/{rater}".encode()).hexdigest(), rater)
    )
    return {rater: _letter(place) for place, rater in enumerate(ordered)}


def agreed_answer(answers: Sequence[Answer]) -> Answer | None:
    """The common answer of two or more raters who chose the same; None when they did not.

    Codes and missing items must be the same, in whatever order. Memos that differ are joined,
    and all quotes are kept, so that no evidence is lost.
    """
    given = [answer for answer in answers if answer.is_given]
    if len(given) < 2 or len({_choice(answer) for answer in given}) > 1:
        return None
    memos = dict.fromkeys(answer.memo.strip() for answer in given if answer.memo.strip())
    quotes = dict.fromkeys(quote for answer in given for quote in answer.quotes)
    return structs.replace(given[0], memo=" / ".join(memos), quotes=tuple(quotes))


def agreed_coding(codebook: Codebook, issue: str, codings: Sequence[Coding]) -> Coding:
    """All that two or more raters agree about one issue; without answers when they do not.

    An issue that all of them excluded is excluded; one that only some excluded is in dispute as
    a whole, and nothing is taken over.

    Args:
        codebook: the questions; answers to others take no part.
        issue: key of the issue.
        codings: one per rater who has touched the issue.
    """
    common = Coding(issue=issue, edition=codebook.edition, body_digest=_common_digest(codings))
    reasons = [coding.marks.excluded for coding in codings if coding.marks.excluded]
    if reasons:
        excluded = " / ".join(dict.fromkeys(reasons))
        agreed = len(reasons) == len(codings) > 1
        return structs.replace(common, marks=Marks(excluded=excluded)) if agreed else common
    answers = {}
    for question in codebook:
        given = [coding.answer(question.id) for coding in codings]
        answer = agreed_answer([each for each in given if fits(question, each)])
        if answer is not None:
            answers[question.id] = answer
    return structs.replace(common, answers=answers)


def _choice(answer: Answer) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(answer.codes), frozenset(answer.missing)


def _common_digest(codings: Sequence[Coding]) -> str:
    """What was read, when all raters read the same."""
    digests = {coding.body_digest for coding in codings}
    return digests.pop() if len(digests) == 1 else ""


def _letter(place: int) -> str:
    """A to Z, then AA, AB …"""
    letter = chr(ord("A") + place % 26)
    return letter if place < 26 else _letter(place // 26 - 1) + letter
