"""Figures in words: one way to write a percentage, an interval, a k of n.

Everything that prints a figure prints it through here, so that screen, table and report cannot
disagree in a digit.
"""

from triage.analysis.proportions import Interval


def percent(share: float | None) -> str:
    """`30 %`; a dash when there is no base."""
    return "–" if share is None else f"{_whole(share)} %"


def percent_range(interval: Interval | None) -> str:
    """`[17–48]`, in percent; nothing when there is no base."""
    if interval is None:
        return ""
    return f"[{_whole(interval.low)}–{_whole(interval.high)}]"


def share_in_words(k: int, n: int, interval: Interval | None) -> str:
    """`9 of 30 · 30 % [17–48]`."""
    if not n:
        return "0 of 0 · no issue is coded"
    return f"{k} of {n} · {percent(k / n)} {percent_range(interval)}".rstrip()


def days_in_words(days: float) -> str:
    """`34 days`, below ten days with one decimal: `5.2 days`; below one day in hours: `7 hours`."""
    if days < 1:
        hours = round(days * 24)
        return "under an hour" if not hours else f"{hours} hour{'s' if hours > 1 else ''}"
    return f"{days:.1f} days" if days < 10 else f"{days:.0f} days"


def _whole(share: float) -> int:
    """Whole percent, halves away from zero, as readers round."""
    return int(share * 100 + 0.5 + 1e-9)


def coefficient_value(value: float | None) -> str:
    """`0.77`; a dash where the coefficient is not defined."""
    return "–" if value is None else f"{value:.2f}"


def coefficient_range(low: float | None, high: float | None) -> str:
    """`[0.58–0.95]`, or `[-0.05…0.37]` where a minus would run into the dash."""
    if low is None or high is None:
        return ""
    between = "…" if low < 0 or high < 0 else "–"
    return f"[{low:.2f}{between}{high:.2f}]"
