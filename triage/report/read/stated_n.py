"""Tells what `n = 30` behind a finding means: its number of issues, or the base of its percentage.

Where several findings of a question have the same n it is their base. Otherwise it is what the
finding's own list speaks for.
"""

from collections.abc import Sequence

from msgspec import structs

from triage.report.read.document import FindingText
from triage.report.read.share import Share


def with_bases(findings: Sequence[FindingText]) -> tuple[FindingText, ...]:
    """The findings of a question, each `n =` in them taken for what it is."""
    stated = [
        (each, share)
        for top in findings
        for each in top.walk()
        for share in each.shares
        if share.is_n and share.percent is not None
    ]
    is_shared = (
        len(stated) > 1
        and len({share.count for _, share in stated}) == 1
        and all(share.without_count().counts(share.count or 0) for _, share in stated)
        and any(len(each.numbers) != share.count for each, share in stated)
    )
    return tuple(_settled(each, is_shared) for each in findings)


def _settled(finding: FindingText, is_shared: bool) -> FindingText:
    shares = tuple(
        share.with_base() if _is_base(share, finding, is_shared) else share
        for share in finding.shares
    )
    children = tuple(_settled(each, is_shared) for each in finding.children)
    return structs.replace(finding, shares=shares, children=children)


def _is_base(share: Share, finding: FindingText, is_shared: bool) -> bool:
    if not share.is_n or share.percent is None or share.count is None:
        return False
    listed = len(finding.numbers)
    fits_list = listed in share.without_count().counts(share.count)
    return is_shared or (listed != share.count and fits_list)
