"""Rules on single figures: the base, what is attainable, fractions, intervals."""

from collections.abc import Iterator

from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.audit.pairs import PAIR
from triage.report.audit.sample_size import scope_of, stated_scopes, stated_sizes
from triage.report.read import Bound, Share


def check_base(case: Case) -> Iterator[Fault]:
    """The sample has the same size wherever it is stated, and fractions are of it."""
    scope = scope_of(case.report)
    for stated in stated_sizes(case.report):
        if case.n is not None and case.n not in (stated.size, scope.of(stated.size)):
            source = "the sample at hand has" if case.given_sample else "elsewhere the report has"
            yield Fault(
                line=stated.line,
                severity=Severity.ERROR,
                rule="base",
                claimed=f"“{stated.wording}”",
                found=f"{source} {case.n + scope.excluded - scope.stepped_in}",
            )
    for stated in stated_scopes(case.report):
        if case.n is not None and stated.size != case.n:
            yield Fault(
                line=stated.line,
                severity=Severity.ERROR,
                rule="base",
                claimed=f"“{stated.wording}”",
                found=f"the sample has {case.n} in scope",
            )
    known = _known_numbers(case)
    for claim in case.claims:
        share = claim.share
        if share.base is None or case.n is None or share.base in known:
            continue
        if share.count == case.n or share.base < _SMALLEST_BASE or PAIR.search(claim.sentence):
            continue
        yield Fault(
            line=claim.line,
            severity=Severity.ERROR,
            rule="base",
            claimed=f"“{share.wording}” counts {share.base} issues",
            found=f"the sample has {case.n}, and no part of it that the report names has "
            f"{share.base}",
        )


_SMALLEST_BASE = 5


def _known_numbers(case: Case) -> set[int]:
    """Every number of issues that a fraction may be of: the sample's, a question's, a part's."""
    known = {case.n, case.population, len(case.given_sample or ())}
    for question in case.report.questions:
        known.add(case.base(question))
        for finding in question.walk():
            known.add(len(finding.numbers))
            known |= {share.count for share in finding.shares}
            if finding.share is not None and case.n is not None:
                known |= set(finding.share.counts(case.n)) if finding.share.is_exact else set()
    known |= {claim.share.count for claim in case.claims}
    return {number for number in known if number is not None}


def check_attainable(case: Case) -> Iterator[Fault]:
    """A percentage of n issues is a whole number of issues (GRIM)."""
    for claim in case.claims:
        share, n = claim.share, claim.base
        if share.percent is None or share.bound is not Bound.EXACT or share.upper is not None:
            continue
        if share.count is not None or n is None or claim.is_of_a_part or share.exceeds(n):
            continue
        if not share.counts(n):
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="attainable",
                claimed=f"{share.wording} of {n} issues",
                found=_nearest(share, n),
            )


def _nearest(share: Share, n: int) -> str:
    k = int(n * (share.percent or 0) / 100)
    nearest = " and ".join(
        f"{each} of {n} is {100 * each / n:.{share.decimals}f} %" for each in (k, k + 1)
    )
    return f"no number of issues gives it: {nearest}"


def check_fractions(case: Case) -> Iterator[Fault]:
    """A fraction gives the percentage beside it, and a part is no larger than the whole."""
    for claim in case.claims:
        share = claim.share
        base = share.base or claim.base
        if share.count is None and share.exceeds(None):
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="fraction",
                claimed=f"“{share.wording}”",
                found="it is more than all of them",
            )
        if share.count is None or base is None:
            continue
        if share.exceeds(base):
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="fraction",
                claimed=f"“{share.wording}”",
                found=f"{share.count} is more than {base}",
            )
        elif share.percent is not None and not _fits(share, base):
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="fraction",
                claimed=f"“{share.wording}”",
                found=f"{share.count} of {base} is {_percentage(share, base)} %",
            )


def _fits(share: Share, base: int) -> bool:
    return share.count in share.without_count().counts(base)


def _percentage(share: Share, base: int) -> str:
    return f"{100 * (share.count or 0) / base:.{share.decimals}f}"


def check_intervals(case: Case) -> Iterator[Fault]:
    """An interval contains the percentage that it belongs to."""
    for claim in case.claims:
        share = claim.share
        if share.interval is None or share.percent is None:
            continue
        low, high = share.interval
        if not low - 0.5 <= share.percent <= high + 0.5:
            yield Fault(
                line=claim.line,
                severity=Severity.ERROR,
                rule="interval",
                claimed=f"“{share.wording}” with the interval {low:g} to {high:g}",
                found="the interval does not contain it",
            )
