"""Codings that the codebook has outgrown: made by an edition with other codes or questions.

A codebook may be edited while people code. A code that is taken out stays in the codings that have
it, and a question that changes its kind was answered by another rule; figures over both are not
what they seem, so whoever prints them says so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.coding import Answer, Coding

_IN_WORDS = {
    Kind.SINGLE: "one code",
    Kind.MULTI: "any number of codes",
    Kind.CHECKLIST: "what is provided and what is missing",
}


class Outgrown(Struct, frozen=True, kw_only=True):
    """One thing about codings that the codebook no longer has, or has otherwise."""

    question: str
    """Its id."""
    code: str = ""
    """Id of a code that is gone; empty where it is about the question."""
    label: str = ""
    """What the code was called in the edition of the codings; empty when nobody knows."""
    was: Kind | None = None
    """Of a question that is there still: what it took when the codings were made."""
    takes: Kind | None = None
    """What it takes now."""
    count: int
    """How many issues are coded so."""

    def in_words(self) -> str:
        """A sentence that names it and says what to do."""
        issues = f"{self.count} issue{'' if self.count == 1 else 's'}"
        be = "is" if self.count == 1 else "are"
        if self.code:
            name = f"“{self.code}”" + (f" (“{self.label}”)" if self.label else "")
            return (
                f"The code {name} of {self.question} is no longer in the codebook, and {issues} "
                f"{'carries' if self.count == 1 else 'carry'} it: put it back into codebook.toml, "
                f"or code {'it' if self.count == 1 else 'them'} again."
            )
        if self.was is None or self.takes is None:
            return (
                f"The question {self.question} is no longer in the codebook, and {issues} {be} "
                f"coded for it: put it back into codebook.toml, or leave {_them(self.count)} out "
                f"knowingly."
            )
        return (
            f"The question {self.question} takes {_IN_WORDS[self.takes]} now, and {issues} {be} "
            f"coded from when it took {_IN_WORDS[self.was]}: look at {_them(self.count)} again, or "
            f"give the question its kind back in codebook.toml."
        )


def outgrown_codings(
    codebook: Codebook, codings: Iterable[Coding], editions: Mapping[str, Codebook]
) -> list[Outgrown]:
    """What codings have that the codebook does not: codes and questions that are gone or changed.

    Args:
        codebook: the present one.
        codings: those that figures are made of.
        editions: earlier codebooks that the codings cite, by edition, as far as they are kept.
    """
    counts = Counter(
        each for coding in codings for each in set(_of_coding(codebook, coding, editions))
    )
    return [
        Outgrown(question=question, code=code, label=label, was=was, takes=takes, count=count)
        for (question, code, label, was, takes), count in sorted(
            counts.items(), key=lambda pair: [str(part) for part in pair[0]]
        )
    ]


_Key = tuple[str, str, str, Kind | None, Kind | None]


def _of_coding(
    codebook: Codebook, coding: Coding, editions: Mapping[str, Codebook]
) -> Iterator[_Key]:
    cited = editions.get(coding.edition)
    for question_id, answer in coding.answers.items():
        if not answer.is_given:
            continue
        question = codebook.question(question_id)
        earlier = cited.question(question_id) if cited else None
        if question is None:
            yield question_id, "", "", None, None
            continue
        was = earlier.kind if earlier else _kind_shown(answer, question)
        if was is not question.kind:
            yield question_id, "", "", was, question.kind
        for code in (*answer.codes, *answer.missing):
            if question.code(code) is None:
                known = earlier.code(code) if earlier else None
                yield question_id, code, known.label if known else "", None, None


def _kind_shown(answer: Answer, question: Question) -> Kind:
    """The kind that an answer was given by, where it tells; else the question's own."""
    if answer.missing:
        return Kind.CHECKLIST
    if question.kind is Kind.SINGLE and (len(answer.codes) > 1 or answer.none_apply):
        return Kind.MULTI
    return question.kind


def _them(count: int) -> str:
    return "it" if count == 1 else "them"
