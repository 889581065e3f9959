"""The pace in words, for the strip."""

from triage.analysis.pace import PaceFigures


def pace_in_words(pace: PaceFigures) -> list[str]:
    """`4 today`, `41 s each`, `12 min left`, `2 new codes in 10`; the unknown is left out."""
    parts = [f"{pace.coded_today} today"] if pace.coded_today else []
    if pace.seconds_per_issue is not None:
        parts.append(f"{_time(pace.seconds_per_issue)} each")
    if pace.seconds_left:
        parts.append(f"{_time(pace.seconds_left)} left")
    if pace.over_issues:
        codes = "code" if pace.new_codes == 1 else "codes"
        parts.append(f"{pace.new_codes} new {codes} in {pace.over_issues}")
    return parts


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"
