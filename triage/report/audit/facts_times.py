"""Rule on times to close, as suggested observations put them: counted again from the facts.

"The 9 closed issues with a known time were closed after a median of 4.1 days (shortest 4 hours,
longest 257 days)" is of all issues in scope, and "Median time from opening to closing: “Speed” 12
days (n = 5); …" of those that a finding lists.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from statistics import median

from triage.analysis.figures import days_in_words
from triage.domain.issue import Issue
from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import Point

_OF_ALL = re.compile(
    r"\b(?:one|(?P<n>\d{1,6})) closed issues? with a known time (?:was|were) closed after a median "
    r"of (?P<times>[^()]{1,40} \(shortest [^(),]{1,40}, longest [^(),]{1,40}\))"
)
_BY_CODE = re.compile(r"\bMedian time from opening to closing: ")
_OF_CODE = re.compile(r"“(?P<label>[^“”]{1,200})” (?P<time>[^;()]{1,40}) \(n = (?P<n>\d{1,6})\)")


def check_times(case: Case) -> Iterator[Fault]:
    """A median of times to close is the one that the facts give."""
    for point in case.report.points:
        if match := _OF_ALL.search(point.text):
            yield from _of_all(case, point, match)
        if begin := _BY_CODE.search(point.text):
            for match in _OF_CODE.finditer(point.text, begin.end()):
                yield from _of_code(case, point, match)


def _of_all(case: Case, point: Point, match: re.Match[str]) -> Iterator[Fault]:
    issues = case.sampled_facts
    days = _days(issue for issue in issues if not issue.is_open)
    if not days or len(issues) != case.n:
        return
    middle, shortest, longest = map(days_in_words, (median(days), days[0], days[-1]))
    times = f"{middle} (shortest {shortest}, longest {longest})"
    if (int(match["n"] or 1), match["times"]) != (len(days), times):
        yield _fault(point, match[0], f"{len(days)} were, after a median of {times}")


def _of_code(case: Case, point: Point, match: re.Match[str]) -> Iterator[Fault]:
    label = match["label"].casefold()
    found = []
    for _, finding in case.codes():
        if finding.label.casefold() == label and finding.numbers <= case.facts.keys():
            days = _days(case.facts[number] for number in finding.numbers)
            found.append((days_in_words(median(days)) if days else "no time", len(days)))
    if found and (match["time"], int(match["n"])) not in found:
        time, n = found[0]
        yield _fault(point, match[0], f"the issues that it lists give {time} (n = {n})")


def _days(issues: Iterable[Issue]) -> list[float]:
    """The known times to close, in days, the shortest first."""
    times = (issue.time_to_close for issue in issues)
    return sorted(time / timedelta(days=1) for time in times if time is not None)


def _fault(point: Point, claimed: str, found: str) -> Fault:
    return Fault(
        line=point.line, severity=Severity.ERROR, rule="date", claimed=claimed, found=found
    )
