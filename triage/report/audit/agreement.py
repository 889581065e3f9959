"""Whether two shares can be the same number, each as rounded as it is printed."""

from triage.report.read import Bound, Share

_EVERYTHING = (0.0, 100.0)
_NEAR = 5.0


def can_agree(left: Share, right: Share, n: int | None) -> bool | None:
    """Whether one value fits both shares; None when they cannot be compared.

    Args:
        left: a share.
        right: another one.
        n: the number of issues, for shares that are bare counts; None when unknown.
    """
    first, second = _values(left, n), _values(right, n)
    if first is None or second is None:
        return None
    if first[0] == first[1] or second[0] == second[1]:
        return first[0] <= second[1] and second[0] <= first[1]
    return first[0] < second[1] and second[0] < first[1]


def percentage(share: Share, n: int | None) -> float | None:
    """The percentage of an exact share, from its count if need be."""
    if share.percent is not None:
        return share.percent if share.is_exact else None
    base = share.base or n
    return 100 * share.count / base if share.count is not None and base else None


def _values(share: Share, n: int | None) -> tuple[float, float] | None:
    """The lowest and the highest percentage that a share can stand for."""
    if share.percent is None:
        value = percentage(share, n)
        return None if value is None else (value, value)
    half = 0.5 * 10**-share.decimals
    low, high = share.percent, share.percent if share.upper is None else share.upper
    match share.bound:
        case Bound.EXACT:
            return low - half, high + half
        case Bound.ABOUT:
            return low - _NEAR, high + _NEAR
        case Bound.ABOVE | Bound.AT_LEAST:
            return low, _EVERYTHING[1]
        case Bound.BELOW | Bound.AT_MOST:
            return _EVERYTHING[0], high
