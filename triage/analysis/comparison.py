"""What raters' codings have in common: the whole comparison as one value.

The codings of a rater are compared as they are before anybody settled anything; a consensus is
never a rater here. Agreement of one rater with herself is the same comparison, of her first
and her second coding. Marks are counted apart and are never codes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from triage.analysis.answers import CodingsByRater, Words, answer_table
from triage.analysis.disagreements import Disagreement, Dispute, disputes
from triage.analysis.intervals import Watch, unwatched
from triage.analysis.primary import primary_for
from triage.analysis.question_agreement import Coverage, QuestionAgreement, question_agreement
from triage.analysis.verdict_agreement import verdict_agreement, verdict_table
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Coding


class RaterStanding(Struct, frozen=True, kw_only=True):
    """How far one rater is, and what they marked; an issue may carry several marks."""

    rater: str
    complete: Words
    """Issues with an answer to every question."""
    partial: Words
    """Issues with some answers, not all."""
    uncoded: Words
    """Issues without an answer that are not excluded."""
    excluded: dict[str, str]
    """Reason by issue; their answers take no part."""
    skipped: Words
    flagged: Words


class SplitExclusion(Struct, frozen=True):
    """An issue that some raters excluded and others coded."""

    issue: str
    excluded_by: Words
    coded_by: Words


class Comparison(Struct, frozen=True, kw_only=True):
    """Agreement between raters over a sample."""

    edition: str
    """Of the codebook by whose questions the answers are compared."""
    raters: Words
    issues: Words
    seed: int
    resamples: int
    """0 when no intervals were asked for."""
    questions: tuple[QuestionAgreement, ...]
    disputes: tuple[Dispute, ...]
    """Issues with a disagreement, those most in dispute first."""
    coverage: tuple[Coverage, ...]
    """Issues by the number of raters who answered at least one question."""
    standings: tuple[RaterStanding, ...]
    split_exclusions: tuple[SplitExclusion, ...]
    verdicts: QuestionAgreement | None
    """Agreement on duplicates, where a pair of issues stands for an issue; None when no rater
    judged any."""

    @property
    def disagreements(self) -> list[Disagreement]:
        """All disagreements, question by question; those on duplicates last."""
        compared = (*self.questions, *([self.verdicts] if self.verdicts else ()))
        return [each for agreement in compared for each in agreement.disagreements]

    def question(self, question_id: str) -> QuestionAgreement:
        """The agreement on one question."""
        return next(each for each in self.questions if each.question == question_id)


def compare(
    codebook: Codebook,
    codings_by_rater: CodingsByRater,
    issues: Sequence[str],
    primary: str,
    seed: int,
    resamples: int,
    watch: Watch = unwatched,
) -> Comparison:
    """Compares the codings of two or more raters.

    Args:
        codebook: the questions.
        codings_by_rater: codings by rater, then by issue key.
        issues: the keys of the sample, in drawn order; codings of others take no part.
        primary: name of the coefficient declared before coding. A coefficient for single codes
            leads the single choices and leaves `alpha_masi` to lead the others; a coefficient
            for sets leads those and leaves `krippendorff_alpha` to the single choices.
        seed: of the bootstrap.
        resamples: how many times issues are drawn anew; 0 leaves the intervals out.
        watch: told resamples done and wanted over all questions; what it raises ends the work.

    Raises:
        InputError: no coefficient is called `primary`.
    """
    primary_for(Kind.SINGLE, primary)
    sample = tuple(dict.fromkeys(issues))
    pairs = verdict_table(codings_by_rater, sample)
    wanted = resamples * (len(codebook.questions) + bool(pairs.issues))

    def watch_from(place: int) -> Watch:
        return lambda done, _: watch(place * resamples + done, wanted)

    questions = [
        question_agreement(
            answer_table(question, codings_by_rater, sample),
            primary,
            seed,
            resamples,
            watch_from(place),
        )
        for place, question in enumerate(codebook)
    ]
    verdicts = verdict_agreement(pairs, primary, seed, resamples, watch_from(len(questions)))
    found = [each for question in questions for each in question.disagreements]
    standings = tuple(
        _standing(codebook, rater, codings, sample) for rater, codings in codings_by_rater.items()
    )
    return Comparison(
        edition=codebook.edition,
        raters=tuple(codings_by_rater),
        issues=sample,
        seed=seed,
        resamples=resamples,
        questions=tuple(questions),
        disputes=tuple(disputes(found, sample)),
        coverage=_coverage(standings, sample),
        standings=standings,
        split_exclusions=tuple(_split_exclusions(standings, sample)),
        verdicts=verdicts,
    )


def _standing(
    codebook: Codebook, rater: str, codings: Mapping[str, Coding], issues: Words
) -> RaterStanding:
    own = {issue: codings[issue] for issue in issues if issue in codings}
    excluded = {
        issue: coding.marks.excluded for issue, coding in own.items() if coding.marks.excluded
    }
    answered = {
        issue: sum(coding.answer(question.id).is_given for question in codebook)
        for issue, coding in own.items()
        if issue not in excluded
    }
    every = len(codebook.questions)
    return RaterStanding(
        rater=rater,
        complete=tuple(issue for issue, count in answered.items() if 0 < count == every),
        partial=tuple(issue for issue, count in answered.items() if 0 < count < every),
        uncoded=tuple(
            issue for issue in issues if not answered.get(issue) and issue not in excluded
        ),
        excluded=excluded,
        skipped=tuple(issue for issue, coding in own.items() if coding.marks.skipped),
        flagged=tuple(issue for issue, coding in own.items() if coding.marks.flagged),
    )


def _coverage(standings: Sequence[RaterStanding], issues: Words) -> tuple[Coverage, ...]:
    coded_by = Counter(
        issue for standing in standings for issue in (*standing.complete, *standing.partial)
    )
    return tuple(
        Coverage(number, tuple(issue for issue in issues if coded_by[issue] == number))
        for number in range(len(standings) + 1)
    )


def _split_exclusions(
    standings: Sequence[RaterStanding], issues: Words
) -> Iterator[SplitExclusion]:
    coded = {each.rater: {*each.complete, *each.partial} for each in standings}
    for issue in issues:
        excluded_by = tuple(each.rater for each in standings if issue in each.excluded)
        coded_by = tuple(rater for rater, own in coded.items() if issue in own)
        if excluded_by and coded_by:
            yield SplitExclusion(issue, excluded_by, coded_by)
