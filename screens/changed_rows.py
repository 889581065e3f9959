"""What is new about an issue since it was read, as rows above its page: words, then the diffs."""

from collections.abc import Iterator, Sequence

from screens.page import Row, wrapped_rows
from triage.domain.changes import DiffLine, Mark, body_diff, changes_between, edited_comments
from triage.domain.issue import SampledIssue

_STYLES = {Mark.ADDED: "added", Mark.REMOVED: "removed"}


def changed_rows(before: SampledIssue, after: SampledIssue, since: str, width: int) -> list[Row]:
    """The rows; none when nothing is different. Takes as long as the diffs do.

    Args:
        before: the issue as it was read.
        after: the same issue as it is now.
        since: what happened then: `coded` or `read`.
        width: cells in a row.
    """
    changes = changes_between(before, after)
    if not changes:
        return []
    words = "; ".join(change.words for change in changes)
    return [
        *wrapped_rows(f"Δ Since it was {since}: {words}", "news", width),
        *_diff_rows("the text", before.issue.body, after.issue.body, width),
        *_edited_comments(before, after, width),
        Row("─" * width, "rule"),
    ]


def _edited_comments(before: SampledIssue, after: SampledIssue, width: int) -> Iterator[Row]:
    for old, new in edited_comments(before, after):
        name = f"the comment of {new.author or 'unknown account'}, {new.created_at:%Y-%m-%d}"
        yield from _diff_rows(name, old.body, new.body, width)


def _diff_rows(name: str, before: str, after: str, width: int) -> Iterator[Row]:
    lines: Sequence[DiffLine] = body_diff(before, after)
    if lines:
        yield from wrapped_rows(f"── {name}", "rule", width)
    for line in lines:
        style = _STYLES.get(line.mark, "facts")
        yield from wrapped_rows(f"{line.mark.value} {line.text}", style, width)
