"""How many issues a report is about: what it says, or what its figures agree on.

Figures are of the issues in scope: of those that were sampled, excluded ones are not among them,
and others that stepped in for them are.
"""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, structs

from triage.report.read import Passage, QuestionText, ReportText, Role, Share, shares_in
from triage.report.read.number_words import WHOLE_NUMBER, number_of
from triage.report.read.shares import NOUNS


class StatedSize(Struct, frozen=True):
    """A place where the report says how large its sample is."""

    line: int
    size: int
    wording: str


_N = rf"(?P<size>{WHOLE_NUMBER})"
_ISSUES = rf"(?:[a-z-]+\s+){{0,3}}{NOUNS}"
_CAME = r"(?:were|was|have been)\s+(?:randomly\s+)?"
_STUDIED = "analy[sz]ed|examined|coded|read|reviewed|studied|classified"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_STATED = _patterns(
    rf"(?<!of )\b{_N}\s+(?:randomly\s+|manually\s+)?sampled\s+{_ISSUES}",
    rf"\bsamples?\s+(?:of|comprises|contains|consists of|includes|size\W*(?:is|was|of)?)\s*{_N}\b"
    r"(?!\s*%)",
    rf"\bsample\b[^.\n]{{0,40}}?:\s*{_N}\s+{NOUNS}",
    rf"\b(?:sampled|drew|selected)\s+(?:a\s+(?:\w+\s+){{0,2}}sample\s+of\s+)?{_N}\s+{_ISSUES}",
    rf"(?<!of )\b{_N}\s+{NOUNS}\s+{_CAME}(?:sampled|drawn|selected)",
    rf"(?<!of )\bthe\s+{_N}\s+samples\b",
    rf"\bsample\b[^.\n]{{0,40}}?\s(?:has|had)\s+{_N}\s+{NOUNS}",
)
_EXAMINED = _patterns(
    rf"\b(?:{_STUDIED})\s+(?:all\s+)?{_N}\s+{_ISSUES}",
    rf"(?<!of )\b{_N}\s+{NOUNS}\s+{_CAME}(?:{_STUDIED})",
    r"(?-i:(?<![%\d], )\b[nN]\s*=\s*(?P<size>\d{1,6})\b)",
)
_BASE = _patterns(
    rf"\bbase\W{{1,3}}{_N}\s+(?:of|/)", rf"\bof\s+the\s+{_N}\s+(?:coded|answered|classified)\b"
)


_IN_SCOPE = _patterns(
    rf"\bbase\W{{1,3}}{WHOLE_NUMBER}\s+of\s+{_N}\s+{NOUNS}\s+(?:are|is|were|was)\s+coded",
    rf"\bwith\s+all\s+{_N}\s+coded\b",
)
_EXCLUDED = _patterns(
    rf"\b{_N}\s+(?:of them\s+|{_ISSUES}\s+)?{_CAME}excluded",
    rf"\bexcluded\s+{_N}\s+{NOUNS}",
)
_STEPPED_IN = _patterns(
    rf"\b{_N}\s+(?:others?\s+|more\s+|{_ISSUES}\s+)?{_CAME}(?:taken|drawn|added)\s+from\s+"
    r"(?:the|a|our|its)\s+reserve",
    rf"\b{_N}\s+(?:of them\s+|{_ISSUES}\s+)?{_CAME}replaced\b",
)
_SHARE_OF_A_SOURCE = _patterns(
    rf"\b{_N}\s+of\s+them\s+fell\s+to\b",
    rf"\bcoded\s+a\s+second\s+time:\s+the\s+{_N}\s+{NOUNS}\b",
)


def excluded_issues(report: ReportText) -> frozenset[int]:
    """The issues that the report lists as excluded from its sample."""
    return frozenset(
        number
        for finding in report.excluded
        if finding.label.casefold().startswith("excluded")
        for number in finding.numbers
    )


class Scope(Struct, frozen=True):
    """How the issues that figures are of come out of those that were sampled."""

    excluded: int = 0
    """As many as are listed as excluded, or stated to be."""
    stepped_in: int = 0
    """How many came in their place."""
    fell_to_source: int | None = None
    """The part of the sample that the report's source was to read; None when it was all of it."""

    def of(self, sampled: int) -> int:
        """The issues in scope of a sample of that size."""
        if self.fell_to_source is not None and self.fell_to_source < sampled + self.stepped_in:
            return self.fell_to_source - self.excluded
        return sampled - self.excluded + self.stepped_in


def scope_of(report: ReportText) -> Scope:
    """What the report says of excluded issues, of those in their place, and of its source's."""

    def first_of(patterns: tuple[re.Pattern[str], ...]) -> int | None:
        found = (size.size for each in _passages(report) for size in _matches(patterns, each))
        return next(found, None)

    return Scope(
        excluded=len(excluded_issues(report)) or first_of(_EXCLUDED) or 0,
        stepped_in=first_of(_STEPPED_IN) or 0,
        fell_to_source=first_of(_SHARE_OF_A_SOURCE),
    )


def stated_sizes(report: ReportText) -> list[StatedSize]:
    """Every place where the report says how many issues were sampled."""
    return [size for passage in _passages(report) for size in _matches(_STATED, passage)]


def stated_scopes(report: ReportText) -> list[StatedSize]:
    """Every place where the report says how many issues are in scope, coded or not."""
    return [size for passage in _passages(report) for size in _matches(_IN_SCOPE, passage)]


def sample_size(report: ReportText, sample: frozenset[int] | None) -> int | None:
    """n: the given sample's size, the one stated most often, or the one that figures share.

    Excluded issues are not in it. Where a question's lists are a whole partition of another size
    than the one stated, and all of its percentages fit that size and not the stated one, the
    statement is the slip.

    Args:
        report: what it says.
        sample: the issues of the given sample, those that the report took from its reserve too.
    """
    scope = scope_of(report)
    if sample is not None:
        return structs.replace(scope, stepped_in=0).of(len(sample))
    partitions = [size for each in report.questions if (size := _size_of_partition(each))]
    stated = [scope.of(each.size) for each in stated_sizes(report)]
    stated += [each.size for each in stated_scopes(report)]
    examined = [size.size for each in _passages(report) for size in _matches(_EXAMINED, each)]
    bases = [share.base for share in _shares(report) if share.base is not None]
    for sizes in (stated, examined, bases):
        if sizes:
            most = _best_size(report, sizes, bases)
            return partitions[0] if partitions and _is_slip(report, most, partitions[0]) else most
    return partitions[0] if partitions else _size_of_pairs(report) or _size_of_lists(report)


def _size_of_pairs(report: ReportText) -> int | None:
    """The one size that all of "4 issues (21%)", "3 issues (16%)" fit; None when several do."""
    stated = [share for _, finding in report.walk() for share in finding.shares]
    for passage in report.prose:
        stated += shares_in(passage.text, passage.line, counts=True)
    pairs = {
        (share.count, share.percent, share.decimals): share
        for share in stated
        if share.count and share.percent and share.base is None and share.is_exact
    }
    if len(pairs) < _FEWEST_PAIRS:
        return None
    largest = max(100 * (share.count or 0) / (share.percent or 1) for share in pairs.values())
    fitting = [
        n
        for n in range(1, min(_LARGEST_SAMPLE, 2 * int(largest)) + 2)
        if all(share.count in share.without_count().counts(n) for share in pairs.values())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _size_of_lists(report: ReportText) -> int | None:
    """The one size that most lists fit with their percentages; None when several do as well."""
    lists = [
        (len(finding.numbers), finding.share)
        for _, finding in report.walk()
        if finding.share and finding.share.percent and finding.share.is_exact and finding.citations
    ]
    fits = Counter(
        n
        for listed, share in lists
        for n in range(listed, _LARGEST_SAMPLE)
        if listed in share.without_count().counts(n)
    )
    best = fits.most_common(2)
    if not best or best[0][1] < _FEWEST_PAIRS or best[0][1] * 2 < len(lists):
        return None
    return best[0][0] if len(best) == 1 or best[1][1] < best[0][1] else None


_FEWEST_PAIRS = 2
_LARGEST_SAMPLE = 1000


def _best_size(report: ReportText, stated: list[int], bases: list[int]) -> int:
    """The size that is stated most often; of several, the one that most figures speak for."""
    votes = Counter(stated)
    fractions = Counter(bases)

    def weight(size: int) -> int:
        fitting = sum(_fitting(question, size) for question in report.questions)
        return votes[size] + fractions[size] + fitting

    return max(votes, key=lambda size: (weight(size), votes[size]))


def _is_slip(report: ReportText, stated: int, listed: int) -> bool:
    """Whether the lists and percentages of a question speak for another size than the stated."""
    if stated == listed:
        return False
    question = next(each for each in report.questions if _size_of_partition(each) == listed)
    return _fitting(question, listed) == len(question.findings) > _fitting(question, stated)


def question_base(question: QuestionText, n: int | None) -> int | None:
    """The base of a question's percentages: its own where it states one, else the sample's."""
    stated = [size.size for passage in question.summary for size in _matches(_BASE, passage)]
    headings = [Passage(line=each.line, text=each.wording) for each in question.walk()]
    stated += [size.size for heading in headings for size in _matches(_BASE, heading)]
    bases = [share.base for each in question.walk() for share in each.shares if share.base]
    for sizes in (stated, bases):
        if sizes and len(set(sizes)) == 1:
            return sizes[0]
    return n


def _passages(report: ReportText) -> Iterator[Passage]:
    yield Passage(line=report.title_line, text=report.title)
    yield from report.overview
    yield from report.method
    for question in report.questions:
        yield Passage(line=question.line, text=question.title)
        yield from question.summary
    for point in report.points:
        yield Passage(line=point.line, text=point.text)


def _shares(report: ReportText) -> Iterator[Share]:
    for _, finding in report.walk():
        yield from finding.shares
    for question in report.questions:
        for passage in question.summary:
            yield from shares_in(passage.text, passage.line)
    for point in report.points:
        yield from shares_in(point.text, point.line)


def _matches(patterns: tuple[re.Pattern[str], ...], passage: Passage) -> Iterator[StatedSize]:
    for pattern in patterns:
        for match in pattern.finditer(passage.text):
            yield StatedSize(
                passage.line_at(match.start()),
                number_of(match["size"]),
                " ".join(match[0].split()),
            )


def _size_of_partition(question: QuestionText) -> int | None:
    """The number of issues under a question whose lists fit their percentages almost everywhere.

    None where issues are listed as not coded: the percentages are of the others, no whole sample.
    """
    if any(each.role is Role.UNCODED for each in question.walk()):
        return None
    findings = [each for each in question.findings if each.share and each.share.is_exact]
    n = len({number for finding in findings for number in finding.numbers})
    if len(findings) < _FEWEST_FINDINGS or len(findings) < len(question.findings):
        return None
    return n if _fitting(question, n) >= len(findings) - 1 else None


def _fitting(question: QuestionText, n: int) -> int:
    """How many findings list as many issues as their percentage of n says."""
    return sum(
        len(finding.numbers) in finding.share.without_count().counts(n)
        for finding in question.findings
        if finding.share and finding.share.percent is not None and finding.share.is_exact
    )


_FEWEST_FINDINGS = 3
"""A partition of fewer findings fits too easily by chance."""
