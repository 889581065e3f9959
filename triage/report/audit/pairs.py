"""Rule on codes that go together, as suggested observations put it.

"Issues coded “A” are more often coded “B”: 4 of 8, against 3 of 24 of the others" follows from the
lists of two questions: among the issues that both questions have coded, those with and those
without the first code. The figures are counted again from the lists, so that an observation that
was taken before codings changed is told.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import FindingText, QuestionText, Role, Standing

PAIR = re.compile(
    r"\bcoded “(?P<first>.{1,200}?)”(?P<first_provided> provided)? are (?:more|less) often coded "
    r"“(?P<second>.{1,200}?)”(?P<second_provided> provided)?: "
    r"(?P<k>\d{1,6}) of (?P<n>\d{1,6})\b.{0,40}?, "
    r"against (?P<rest_k>\d{1,6}) of (?P<rest_n>\d{1,6})\b"
)
"""Both codes, and both fractions."""

_Place = tuple[QuestionText, FindingText]


class _Counts(Struct, frozen=True):
    """How many issues have the second code, of those with the first one and of the others."""

    k: int
    n: int
    rest_k: int
    rest_n: int

    def __str__(self) -> str:
        return f"{self.k} of {self.n}, against {self.rest_k} of {self.rest_n} of the others"


def check_pairs(case: Case) -> Iterator[Fault]:
    """What is said of two codes together is what their lists say together."""
    for point in case.report.points:
        for match in PAIR.finditer(point.text):
            stated = _Counts(*(int(match[name]) for name in ("k", "n", "rest_k", "rest_n")))
            found = list(_recounted(case, match))
            if found and stated not in found:
                yield Fault(
                    line=point.line,
                    severity=Severity.ERROR,
                    rule="repeated",
                    claimed=f"“{match['first']}” and “{match['second']}”: {stated}",
                    found=f"the lists of these findings give {found[0]}",
                )


def _recounted(case: Case, match: re.Match[str]) -> Iterator[_Counts]:
    """The counts of every pair of findings that may be meant, where the lists are all there."""
    firsts = _named(case, match["first"], bool(match["first_provided"]))
    seconds = _named(case, match["second"], bool(match["second_provided"]))
    for first_question, first in firsts:
        for second_question, second in seconds:
            coded = _coded(case, first_question), _coded(case, second_question)
            if first_question is second_question or coded[0] is None or coded[1] is None:
                continue
            both = coded[0] & coded[1]
            own, rest = first.numbers & both, both - first.numbers
            yield _Counts(
                len(own & second.numbers), len(own), len(rest & second.numbers), len(rest)
            )


def _named(case: Case, label: str, is_provided: bool) -> list[_Place]:
    standing = Standing.PROVIDED if is_provided else Standing.UNSAID
    return [
        (question, finding)
        for question, finding in case.codes()
        if finding.label.casefold() == label.casefold() and finding.standing is standing
    ]


def _coded(case: Case, question: QuestionText) -> frozenset[int] | None:
    """The issues that have an answer; None where the lists do not hold as many as the base says."""
    listed = frozenset(
        number
        for each in question.lists
        if each.role is not Role.UNCODED
        for finding in each.walk()
        for number in finding.numbers
    )
    return listed if len(listed) == case.base(question) else None
