"""What GitHub's allowance is enough for, in words.

60 requests an hour without a token, 5,000 with one (GitHub's documentation, 2022-11-28).
"""

from triage.github.progress import Tally
from triage.github.repository import PAGE

HOURLY_WITHOUT_TOKEN = 60
HOURLY_WITH_TOKEN = 5000


def allowance_in_words(tally: Tally) -> str:
    """What can be done without a token, and how to get one used."""
    allowed = tally.allowed or HOURLY_WITHOUT_TOKEN
    left = allowed if tally.left is None else tally.left
    return (
        f"No token was found. GitHub allows {allowed:,} requests an hour without one, {left:,} are "
        f"left now: enough for the list of {left * PAGE:,} issues, or for {left:,} conversations. "
        f"With GITHUB_TOKEN set, or after `gh auth login`, it allows {HOURLY_WITH_TOKEN:,}."
    )


def shortage_in_words(due: int, tally: Tally) -> str | None:
    """That so many conversations, one request each, will have to wait; None when they need not."""
    if tally.left is None or not tally.allowed or due <= tally.left:
        return None
    hours = -(-(due - tally.left) // tally.allowed)
    return (
        f"{due:,} conversations need as many requests, and {tally.left:,} are left: the rest comes "
        f"over the next {hours:,} hours. Stop at any time; the next fetch goes on from there."
    )
