"""Rules on running text: claims about a whole population, and text that is not finished."""

import re
from collections.abc import Iterator

from triage.analysis.proportions import interval
from triage.report.audit.agreement import percentage
from triage.report.audit.case import Case
from triage.report.audit.claims import Claim
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.sentences import without_quoted
from triage.report.read import FindingText, ReportText, Role
from triage.report.read.shares import NOUNS

_POPULATION = re.compile(
    rf"\s*of\s+(?:all\s+(?:the\s+)?)?(?!(?:the|an?|each|every|its|their|one)\b)(?P<what>(?:[\w\"“”'-]+\s+){{0,3}}?{NOUNS}(?:\s+{NOUNS})?)\b",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"\b(?:sampl\w*|these|our|studied|coded|analy[sz]ed|examined|read|selected|those)\b|\d",
    re.IGNORECASE,
)
_UNCERTAINTY = re.compile(
    r"±|\+/-|\b(?:CI|confidence|intervals?|margin)\b|[\[(]\s*\d[\d.]*\s?%?\s*[–—-]\s*\d[\d.]*\s?%?\s*[\])]"
    r"|\b(?:in|of|among) (?:the|our|this) sample\b|\bsampled\b",
    re.IGNORECASE,
)
_OF_THE_SAMPLE = re.compile(
    r"\b(?:all\s+)?(?:percentages?|shares?|figures?|numbers?)\b[^.\n]{0,40}\b(?:of|to|about|describe"
    r"|within)\b[^.\n]{0,20}\bsampl\w+",
    re.IGNORECASE,
)
_TO_FILL_IN = r"insert|add|fill in|your|placeholder|number|to be (?:added|written|done|completed)"
_NAME_OF_A_PART = r"html_url|summary|description|memo|link|title|text|etc\.?"
"""In angle brackets some of these are HTML."""
PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBA|TBC|FIXME|XXX+|TKTK)\b|\b(?i:to-?do):|\b[XN] of \d"
    r"|\b[Ll]orem ipsum\b|\?\?\?+|\{\{.*?\}\}"
    r"|\[(?:N+|X+)\](?!\()|#(?:XXX*|NNN*|\?+|_+)(?!\w)|(?<![\w.])(?:XX?|NN?|__+|\?+)\s?%"
    rf"|[\[{{<](?i:{_TO_FILL_IN})\b[^\]}}>\n]{{0,60}}[\]}}>](?!\()"
    rf"|[\[{{](?:{_NAME_OF_A_PART})\b[^\]}}\n]{{0,60}}[\]}}](?!\()"
    r"|\bXX+ (?:of|out of|issues?\b)|^\W*(?:N/A|\.\.\.|…)\W*$"
    r"|\b(?:coming soon|to be (?:written|completed|filled in|continued))\b"
)
"""What stands where words or a number were to be filled in."""
_MEMO_PLACEHOLDER = re.compile(
    r"\W*(?:TODO|TBD|TBA|FIXME|XXX+|\?\?+|\.\.\.|…|-+)\W*(?:$|:|\.(?=\s))"
    r"|.*[\[{<](?:insert|fill in|placeholder|to be (?:added|written|done|completed))\b"
    r"[^\]}>]*[\]}>]",
    re.IGNORECASE,
)
"""A memo that is one; words like "todo" may be what an issue is about."""


def check_population(case: Case) -> Iterator[Fault]:
    """A percentage of all issues, not of the sampled ones, has an interval."""
    passages = [*case.report.overview, *case.report.method]
    if any(_OF_THE_SAMPLE.search(passage.text) for passage in passages):
        return
    for claim in (*case.summary_claims, *case.point_claims):
        what = _population_named(claim)
        if what is None:
            continue
        yield Fault(
            line=claim.line,
            severity=Severity.WARNING,
            rule="population",
            claimed=f"“{claim.share.wording} of {what}” speaks of all of them",
            found=f"no interval is given{_interval_in_words(case, claim)}",
        )


def _population_named(claim: Claim) -> str | None:
    share = claim.share
    if share.percent is None or share.interval is not None or share.base is not None:
        return None
    if claim.is_of_a_part or _UNCERTAINTY.search(claim.sentence):
        return None
    match = _POPULATION.match(claim.sentence, share.end)
    if match is None or _SAMPLE.search(match[0]):
        return None
    return " ".join(match["what"].split())


def _interval_in_words(case: Case, claim: Claim) -> str:
    value = percentage(claim.share, case.n)
    counts = claim.share.counts(case.n) if case.n and value is not None else range(0)
    if not counts or case.n is None:
        return ""
    population = case.population if (case.population or 0) >= case.n else None
    range_ = interval(counts.start, case.n, population)
    return (
        f": {counts.start} of {case.n} is {round(100 * range_.low)} to "
        f"{round(100 * range_.high)} % of a population at 95 %"
    )


def check_unfinished(case: Case) -> Iterator[Fault]:
    """No placeholder, no empty section, no finding without evidence or words."""
    for line, text in _texts(case.report):
        if match := PLACEHOLDER.search(without_quoted(text)):
            yield _unfinished(
                line + text.count("\n", 0, match.start()),
                Severity.ERROR,
                f"“{match[0]}”",
                "a placeholder is left",
            )
    none = {
        finding.line
        for question, finding in case.codes()
        if finding.share and 0 in finding.share.counts(case.base(question) or 1)
    }
    for section in case.report.sections:
        if section.is_empty and section.line not in none:
            yield _unfinished(
                section.line, Severity.WARNING, f"“{section.heading}”", "the section is empty"
            )
    for _, finding in case.report.walk():
        yield from _empty_parts(finding)


def _empty_parts(finding: FindingText) -> Iterator[Fault]:
    is_bare = not (finding.citations or finding.children or finding.passages or finding.shares)
    if finding.role is Role.FINDING and is_bare:
        yield _unfinished(
            finding.line, Severity.WARNING, f"“{finding.label}”", "nothing stands beneath it"
        )
    has_memos = any(citation.memo for citation in finding.citations)
    for citation in finding.citations:
        if _MEMO_PLACEHOLDER.match(citation.memo):
            yield _unfinished(
                citation.line, Severity.ERROR, f"“{citation.memo}”", "a placeholder is left"
            )
        elif not (citation.memo or citation.quotes) and has_memos and citation.url:
            yield _unfinished(
                citation.line,
                Severity.WARNING,
                f"#{citation.number}",
                "no words stand beside it",
            )


def _texts(report: ReportText) -> Iterator[tuple[int, str]]:
    """Everything that people write into a report, but for memos, which retell issues."""
    yield report.title_line, report.title
    for passage in (*report.overview, *report.method):
        yield passage.line, passage.text
    for question in report.questions:
        yield question.line, question.title
        for passage in question.summary:
            yield passage.line, passage.text
        for finding in question.walk():
            is_whole = PLACEHOLDER.match(finding.label) and not _FURTHER_WORDS.search(finding.label)
            yield finding.line, finding.heading if is_whole else finding.wording
            for passage in finding.passages:
                yield passage.line, passage.text
    for point in report.points:
        yield point.line, f"{point.title} {point.text} {point.support}"


_FURTHER_WORDS = re.compile(r"\s(?!of\b)[a-z]{3,}")
"""In a label with a placeholder: then "TODO list" is what its issues are about."""


def _unfinished(line: int, severity: Severity, claimed: str, found: str) -> Fault:
    return Fault(line=line, severity=severity, rule="unfinished", claimed=claimed, found=found)
