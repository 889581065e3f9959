"""Evidence: spans of what was read, bound to codes, and whether they still stand.

A quote keeps its words, its place and the digest of the whole text it was taken from. When the
text is edited later the quote stays as it was; it is outdated, and says so.
"""

from triage.domain.codebook import Codebook, Question
from triage.domain.coding import Answer, Coding, Quote
from triage.domain.event_words import event_in_words
from triage.domain.issue import SampledIssue, text_digest

BODY = "body"
"""Source of an issue's opening post; comments and events are `comment:ID` and `event:ID`."""


def source_text(sampled: SampledIssue, source: str) -> str | None:
    """The whole text that a source name stands for; None when it is no longer there."""
    if source == BODY:
        return sampled.issue.body
    if sampled.conversation is None:
        return None
    kind, _, identity = source.partition(":")
    if kind == "comment":
        comments = (each for each in sampled.conversation.comments if each.id == identity)
        return next((comment.body for comment in comments), None)
    events = (each for each in sampled.conversation.events if each.id == identity)
    return next((event_in_words(event) for event in events), None)


def quote_from(sampled: SampledIssue, source: str, start: int, end: int, code: str) -> Quote | None:
    """A quote of a span of a text; None when there is no such text or nothing in the span."""
    text = source_text(sampled, source)
    if text is None or not (words := text[start:end].strip()):
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Quote(
        source=source,
        start=start,
        end=start + len(words),
        text=words,
        digest=text_digest(text),
        code=code,
    )


def is_outdated(quote: Quote, sampled: SampledIssue) -> bool:
    """Whether the text was edited or removed since the quote was taken."""
    text = source_text(sampled, quote.source)
    return text is None or text_digest(text) != quote.digest


def unsupported_codes(question: Question, answer: Answer) -> list[str]:
    """Ids of chosen codes that need a quote and have none."""
    if question.evidence != "required":
        return []
    supported = {quote.code for quote in answer.quotes}
    return [code for code in answer.codes if code not in supported]


def unsupported_questions(codebook: Codebook, coding: Coding) -> list[str]:
    """Ids of questions with a code that needs a quote and has none."""
    return [
        question.id
        for question in codebook
        if unsupported_codes(question, coding.answer(question.id))
    ]
