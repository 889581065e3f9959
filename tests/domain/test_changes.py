"""What became different about an issue is said in words, and its body line by line."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from triage.domain.changes import Aspect, Mark, body_diff, changes_between
from triage.domain.issue import Comment, Conversation, Issue, SampledIssue

AT = datetime(2025, 1, 1, tzinfo=UTC)
LATER = datetime(2025, 2, 1, tzinfo=UTC)
ISSUE = Issue(repository="octo/hub", number=1, title="A title", created_at=AT, body="a\nb")


def words(before: SampledIssue, after: SampledIssue) -> list[str]:
    return [change.words for change in changes_between(before, after)]


def changed(before: Issue = ISSUE, **values: object) -> list[str]:
    after = structs.replace(before, **values)
    return words(SampledIssue(issue=before), SampledIssue(issue=after))


def comment(identity: str, body: str = "words", *, is_bot: bool = False) -> Comment:
    return Comment(id=identity, created_at=AT, body=body, is_bot=is_bot)


def with_comments(*comments: Comment) -> SampledIssue:
    return SampledIssue(
        issue=ISSUE, conversation=Conversation(fetched_at=AT, comments=tuple(comments))
    )


def test_same_issue_has_no_changes() -> None:
    assert changed() == []
    assert words(with_comments(comment("1")), with_comments(comment("1"))) == []


def test_state_changes_are_told_with_their_reason() -> None:
    closed = structs.replace(ISSUE, state="closed", state_reason="not_planned", closed_at=AT)
    assert changed(state="closed", state_reason="not_planned", closed_at=AT) == [
        "closed as not planned"
    ]
    assert changed(closed, state="open", state_reason="reopened", closed_at=None) == ["reopened"]
    assert changed(closed, closed_at=LATER) == ["reopened and closed again as not planned"]
    assert changed(closed, state_reason="completed") == ["now closed as completed"]
    assert changed(closed, state_reason=None) == ["now closed without a reason"]


def test_title_body_and_labels_are_told() -> None:
    assert changed(title="Another") == ["title changed from “A title” to “Another”"]
    assert changed(body="a\nc\nd") == ["body edited (2 lines added, 1 removed)"]
    assert changed(body="a\r\nb") == ["body edited (line ends only)"]
    labelled = structs.replace(ISSUE, labels=("Bug", "stale"))
    assert changed(labels=("bug", "stale")) == ["labelled bug, stale"]
    assert changed(labelled, labels=("bug",)) == ["no longer labelled stale"]


def test_comments_are_told_apart() -> None:
    before = with_comments(comment("1"), comment("2"), comment("3"))
    after = with_comments(
        comment("1"), comment("2", "other"), comment("4"), comment("5", is_bot=True)
    )
    assert words(before, after) == [
        "2 new comments (1 by bots)",
        "1 comment edited",
        "1 comment deleted",
    ]
    bots = with_comments(*before.conversation.comments, comment("9", is_bot=True))  # type: ignore[union-attr] # it has one
    assert words(before, bots) == ["1 new comment by bots"]


def test_without_conversations_the_counts_are_compared() -> None:
    assert changed(comment_count=1) == ["1 new comment"]
    assert changed(structs.replace(ISSUE, comment_count=5), comment_count=2) == ["3 comments fewer"]


def test_standing_comes_first() -> None:
    after = SampledIssue(issue=structs.replace(ISSUE, body=""), standing="deleted")
    changes = changes_between(SampledIssue(issue=ISSUE), after)
    assert [change.aspect for change in changes] == [Aspect.STANDING, Aspect.BODY]
    assert changes[0].words == "now deleted"
    assert words(after, SampledIssue(issue=after.issue)) == ["back in the list"]


def test_diff_shows_changed_lines_with_neighbours_and_counts_the_rest() -> None:
    old = [str(number) for number in range(20)]
    new = [*old[:10], "ten", *old[11:]]
    lines = body_diff("\n".join(old), "\n".join(new), context=1)
    assert [(line.mark, line.text) for line in lines] == [
        (Mark.GAP, "9 lines"),
        (Mark.SAME, "9"),
        (Mark.REMOVED, "10"),
        (Mark.ADDED, "ten"),
        (Mark.SAME, "11"),
        (Mark.GAP, "8 lines"),
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_diff_without_gaps_gives_both_texts_back(old: list[str], new: list[str]) -> None:
    lines = body_diff("\n".join(old), "\n".join(new), context=100)
    if old != new:
        assert [each.text for each in lines if each.mark is not Mark.ADDED] == old
        assert [each.text for each in lines if each.mark is not Mark.REMOVED] == new
    else:
        assert lines == []
