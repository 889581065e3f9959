"""Puts codings together from rows that somebody else wrote, and lists all that does not fit.

A table and a JSON file say the same things in other shapes; both hand their rows over here. Issues,
questions and codes are found by id, codes and questions also by name without regard to case.
Nothing is guessed: what cannot be placed is a problem with its line.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, structs

from triage.analysis.answers import MISSING, NEITHER, PROVIDED, STANDINGS
from triage.analysis.long_form import NONE_APPLIES
from triage.analysis.verdict_agreement import VERDICT_QUESTION
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import NO_ANSWER, VERDICTS, Answer, Coding, Likeness, Marks, Verdicts
from triage.domain.issue import issue_key, number_of

OUTSIDE = "is not in the sample"
"""Ends the reason of a problem with an issue that could be left aside."""

_ISSUE = re.compile(
    r"(?:(?:https?://github\.com/)?(?P<home>[\w.-]+/[\w.-]+)(?:/issues/|#)|#)?(?P<number>[0-9]{1,10})"
)
_VERDICT = re.compile(r"#?(?P<number>[1-9][0-9]{0,9})\s*:\s*(?P<likeness>[\w ]{1,20})")


class Target(Struct, frozen=True, kw_only=True):
    """What codings are taken for."""

    codebook: Codebook
    repository: str
    """`owner/name` that bare numbers belong to."""
    keys: Collection[str]
    """The issues of the sample."""
    skips_others: bool = False
    """Whether issues outside the sample are left aside; otherwise they are problems."""


class Problem(Struct, frozen=True, order=True):
    """Why a row cannot be imported."""

    line: int
    """Where it starts, from 1; 0 when it has no line of its own."""
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


class Collected(Struct, frozen=True):
    """What a file says."""

    codings: dict[str, Coding]
    """By issue, in the order of the file."""
    problems: tuple[Problem, ...]
    """In the order of their lines; with any of them nothing should be imported."""
    ignored: tuple[str, ...] = ()
    """Columns or members that say nothing about codings."""
    others: tuple[str, ...] = ()
    """Issues outside the sample that were left aside."""


class Collector:
    """Takes rows one by one."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._codebook = target.codebook
        self._repository = target.repository
        self._keys = frozenset(target.keys)
        self._codings: dict[str, Coding] = {}
        self._lines: dict[tuple[str, ...], int] = {}
        self._others: dict[str, None] = {}
        self.problems: list[Problem] = []

    def collected(self, ignored: Collection[str] = ()) -> Collected:
        """Everything that was taken."""
        return Collected(
            self._codings, tuple(sorted(self.problems)), tuple(ignored), tuple(self._others)
        )

    def refuse(self, line: int, reason: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(line, reason))

    def issue(self, line: int, text: str) -> str | None:
        """The key of an issue of the sample, from `12`, `#12`, `owner/name#12` or its address."""
        match = _ISSUE.fullmatch(text.strip())
        if not match:
            self.refuse(line, f"“{text.strip()}” is no issue")
            return None
        home = match["home"] or self._repository
        if home.casefold() == self._repository.casefold():
            home = self._repository
        key = issue_key(home, int(match["number"]))
        if key in self._keys:
            return key
        if self._target.skips_others:
            self._others[key] = None
        else:
            self.refuse(line, f"{key} {OUTSIDE}")
        return None

    def once(self, line: int, issue: str) -> bool:
        """Whether this is the first row about an issue; a second one is a problem."""
        return self._first(line, (issue,), f"a second row about {issue}")

    def question(self, name: str) -> Question | None:
        """The question of an id, a short name or a title; `@duplicates` is that of verdicts."""
        wanted = name.strip().casefold()
        if wanted == VERDICTS:
            return VERDICT_QUESTION
        for question in self._codebook:
            if wanted in {
                each.casefold() for each in (question.id, question.short, question.title)
            }:
                return question if wanted else None
        return None

    def choose(self, line: int, issue: str, question: Question, word: str) -> None:
        """Add one code to an answer: `id`, `id:missing`, `(none)`, or a label.

        A verdict is written `#34:same`.
        """
        written = word.strip()
        if question.id == VERDICTS:
            self._judge(line, issue, written)
            return
        answer = self._answer(issue, question)
        if written == NONE_APPLIES:
            self._set(line, issue, question, structs.replace(answer, none_apply=True))
            return
        name, standing = written, PROVIDED
        if question.kind is Kind.CHECKLIST and ":" in written:
            name, _, standing = (part.strip() for part in written.rpartition(":"))
        code = code_called(question, name)
        if code is None:
            self.refuse(line, f"{question.id} has no code “{name}”")
        elif standing not in STANDINGS:
            self.refuse(line, f"“{standing}” is none of {', '.join(STANDINGS)}")
        elif standing != NEITHER and self._first(
            line,
            (issue, question.id, code.id),
            f"“{code.id}” a second time for {issue}, {question.id}",
        ):
            part = "missing" if standing == MISSING else "codes"
            chosen = dict.fromkeys((*getattr(answer, part), code.id))
            self._set(line, issue, question, structs.replace(answer, **{part: tuple(chosen)}))

    def split(self, question: Question, cell: str) -> list[str]:
        """The codes in a cell: separated by semicolons or bars, or by commas where that fits."""
        parts = [part.strip() for part in re.split(r"[;|\n]", cell) if part.strip()]
        if len(parts) == 1 and "," in cell and code_called(question, parts[0]) is None:
            parts = [part.strip() for part in cell.split(",") if part.strip()]
        return parts

    def write_memo(self, line: int, issue: str, question: Question, memo: str) -> None:
        """Set the memo of an answer; another one than before is a problem."""
        if question.id == VERDICTS:
            self.refuse(line, f"a verdict on duplicates has no memo ({issue})")
            return
        answer = self._answer(issue, question)
        if answer.memo and answer.memo != memo:
            self.refuse(line, f"a second memo for {issue}, {question.id}")
            return
        self._put(issue, question, structs.replace(answer, memo=memo))

    def take_answer(self, line: int, issue: str, question: Question, answer: Answer) -> None:
        """Take a whole answer, with memo and quotes."""
        if question.id == VERDICTS:
            self.refuse(line, f"a verdict is written #34:{Likeness.SAME} ({issue})")
            return
        for code in (*answer.codes, *answer.missing):
            if question.code(code) is None:
                self.refuse(line, f"{question.id} has no code “{code}”")
                return
        self._set(line, issue, question, answer)

    def take_verdicts(self, issue: str, verdicts: Verdicts) -> None:
        """Take all verdicts on an issue and others."""
        self._codings[issue] = structs.replace(self._coding(issue), verdicts=verdicts)

    def mark(self, issue: str, marks: Marks) -> None:
        """Set the marks of an issue."""
        self._codings[issue] = structs.replace(self._coding(issue), marks=marks)

    def exclude(self, issue: str, reason: str) -> None:
        """Mark an issue as out of scope."""
        marks = self._coding(issue).marks
        self.mark(issue, structs.replace(marks, excluded=reason.strip()))

    def _judge(self, line: int, issue: str, written: str) -> None:
        """Add a verdict on an issue and another one of the repository."""
        match = _VERDICT.fullmatch(written)
        code = code_called(VERDICT_QUESTION, match["likeness"]) if match else None
        if match is None or code is None:
            self.refuse(line, f"“{written}” is no verdict, such as #34:{Likeness.SAME}")
            return
        other = int(match["number"])
        if other == number_of(issue):
            self.refuse(line, f"{issue} is compared with itself")
        elif self._first(
            line, (issue, VERDICTS, str(other)), f"a second verdict on {issue}, #{other}"
        ):
            verdicts = self._coding(issue).verdicts
            pairs = {**verdicts.pairs, other: Likeness(code.id)}
            self.take_verdicts(issue, structs.replace(verdicts, pairs=pairs))

    def _set(self, line: int, issue: str, question: Question, answer: Answer) -> None:
        """Keep an answer that the question's kind allows."""
        if question.kind is Kind.SINGLE and (len(answer.codes) > 1 or answer.none_apply):
            self.refuse(line, f"{question.id} takes one code for {issue}")
        elif answer.none_apply and (answer.codes or answer.missing):
            self.refuse(line, f"{NONE_APPLIES} beside a code for {issue}, {question.id}")
        elif both := set(answer.codes) & set(answer.missing):
            items = ", ".join(sorted(both))
            self.refuse(line, f"{items} is both provided and missing for {issue}, {question.id}")
        else:
            self._put(issue, question, _in_order(answer, question))

    def _put(self, issue: str, question: Question, answer: Answer) -> None:
        self._codings[issue] = self._coding(issue).with_part(question.id, answer)

    def _coding(self, issue: str) -> Coding:
        known = self._codings.get(issue)
        return known or Coding(issue=issue, edition=self._codebook.edition)

    def _answer(self, issue: str, question: Question) -> Answer:
        return self._codings[issue].answer(question.id) if issue in self._codings else NO_ANSWER

    def _first(self, line: int, place: Sequence[str], doubled: str) -> bool:
        before = self._lines.setdefault(tuple(place), line)
        if before != line:
            self.refuse(line, f"{doubled}; the first is on line {before}")
        return before == line


def check_codings(
    target: Target, codings: Collection[Coding], lines: Mapping[str, int]
) -> Collected:
    """Codings that were read whole, and what of them does not fit the sample or the codebook.

    Args:
        target: what they are taken for.
        codings: one per issue.
        lines: where they stand in the file, by issue, as far as it is known.
    """
    collector = Collector(target)
    for coding in codings:
        line = lines.get(coding.issue, 0)
        issue = collector.issue(line, coding.issue)
        if issue is None:
            continue
        for name, answer in coding.answers.items():
            question = collector.question(name)
            if question is None:
                collector.refuse(line, f"the codebook has no question “{name}” ({coding.issue})")
            else:
                collector.take_answer(line, issue, question, answer)
        collector.mark(issue, coding.marks)
        collector.take_verdicts(issue, coding.verdicts)
    return collector.collected()


def code_called(question: Question, name: str) -> Code | None:
    """The code of an id, else of a label or alias without regard to case."""
    if code := question.code(name):
        return code
    wanted = name.casefold()
    return next(
        (
            code
            for code in question.codes
            if wanted in {each.casefold() for each in (code.id, code.label, *code.aliases)}
        ),
        None,
    )


def _in_order(answer: Answer, question: Question) -> Answer:
    """The answer with its codes as the codebook orders them."""
    ordered = [code.id for code in question.codes]
    return structs.replace(
        answer,
        codes=tuple(sorted(answer.codes, key=ordered.index)),
        missing=tuple(sorted(answer.missing, key=ordered.index)),
    )
