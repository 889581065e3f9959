from datetime import UTC, datetime

from msgspec import structs

from triage.analysis.duplicate_words import reasons_in_words, stated_in_words
from triage.analysis.reasons import Suggestion
from triage.analysis.stated import StatedDuplicate

SUGGESTION = Suggestion(
    number=2,
    title="Slow draft",
    score=1.2,
    likeness=28,
    title_likeness=71,
    shared_words=("draft", "batch"),
    days_apart=9,
    mentioned=True,
)


def test_reasons_name_only_what_there_is() -> None:
    words = "draft, batch · titles 71 % alike · 9 d apart · mentioned"
    assert reasons_in_words(SUGGESTION) == words
    bare = structs.replace(SUGGESTION, shared_words=(), title_likeness=30, mentioned=False)
    assert reasons_in_words(bare) == "9 d apart"


def test_a_statement_is_cited_with_who_where_and_when() -> None:
    said = StatedDuplicate(
        of="o/r#12",
        source="comment:5",
        words="dup of #12",
        by="bob",
        at=datetime(2024, 1, 5, tzinfo=UTC),
    )
    words = "duplicate of #12: “dup of #12”, by bob in a comment, 2024-01-05"
    assert stated_in_words(said, "O/R") == words
    elsewhere = stated_in_words(said, "o/other")
    assert elsewhere.startswith("duplicate of o/r#12:")


def test_a_statement_without_a_target_is_still_a_fact() -> None:
    said = StatedDuplicate(of=None, source="facts", words="closed as duplicate")
    assert stated_in_words(said, "o/r") == "duplicate of an issue: “closed as duplicate”"
