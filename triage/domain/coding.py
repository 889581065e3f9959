"""What one rater says about one issue.

A coding has three kinds of parts, and every change is a change of exactly one of them: the
answer to a question, the marks on the issue as a whole, the verdicts on suggested duplicates.
Marks and verdicts are never codes: they are counted apart. All functions here return a new
value; saving it is the store's business.

Codings are many and hold no cycles, so the garbage collector need not know of them (`gc=False`):
to look at those of five raters on 5,000 issues halts the screen for a moment, time and again.
"""

from enum import StrEnum

from msgspec import Struct, structs

from triage.domain.codebook import Codebook, Kind, Question

MARKS = "@marks"
"""Name of the part that holds skipped, flagged, excluded and confidence."""

VERDICTS = "@duplicates"
"""Name of the part that holds verdicts on duplicates."""


class Quote(Struct, frozen=True, gc=False, kw_only=True):
    """A span of a text that supports a code: the evidence."""

    source: str
    """`body`, `comment:ID` or `event:ID`."""
    start: int
    """First character of the span in the source text."""
    end: int
    """One past the last character."""
    text: str
    """The words quoted, as they were read."""
    digest: str
    """Digest of the whole source text as it was read."""
    code: str
    """Id of the code that it supports."""


class Answer(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="answer"):
    """The answer to one question, with its memo and evidence."""

    codes: tuple[str, ...] = ()
    """Ids of the chosen codes; of a checklist, the items that are provided."""
    missing: tuple[str, ...] = ()
    """Ids of the checklist items that are missing."""
    none_apply: bool = False
    """The rater looked and found that no code applies: an answer, unlike no answer."""
    memo: str = ""
    """The words printed beside the issue in the report."""
    quotes: tuple[Quote, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether the question counts as coded; a memo or a quote alone does not."""
        return bool(self.codes or self.missing or self.none_apply)


class Marks(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="marks"):
    """What a rater notes about an issue that is not a code."""

    skipped: bool = False
    flagged: bool = False
    excluded: str = ""
    """Reason why the issue is out of scope; empty when it is in."""
    confidence: int | None = None
    """1 (low) to 3 (high); None when not given."""


class Likeness(StrEnum):
    """A verdict on a pair of issues."""

    SAME = "same"
    RELATED = "related"
    DIFFERENT = "not"


class Verdicts(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="verdicts"):
    """Verdicts on other issues of the same repository, by number."""

    pairs: dict[int, Likeness] = {}
    canonical: int | None = None
    """The issue that stands for the group, this one or another; None when none was chosen."""


Part = Answer | Marks | Verdicts
"""What a change changes."""


class Coding(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Everything that one rater says about one issue."""

    issue: str
    """`owner/name#number`."""
    answers: dict[str, Answer] = {}
    """By question id; treat as immutable."""
    marks: Marks = Marks()
    verdicts: Verdicts = Verdicts()
    edition: str = ""
    """Edition of the codebook at the last change."""
    body_digest: str = ""
    """Digest of the body that was read at the last change."""

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one when there is none."""
        return self.answers.get(question_id, NO_ANSWER)

    @property
    def quotes(self) -> list["Quote"]:
        """The evidence of every question."""
        return [quote for answer in self.answers.values() for quote in answer.quotes]

    def part(self, name: str) -> Part:
        """The part of that name: a question's id, `MARKS` or `VERDICTS`."""
        if name == MARKS:
            return self.marks
        return self.verdicts if name == VERDICTS else self.answer(name)

    def with_part(self, name: str, value: Part) -> "Coding":
        """A coding in which one part has another value."""
        if isinstance(value, Marks):
            return structs.replace(self, marks=value)
        if isinstance(value, Verdicts):
            return structs.replace(self, verdicts=value)
        answers = {**self.answers, name: value}
        if value == NO_ANSWER:
            del answers[name]
        return structs.replace(self, answers=answers)

    def is_complete(self, codebook: Codebook) -> bool:
        """Whether every question has an answer."""
        return all(self.answer(question.id).is_given for question in codebook)

    def is_started(self, codebook: Codebook) -> bool:
        """Whether any question has an answer."""
        return any(self.answer(question.id).is_given for question in codebook)


NO_ANSWER = Answer()
"""What a question has before anybody answers it."""


def choose(answer: Answer, question: Question, code_id: str) -> Answer:
    """The answer after the key of a code was pressed.

    A single choice replaces the code; pressing it again keeps it, so that a hurried second press
    loses nothing. A multi choice adds or removes. A checklist item goes from neither to
    provided to missing and back to neither. Quotes of a code that is no longer chosen go with it.
    """
    match question.kind:
        case Kind.SINGLE:
            changed = structs.replace(answer, codes=(code_id,), none_apply=False)
        case Kind.MULTI:
            codes = _toggled(answer.codes, code_id, question)
            changed = structs.replace(answer, codes=codes, none_apply=False)
        case Kind.CHECKLIST:
            changed = _next_standing(answer, question, code_id)
    return _drop_orphaned_quotes(changed)


def accept_none(answer: Answer, question: Question) -> Answer:
    """The answer after the rater moved on: nothing chosen becomes "none applies".

    A single choice has no such answer: it stays open.
    """
    if question.kind is Kind.SINGLE or answer.is_given:
        return answer
    return structs.replace(answer, none_apply=True)


def clear(answer: Answer) -> Answer:
    """The answer without its codes; the memo stays."""
    return structs.replace(answer, codes=(), missing=(), none_apply=False, quotes=())


def _toggled(codes: tuple[str, ...], code_id: str, question: Question) -> tuple[str, ...]:
    chosen = set(codes) ^ {code_id}
    known = tuple(code.id for code in question.codes if code.id in chosen)
    return known + tuple(sorted(chosen - set(known)))


def _next_standing(answer: Answer, question: Question, code_id: str) -> Answer:
    provided, missing = answer.codes, answer.missing
    if code_id in provided:
        provided = _toggled(provided, code_id, question)
        missing = _toggled(missing, code_id, question)
    elif code_id in missing:
        missing = _toggled(missing, code_id, question)
    else:
        provided = _toggled(provided, code_id, question)
    return structs.replace(answer, codes=provided, missing=missing, none_apply=False)


def _drop_orphaned_quotes(answer: Answer) -> Answer:
    held = {*answer.codes, *answer.missing}
    quotes = tuple(quote for quote in answer.quotes if quote.code in held)
    return structs.replace(answer, quotes=quotes)
