"""Writes ranges of issues out: `#1–#4` is `#1, #2, #3, #4`.

Only where a dash without spaces, or "through", joins two numbers: "#12 – #14 asks the same" is an
issue with words about it.
"""

import re

_RANGE = re.compile(
    r"(?<![\w/&#-])#(?P<first>\d{1,9})(?:(?:[–—-]|\sthrough\s)#|–)(?P<last>\d{1,9})(?![\w-])"
)
_LONGEST = 100
"""A longer range is of numbers between which most issues are others."""


def with_ranges(line: str) -> str:
    """The line with every range of issues written out."""
    return _RANGE.sub(_written_out, line)


def _written_out(found: re.Match[str]) -> str:
    first, last = int(found["first"]), int(found["last"])
    if not first < last < first + _LONGEST:
        return found[0]
    return ", ".join(f"#{number}" for number in range(first, last + 1))
