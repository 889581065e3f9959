"""From codings to tables: what each rater answered, issue by issue.

An answer becomes a tuple of words, the same for every kind of question: one code id, any number
of them, or `id:provided` and `id:missing` for a checklist. An empty tuple is an answer (nothing
applies), None is a gap: not coded, or excluded by that rater. Marks are never codes.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from triage.analysis.agreement import NO, YES
from triage.analysis.distances import Codes
from triage.domain.codebook import Kind, Question
from triage.domain.coding import Answer, Coding

PROVIDED, MISSING, NEITHER = "provided", "missing", "neither"
"""Where a checklist item can stand."""

STANDINGS = (PROVIDED, MISSING, NEITHER)

SIGNS: Mapping[str, str] = {PROVIDED: "✓", MISSING: "✗", NEITHER: "–"}
"""A standing in one cell."""

Words = tuple[str, ...]
"""An answer as words."""

CodingsByRater = Mapping[str, Mapping[str, Coding]]
"""Codings by rater, then by issue key."""

_Order = Callable[[str], tuple[int, str]]
"""The place of a code in the codebook."""


class Unfit(Struct, frozen=True):
    """An answer that the question's kind does not allow; it is left out and shown."""

    issue: str
    rater: str
    codes: Words


class AnswerTable(Struct, frozen=True):
    """All answers to one question: one row per issue, one entry per rater."""

    question: Question
    raters: Words
    issues: Words
    rows: Sequence[Sequence[Words | None]]
    words: Words
    """What answers are made of: the codebook's words, then others that occur."""
    unfit: tuple[Unfit, ...] = ()

    def single_codes(self) -> list[list[str | None]]:
        """The codes of a single-choice question."""
        return [[words[0] if words else None for words in row] for row in self.rows]

    def sets(self) -> list[list[Codes | None]]:
        """The answers as sets of words."""
        return [[None if words is None else frozenset(words) for words in row] for row in self.rows]

    def standings(self, item: str) -> list[list[str | None]]:
        """Where each rater sees one item of a checklist."""
        return self._each(lambda words: standing(words, item))

    def has(self, word: str) -> list[list[str | None]]:
        """Whether each rater chose a word: yes or no."""
        return self._each(lambda words: YES if word in words else NO)

    def items(self) -> Words:
        """The items of a checklist: the codebook's, then others that occur."""
        known = tuple(code.id for code in self.question.codes)
        used = {word.rpartition(":")[0] for word in self.words}
        return (*known, *sorted(used.difference(known)))

    def label(self, word: str) -> str:
        """The label of a word in the codebook, or the word itself."""
        if self.question.kind is not Kind.CHECKLIST:
            return self.item_label(word)
        item, _, where = word.rpartition(":")
        return f"{self.item_label(item)}: {where}"

    def item_label(self, item: str) -> str:
        """The label of a code or item in the codebook, or its id."""
        code = self.question.code(item)
        return code.label if code else item

    def _each(self, seen: Callable[[Words], str]) -> list[list[str | None]]:
        """What each answer is seen as; equal answers are looked at once."""
        distinct = {words for row in self.rows for words in row if words is not None}
        found: dict[Words | None, str | None] = {words: seen(words) for words in distinct}
        found[None] = None
        return [[found[words] for words in row] for row in self.rows]


def answer_table(question: Question, codings: CodingsByRater, issues: Sequence[str]) -> AnswerTable:
    """The answers of all raters to one question about the given issues."""
    order = _order(question)
    said: dict[tuple[Words, Words], Words] = {}
    rows: list[list[Words | None]] = []
    unfit: list[Unfit] = []
    for issue in issues:
        row: list[Words | None] = []
        for rater, own in codings.items():
            answer = given_answer(own.get(issue), question.id)
            if answer is not None and not fits(question, answer):
                unfit.append(Unfit(issue, rater, answer.codes))
                answer = None
            row.append(None if answer is None else _words(question.kind, order, answer, said))
        rows.append(row)
    known = _known_words(question)
    used = {word for row in rows for words in row for word in words or ()}
    words = (*known, *sorted(used.difference(known)))
    return AnswerTable(question, tuple(codings), tuple(issues), rows, words, tuple(unfit))


def given_answer(coding: Coding | None, question: str) -> Answer | None:
    """The answer that counts, or None: nothing is coded, or the issue is excluded."""
    if coding is None or coding.marks.excluded:
        return None
    answer = coding.answer(question)
    return answer if answer.is_given else None


def fits(question: Question, answer: Answer) -> bool:
    """Whether the question's kind allows the answer: a single choice is exactly one code."""
    return question.kind is not Kind.SINGLE or len(answer.codes) == 1


def standing(words: Words, item: str) -> str:
    """Where a checklist item stands in an answer."""
    found = (where for where in (PROVIDED, MISSING) if f"{item}:{where}" in words)
    return next(found, NEITHER)


def _words(
    kind: Kind, order: _Order, answer: Answer, said: dict[tuple[Words, Words], Words]
) -> Words:
    """The answer as words; equal answers are put into words once."""
    own = (answer.codes, answer.missing)
    if own not in said:
        codes, missing = (sorted(each, key=order) for each in own)
        if kind is Kind.CHECKLIST:
            codes = [f"{item}:{PROVIDED}" for item in codes]
            codes += [f"{item}:{MISSING}" for item in missing]
        said[own] = tuple(codes)
    return said[own]


def _order(question: Question) -> _Order:
    """The codebook's order, then the alphabet for codes that it no longer has."""
    places = {code.id: place for place, code in enumerate(question.codes)}
    return lambda code: (places.get(code, len(places)), code)


def _known_words(question: Question) -> Words:
    ids = (code.id for code in question.codes)
    if question.kind is not Kind.CHECKLIST:
        return tuple(ids)
    return tuple(f"{item}:{where}" for item in ids for where in (PROVIDED, MISSING))
