"""How an issue went: facts as GitHub states them, hints kept apart, bots told from people."""

from datetime import UTC, datetime, timedelta

from triage.analysis.resolution import Resolution, closing_in_words, resolution
from triage.domain.issue import Comment, Conversation, Event, Issue, Reference, SampledIssue

START = datetime(2025, 1, 1, tzinfo=UTC)
BOT = "github-actions[bot]"
FIX = Reference(repository="octo/hub", number=9, title="Fix it", is_pull_request=True, merged=True)


def day(count: int) -> datetime:
    return START + timedelta(days=count)


def issue(*, is_closed: bool = False, **values: object) -> Issue:
    facts: dict[str, object] = {"author": "ada"}
    if is_closed:
        facts |= {"state": "closed", "state_reason": "completed", "closed_at": day(30)}
    return Issue(repository="octo/hub", number=1, title="t", created_at=START, **(facts | values))  # type: ignore[arg-type] # fields by name


def event(kind: str, at: int, **values: object) -> Event:
    return Event(id=f"{kind}{at}", kind=kind, created_at=day(at), **values)  # type: ignore[arg-type] # fields by name


def comment(
    at: int, author: str | None, *, is_bot: bool = False, hidden: str | None = None
) -> Comment:
    return Comment(id=str(at), created_at=day(at), author=author, is_bot=is_bot, hidden=hidden)


def went(found: Issue, *entries: Comment | Event) -> Resolution:
    conversation = Conversation(
        fetched_at=day(100),
        comments=tuple(entry for entry in entries if isinstance(entry, Comment)),
        events=tuple(entry for entry in entries if isinstance(entry, Event)),
    )
    return resolution(SampledIssue(issue=found, conversation=conversation), day(100))


def test_open_issue_has_an_age_and_no_closing() -> None:
    facts = went(issue(), event("closed", 5), event("reopened", 6))
    assert (facts.age, facts.time_to_close) == (timedelta(days=100), None)
    assert (facts.closing, facts.reopened) == (None, 1)


def test_comments_of_people_and_bots_are_told_apart() -> None:
    facts = went(
        issue(),
        comment(1, "ada"),
        comment(2, "bob"),
        comment(3, "bob", hidden="outdated"),
        comment(4, None),
        comment(50, BOT, is_bot=True),
    )
    assert (facts.comments_by_people, facts.comments_by_bots) == (4, 1)
    assert (facts.commenters, facts.hidden_comments) == (1, 1)
    assert (facts.last_activity, facts.last_by_people) == (day(50), day(4))


def test_conversation_that_was_not_fetched_leaves_its_facts_open() -> None:
    closed = issue(is_closed=True, closed_by=BOT, comment_count=3)
    facts = resolution(SampledIssue(issue=closed), day(100))
    assert (facts.comments_by_people, facts.commenters) == (None, None)
    assert facts.closing
    assert (facts.closing.actor, facts.closing.by_bot) == (BOT, True)
    assert facts.time_to_close == timedelta(days=30)


def test_closing_names_its_pull_request() -> None:
    facts = went(
        issue(is_closed=True),
        event("cross-referenced", 20, reference=FIX),
        event("closed", 30, actor="bob", reason="completed", reference=FIX),
    )
    assert facts.closing
    assert facts.closing.pull_request == FIX
    assert facts.closing.merged_before == ()
    assert closing_in_words(facts.closing) == (
        "closed as completed by bob, with pull request #9 Fix it, merged"
    )


def test_merged_pull_request_that_only_mentions_it_is_a_hint() -> None:
    unmerged = Reference(repository="octo/hub", number=8, is_pull_request=True)
    late = Reference(repository="octo/hub", number=7, is_pull_request=True, merged=True)
    facts = went(
        issue(is_closed=True),
        event("cross-referenced", 10, reference=unmerged),
        event("cross-referenced", 20, reference=FIX),
        event("cross-referenced", 40, reference=late),
        event("closed", 30, actor="bob", commit="0123456789abcdef"),
    )
    assert facts.closing
    assert facts.closing.pull_request is None
    assert facts.closing.merged_before == (FIX,)
    assert closing_in_words(facts.closing) == (
        "closed as completed by bob, with commit 0123456789; merged before and mentioning it: #9"
    )


def test_last_of_several_closings_counts() -> None:
    facts = went(
        issue(is_closed=True, state_reason="not_planned"),
        event("closed", 5, actor="bob", reason="completed"),
        event("reopened", 6),
        event("closed", 30, actor=BOT, is_bot=True, reason="not_planned"),
    )
    assert facts.closing
    assert closing_in_words(facts.closing) == f"closed as not planned by a bot, {BOT}"
    assert facts.last_by_people == day(6)


def test_stale_counts_only_while_the_label_is_there() -> None:
    labelled = [event("labeled", 40, label="stale"), event("labeled", 60, label="Stale")]
    assert went(issue(labels=("stale",)), *labelled).stale_since == day(60)
    assert went(issue(), *labelled, event("unlabeled", 70, label="stale")).stale_since is None


def test_duplicate_counts_until_it_is_taken_back() -> None:
    other = Reference(repository="octo/hub", number=3)
    marked = event("marked_as_duplicate", 3, reference=other)
    assert went(issue(), marked).duplicate_of == other
    assert went(issue(), marked, event("unmarked_as_duplicate", 4)).duplicate_of is None
