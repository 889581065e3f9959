"""How an issue went, as lines of facts above its conversation."""

from datetime import datetime, timedelta

from triage.analysis.resolution import Resolution, closing_in_words, resolution
from triage.domain.issue import Issue, SampledIssue


def facts_of(sampled: SampledIssue, now: datetime) -> list[str]:
    """Age, end, activity and marks of an issue, a line each.

    Args:
        sampled: the issue with its conversation, where there is one.
        now: the moment of looking.
    """
    how = resolution(sampled, now)
    ago = "in the future" if how.age < timedelta() else f"{_days(how.age)} ago"
    end = _end(how, sampled.issue)
    lines = [f"Opened {sampled.issue.created_at:%Y-%m-%d}, {ago}; {end}"]
    if how.comments_by_people is not None:
        hidden = f", {how.hidden_comments} of them hidden" if how.hidden_comments else ""
        lines.append(
            f"{how.comments_by_people} comments by people ({how.commenters} besides the author), "
            f"{how.comments_by_bots} by bots{hidden}"
        )
    people = f", by people {how.last_by_people:%Y-%m-%d}" if how.last_by_people else ""
    lines.append(f"Last activity {how.last_activity:%Y-%m-%d}{people}")
    if how.stale_since is not None:
        lines.append(f"Labelled stale since {how.stale_since:%Y-%m-%d}: a fact, not an outcome")
    if how.duplicate_of is not None:
        lines.append(f"Marked as a duplicate of #{how.duplicate_of.number}")
    if sampled.standing != "present":
        lines.append(f"On GitHub it is {sampled.standing} now; this is the text as it was read")
    return lines


def _end(how: Resolution, issue: Issue) -> str:
    if how.closing is None:
        return "open"
    after = ""
    if how.time_to_close is not None:
        after = f" after {_days(how.time_to_close)}"
    elif issue.closed_at is not None:
        after = f", dated before its opening ({issue.closed_at:%Y-%m-%d})"
    again = f", reopened {how.reopened} times before" if how.reopened else ""
    return closing_in_words(how.closing) + after + again


def _days(time: timedelta) -> str:
    return f"{time.days} d"
