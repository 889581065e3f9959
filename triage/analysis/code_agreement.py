"""Agreement on one code at a time, which a single figure for the question hides.

A code is compared as "this one or another". An item of a checklist is also compared as what it
is: provided, missing or neither.
"""

from msgspec import Struct

from triage.analysis.agreement import YES, Figure, Ratings
from triage.analysis.answers import SIGNS, STANDINGS, AnswerTable
from triage.analysis.coefficients import specific_agreement
from triage.analysis.intervals import Resampled
from triage.analysis.primary import Coefficient, coefficients
from triage.domain.codebook import Kind

NEVER_CHOSEN = "no rater chose the code"


class CodeAgreement(Struct, frozen=True, kw_only=True):
    """Agreement on one code, all others taken together."""

    code: str
    """Id of the code; of a checklist, `id:provided` or `id:missing`."""
    label: str
    issues: int
    """Issues with two or more codings."""
    codings: int
    """Codings of these issues."""
    chosen: int
    """How many of the codings have the code."""
    prevalence: Figure
    """chosen / codings."""
    percent_agreement: Figure
    alpha: Figure
    interval: Resampled | None
    """Of alpha; None when no resamples were asked for."""
    ac1: Figure
    positive_agreement: Figure
    """Given that one rater chose the code, how often another did."""

    @property
    def signed_label(self) -> str:
        """The label for narrow places: `✓ Use case` for `Use case: provided`."""
        item, _, standing = self.label.rpartition(": ")
        is_item = self.code.endswith(f":{standing}") and standing in SIGNS
        return f"{SIGNS[standing]} {item}" if is_item else self.label


class ItemAgreement(Struct, frozen=True):
    """Agreement on where one checklist item stands: provided, missing or neither."""

    item: str
    label: str
    coefficients: tuple[Coefficient, ...]


def code_agreement(
    table: AnswerTable, yes_no: Ratings, code: str, interval: Resampled | None
) -> CodeAgreement:
    """Agreement on one code.

    Args:
        table: the answers.
        yes_no: the same answers as "this code" or "another".
        code: the code, as a word of the answers.
        interval: of alpha, if there is one.
    """
    figures, sums = yes_no.figures(), yes_no.sums.codes
    pairable = [place for place, size in enumerate(sums.sizes) if size > 1]
    codings = sum(sums.sizes[place] * sums.units[place] for place in pairable)
    chosen = sum(sums.counts[place][yes_no.codes.index(YES)] for place in pairable)
    missing = figures["percent_agreement"].reason
    positive = specific_agreement(sums, yes_no.codes.index(YES))
    return CodeAgreement(
        code=code,
        label=table.label(code),
        issues=yes_no.pairable_units,
        codings=codings,
        chosen=chosen,
        prevalence=Figure(chosen / codings) if codings else Figure(None, missing),
        percent_agreement=figures["percent_agreement"],
        alpha=figures["krippendorff_alpha"],
        interval=interval,
        ac1=figures["gwet_ac1"],
        positive_agreement=Figure(
            positive, "" if positive is not None else missing or NEVER_CHOSEN
        ),
    )


def item_agreements(table: AnswerTable) -> tuple[ItemAgreement, ...]:
    """Agreement on each item of a checklist; nothing for other kinds of question."""
    if table.question.kind is not Kind.CHECKLIST:
        return ()
    return tuple(
        ItemAgreement(
            item,
            table.item_label(item),
            coefficients(Ratings(table.standings(item), STANDINGS), {}),
        )
        for item in table.items()
    )
