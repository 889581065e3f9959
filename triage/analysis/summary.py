"""The summary: counts, percentages and intervals per question, from one set of codings.

A `Tally` counts codings one by one and can take one back, so that the live summary costs the
same at 30 and at 5,000 issues. The base of every percentage is the issues that are in scope and
coded for that question; what is not in the base is counted beside it, never inside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from triage.analysis.proportions import Interval, interval
from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.coding import Coding


class CodeFigure(Struct, frozen=True, kw_only=True):
    """How often a code was chosen (of a checklist: its item provided) among `n` coded issues."""

    code: str
    label: str
    k: int
    n: int
    share: float | None
    """k / n; None when nothing is coded."""
    interval: Interval | None
    """95 % interval of the share."""
    missing: int | None = None
    """Of a checklist: on how many issues the item was marked missing."""
    missing_share: float | None = None
    missing_interval: Interval | None = None


class QuestionFigures(Struct, frozen=True, kw_only=True):
    """The figures of one question."""

    question: str
    title: str
    kind: Kind
    n: int
    """Issues in scope that are coded for this question: the base."""
    uncoded: int
    """Issues in scope that are not."""
    none_apply: int
    """Issues among the n for which the rater found that no code applies."""
    codes: tuple[CodeFigure, ...]
    """In the codebook's order; codes that the codebook no longer has come last."""

    def ranked(self) -> list[CodeFigure]:
        """The codes in descending order of k; equals stay in the codebook's order."""
        return sorted(self.codes, key=lambda figure: -figure.k)


class Summary(Struct, frozen=True, kw_only=True):
    """All figures of one set of codings over one sample."""

    source: str
    """Whose codings: a rater's name, or `consensus`."""
    sample: str
    size: int
    """Issues of the sample, excluded ones counted."""
    population: int | None
    excluded: int
    skipped: int
    flagged: int
    complete: int
    """Issues in scope with every question answered."""
    started: int
    """Issues in scope with some questions answered, not all."""
    questions: tuple[QuestionFigures, ...]

    @property
    def in_scope(self) -> int:
        """Issues of the sample that are not excluded."""
        return self.size - self.excluded

    @property
    def untouched(self) -> int:
        """Issues in scope without any answer."""
        return self.in_scope - self.complete - self.started


class Tally:
    """Running counts over codings, one for each issue of the sample at most."""

    def __init__(self, codebook: Codebook, size: int, population: int | None = None) -> None:
        self.codebook = codebook
        self.size = size
        self.population = population
        self._issues: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._none_apply: Counter[str] = Counter()
        self._chosen: Counter[tuple[str, str]] = Counter()
        self._missing: Counter[tuple[str, str]] = Counter()

    def add(self, coding: Coding) -> None:
        """Count a coding."""
        self._count(coding, 1)

    def remove(self, coding: Coding) -> None:
        """Take back a coding that was counted before."""
        self._count(coding, -1)

    def summary(self, *, source: str, sample: str) -> Summary:
        """The figures of what is counted now."""
        excluded = self._issues["excluded"]
        return Summary(
            source=source,
            sample=sample,
            size=self.size,
            population=self.population,
            excluded=excluded,
            skipped=self._issues["skipped"],
            flagged=self._issues["flagged"],
            complete=self._issues["complete"],
            started=self._issues["started"],
            questions=tuple(self._figures(question, excluded) for question in self.codebook),
        )

    def _count(self, coding: Coding, sign: int) -> None:
        marks = coding.marks
        self._issues["flagged"] += sign * marks.flagged
        if marks.excluded:
            self._issues["excluded"] += sign
            return
        complete = coding.is_complete(self.codebook)
        self._issues["skipped"] += sign * marks.skipped
        self._issues["complete"] += sign * complete
        self._issues["started"] += sign * (coding.is_started(self.codebook) and not complete)
        for question_id, answer in coding.answers.items():
            self._given[question_id] += sign * answer.is_given
            self._none_apply[question_id] += sign * answer.none_apply
            for code in answer.codes:
                self._chosen[question_id, code] += sign
            for code in answer.missing:
                self._missing[question_id, code] += sign

    def _figures(self, question: Question, excluded: int) -> QuestionFigures:
        n = self._given[question.id]
        return QuestionFigures(
            question=question.id,
            title=question.title,
            kind=question.kind,
            n=n,
            uncoded=self.size - excluded - n,
            none_apply=self._none_apply[question.id],
            codes=tuple(
                self._figure(question, code_id, label, n)
                for code_id, label in self._codes_of(question).items()
            ),
        )

    def _codes_of(self, question: Question) -> dict[str, str]:
        labels = {code.id: code.label for code in question.codes}
        used = (*self._chosen.items(), *self._missing.items())
        retired = sorted({code for (asked, code), k in used if asked == question.id and k})
        return labels | {code: code for code in retired if code not in labels}

    def _figure(self, question: Question, code_id: str, label: str, n: int) -> CodeFigure:
        k = self._chosen[question.id, code_id]
        missing = self._missing[question.id, code_id] if question.kind is Kind.CHECKLIST else None
        return CodeFigure(
            code=code_id,
            label=label,
            k=k,
            n=n,
            share=k / n if n else None,
            interval=self._interval(k, n),
            missing=missing,
            missing_share=missing / n if n and missing is not None else None,
            missing_interval=None if missing is None else self._interval(missing, n),
        )

    def _interval(self, k: int, n: int) -> Interval | None:
        return interval(k, n, self.population) if n else None


def summarize(
    codebook: Codebook,
    issues: Iterable[str],
    codings: Mapping[str, Coding],
    *,
    source: str,
    sample: str,
    population: int | None = None,
) -> Summary:
    """The figures of the codings of a sample.

    Args:
        codebook: whose questions are summed up.
        issues: keys of the sample's issues; codings of other issues do not count.
        codings: by issue key.
        source: whose codings they are.
        sample: name of the sample.
        population: N, for the finite-population correction of the intervals.
    """
    keys = list(issues)
    tally = Tally(codebook, len(keys), population)
    for key in keys:
        if key in codings:
            tally.add(codings[key])
    return tally.summary(source=source, sample=sample)
