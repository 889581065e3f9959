from datetime import timedelta

from screens.page import BODY, Page, facts_in_words, lay_out
from tests.samples import NOON, issue
from triage.domain.issue import Comment, Conversation, Event, Reference, SampledIssue


def page_of(sampled: SampledIssue, width: int = 40) -> Page:
    return lay_out(sampled, width, NOON)


def text_of(page: Page) -> str:
    return "\n".join(row.text for row in page.rows)


def test_rows_point_to_their_place_in_the_source() -> None:
    body = "first line\r\n" + "word " * 30 + "\nlast"
    page = page_of(SampledIssue(issue=issue(1, body=body)))
    for row in page.rows:
        if row.source == BODY:
            assert row.text in body[row.start : row.end].replace("\r", "")


def test_hostile_text_is_shown_letter_by_letter() -> None:
    title = "[@click=app.bell]x[/] [bold] \x1b]0;owned\x07 \x9b2J \u202eevil"
    text = text_of(page_of(SampledIssue(issue=issue(1, title=title)), 120))
    assert "[@click=app.bell]x[/] [bold]" in text
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in text)
    assert "\u202e" not in text


def test_conversation_is_in_the_order_of_time() -> None:
    conversation = Conversation(
        fetched_at=NOON,
        comments=(Comment(id="1", created_at=NOON, body="me too", author="bob"),),
        events=(
            Event(
                id="2",
                kind="closed",
                created_at=NOON - timedelta(hours=1),
                actor="ada",
                reason="completed",
                reference=Reference(repository="octo/cats", number=9, is_pull_request=True),
            ),
        ),
    )
    text = text_of(page_of(SampledIssue(issue=issue(1), conversation=conversation), 80))
    assert text.index("ada closed it as completed by pull request #9") < text.index("me too")


def test_what_the_dates_do_not_allow_to_say_is_not_said() -> None:
    def said(**facts: object) -> str:
        return facts_in_words(issue(1, **facts), NOON).partition(" · ")[0]

    assert said() == "open, 1 d old"
    assert said(created_at=NOON + timedelta(days=9)) == "open"
    assert said(closed_at=NOON) == "open, 1 d old"
    closed = {"state": "closed", "state_reason": "not_planned"}
    assert said(**closed, closed_at=NOON) == "closed after 1 d as not planned"
    assert said(**closed) == "closed as not planned, date unknown"
    assert said(**closed, closed_at=NOON - timedelta(days=90)) == "closed as not planned"


def test_a_comment_from_before_the_issue_is_said_to_be_dated_so() -> None:
    early = Comment(id="1", created_at=NOON - timedelta(days=5), body="hm", author="bob")
    conversation = Conversation(fetched_at=NOON, comments=(early,))
    text = text_of(page_of(SampledIssue(issue=issue(1), conversation=conversation), 80))
    assert "bob · dated 4 d before the opening" in text


def test_a_gist_says_that_it_is_not_the_text() -> None:
    page = page_of(SampledIssue(issue=issue(1), gist="Wants cats."), 80)
    assert "Gist in our own words" in text_of(page)
    assert "(no text)" not in text_of(page)


def test_every_row_fits_the_width() -> None:
    body = "猫" * 300 + "\n\tindented " + "x" * 60_000
    page = page_of(SampledIssue(issue=issue(1, body=body)), 30)
    assert max(len(row.text) for row in page.rows) <= 30


def test_page_names_the_sample_whose_conversations_are_to_be_fetched() -> None:
    page = lay_out(SampledIssue(issue=issue(1)), 100, NOON, sample="pilot")
    assert any("triage fetch --sample pilot" in row.text for row in page.rows)
