"""Statements that an issue is a duplicate, and what only looks like one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.analysis.reports import issue
from triage.analysis.stated import StatedDuplicate, duplicates_stated_in, stated_duplicates
from triage.domain.issue import Comment, Conversation, Event, Issue, Reference


def at(day: int) -> datetime:
    return datetime(2024, 2, day, tzinfo=UTC)


def said(text: str, day: int = 1, *, is_bot: bool = False) -> Comment:
    return Comment(id=str(day), created_at=at(day), body=text, author="ada", is_bot=is_bot)


def event(kind: str, day: int, other: int | None = None, reason: str | None = None) -> Event:
    reference = Reference(repository="o/r", number=other) if other else None
    return Event(id=f"e{day}", kind=kind, created_at=at(day), reference=reference, reason=reason)


def talk(*parts: Comment | Event) -> Conversation:
    return Conversation(
        fetched_at=at(28),
        comments=tuple(part for part in parts if isinstance(part, Comment)),
        events=tuple(part for part in parts if isinstance(part, Event)),
    )


def others(found: tuple[StatedDuplicate, ...]) -> list[str | None]:
    return [each.of for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Duplicate of #12",
        "Closing as a dup of #12.",
        "dupe: #12",
        "This duplicates #12",
        "**Duplicate of** #12",
        "Not reproducible here. Duplicate of o/r#12",
        "duplicate of issue #12",
        "Duplicate of [#12](https://github.com/o/r/issues/12)",
        "Duplicate of https://github.com/O/R/issues/12#issuecomment-9",
        "> is this known?\n\nduplicate of #12",
    ],
)
def test_plain_words_state_a_duplicate(text: str) -> None:
    assert [key for key, _ in duplicates_stated_in(text, "o/r")] == ["o/r#12"]


@pytest.mark.parametrize(
    "text",
    [
        "This is not a duplicate of #12",
        "it isn't a dup of #12",
        "Maybe a duplicate of #12",
        "Possible duplicate of #12",
        "Looks like a dup of #12",
        "Duplicate of #12?",
        "> Duplicate of #12",
        "```\nDuplicate of #12\n```",
        "`Duplicate of #12`",
        "<!-- Duplicate of #12 -->",
        "see #12",
        "the key is duplicated in 12 places",
        "Duplicate of #0",
        "Duplicate of https://github.com/o/r/pull/12",
    ],
)
def test_quotes_doubts_and_other_words_state_nothing(text: str) -> None:
    assert duplicates_stated_in(text, "o/r") == []


def test_several_targets_are_all_stated() -> None:
    found = duplicates_stated_in("Duplicate of #1, #2 and a/b#3.", "o/r")
    assert [key for key, _ in found] == ["o/r#1", "o/r#2", "a/b#3"]


def test_statement_says_who_when_where_and_in_which_words() -> None:
    found = stated_duplicates(issue(5, "t"), talk(said("hm", 2), said("Closing, dup of #12.", 3)))
    assert found == (
        StatedDuplicate(of="o/r#12", source="comment:3", words="dup of #12", by="ada", at=at(3)),
    )


def test_body_counts_as_well_and_the_first_statement_stays() -> None:
    asked = issue(5, "t", "Duplicate of #12")
    found = stated_duplicates(asked, talk(said("dup of #12", 3), said("dup of #13", 4)))
    assert [(each.of, each.source) for each in found] == [
        ("o/r#12", "body"),
        ("o/r#13", "comment:4"),
    ]


def test_mark_of_github_counts_until_it_is_taken_back() -> None:
    marked = event("marked_as_duplicate", 2, 12)
    assert others(stated_duplicates(issue(5, "t"), talk(marked))) == ["o/r#12"]
    unmarked = event("unmarked_as_duplicate", 3, 12)
    assert others(stated_duplicates(issue(5, "t"), talk(marked, unmarked))) == []


def test_mark_without_a_target_gives_way_to_a_comment_with_one() -> None:
    found = stated_duplicates(
        issue(5, "t"), talk(event("marked_as_duplicate", 2), said("Duplicate of #12", 3))
    )
    assert others(found) == ["o/r#12"]


def test_closing_reason_alone_states_a_duplicate_of_something() -> None:
    closed = structs.replace(issue(5, "t"), state="closed", state_reason="duplicate")
    assert others(stated_duplicates(closed)) == [None]
    found = stated_duplicates(closed, talk(event("closed", 4, reason="duplicate")))
    assert [(each.of, each.source) for each in found] == [(None, "event:e4")]


def test_closing_reason_finds_its_target_in_the_last_comment_that_names_one() -> None:
    closed = structs.replace(issue(5, "t"), state_reason="duplicate")
    found = stated_duplicates(
        closed,
        talk(said("like #7 or #8", 1), said("Looks like #12", 2), said("#99", 3, is_bot=True)),
    )
    assert others(found) == ["o/r#12"]


@pytest.mark.parametrize("label", ["duplicate", "R: Duplicate", "dupe", "status/duplicate"])
def test_duplicate_label_with_a_link_states_a_duplicate(label: str) -> None:
    labelled = structs.replace(issue(5, "t"), labels=("bug", label))
    found = stated_duplicates(labelled, talk(said("Follow #12 instead", 2)))
    assert [(each.of, each.words) for each in found] == [("o/r#12", f"label {label}")]


def test_label_about_something_else_states_nothing() -> None:
    labelled = structs.replace(issue(5, "t", "#12"), labels=("duplication-check", "bug"))
    assert stated_duplicates(labelled) == ()


def test_issue_is_never_a_duplicate_of_itself() -> None:
    assert stated_duplicates(issue(5, "t"), talk(said("Duplicate of #5"))) == ()


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80), st.lists(st.sampled_from(["dup of #", "1", "[", "github.com/"])))
def test_any_text_can_be_read(text: str, parts: list[str]) -> None:
    body = text + "".join(parts)
    asked: Issue = structs.replace(issue(5, "t", body), state_reason="duplicate")
    assert f"o/r#{asked.number}" not in others(stated_duplicates(asked))
