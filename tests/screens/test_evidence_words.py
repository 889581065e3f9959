"""The facts above the evidence say what is known, and no more."""

from datetime import timedelta

from screens.evidence_words import facts_of
from tests.samples import NOON, issue
from triage.domain.issue import Conversation, SampledIssue


def said(*, is_fetched: bool = False, **facts: object) -> str:
    conversation = Conversation(fetched_at=NOON) if is_fetched else None
    return "\n".join(
        facts_of(SampledIssue(issue=issue(1, **facts), conversation=conversation), NOON)
    )


def test_what_people_did_is_told_only_where_the_conversation_is_known() -> None:
    assert said(updated_at=NOON).endswith("Last activity 2026-01-02")
    assert said(is_fetched=True).endswith("Last activity 2026-01-01, by people 2026-01-01")


def test_a_closed_issue_is_never_called_open() -> None:
    assert "1 d ago; open\n" in said()
    assert "; closed by ada, date unknown\n" in said(state="closed", closed_by="ada")
    assert "; closed after 1 d\n" in said(state="closed", closed_at=NOON)


def test_dates_out_of_order_are_said_to_be_so() -> None:
    early = NOON - timedelta(days=9)
    assert "closed, dated before its opening (2025-12-24)" in said(state="closed", closed_at=early)
    assert "Opened 2026-01-05, in the future; open" in said(created_at=NOON + timedelta(days=3))
