"""The points on raters and their agreement."""

from collections.abc import Iterator

from triage.domain.codebook import Kind
from triage.report.checklist.points import Point, Sheet, Standard
from triage.report.model import CONSENSUS, Report
from triage.report.words import coefficient_in_words, listed

_SCALES = {
    Kind.SINGLE: "nominal (one code)",
    Kind.MULTI: "a set of nominal codes",
    Kind.CHECKLIST: "nominal for each item (provided, missing or neither)",
}


def reliability_points(report: Report) -> list[Point]:
    """What is asked about the raters, in the standard's order."""
    sheet = Sheet(Standard.RELIABILITY)
    undefined = [
        f"{section.mark} {code.label}"
        for section, question in zip(report.sections, report.codebook, strict=True)
        for code in question.codes
        if not code.definition
    ]
    return [
        sheet.judged(
            "what was rated",
            is_done=not undefined,
            says=f"{len(report.sections)} questions; every code has a definition in the appendix.",
            wants=f"Define these codes: {listed(undefined)}.",
        ),
        sheet.judged(
            "how many raters rated it",
            is_done=bool(report.method.raters),
            says=f"Raters: {listed(report.method.raters)}. Issues coded by two or more, per "
            f"question: {_coded_twice(report) or 'not compared'}.",
            wants="Nobody is named as a rater.",
        ),
        *_by_number_of_raters(sheet, report),
        sheet.judged(
            "rating scheme and decision rules as supplementary material",
            is_done=not undefined,
            says="The codebook is printed in the appendix.",
            wants="The codebook in the appendix lacks definitions.",
            is_essential=False,
        ),
        sheet.open(
            "why this coefficient",
            "Say why the coefficient suits the codes, and that it was declared before coding.",
            is_essential=False,
        ),
        sheet.open(
            "thresholds for the coefficient",
            "Cite the thresholds by which you call the agreement enough.",
            is_essential=False,
        ),
        sheet.open(
            "the raters' training or experience",
            "Describe who the raters are, and how they were trained.",
            is_essential=False,
        ),
    ]


def _by_number_of_raters(sheet: Sheet, report: Report) -> Iterator[Point]:
    if len(report.method.raters) < 2:
        yield sheet.open(
            "why a single rater is enough",
            "Justify the single rater, or let a second one code a part of the sample.",
        )
        return
    blind = [each.name for each in report.method.rounds if each.is_blind]
    yield sheet.judged(
        "how raters rated independently",
        is_done=bool(blind),
        says=f"Blind rounds: {listed(blind)}.",
        wants="No blind round is recorded. Say whether raters saw each other's codings.",
    )
    yield sheet.judged(
        "how disagreements were resolved",
        is_done=report.method.source == CONSENSUS,
        says="The figures come from the consensus; the raters' own codings were not changed.",
        wants=f"The figures come from {report.method.source} alone. Settle the disagreements, or "
        "say why they stay.",
    )
    yield sheet.done(
        "the type of the variables",
        "; ".join(f"{section.mark}: {_SCALES[section.kind]}" for section in report.sections) + ".",
    )
    compared = {each.question for each in report.agreement}
    lacking = [each.mark for each in report.sections if each.question not in compared]
    yield sheet.judged(
        "a statistic of agreement for each question",
        is_done=not lacking,
        says="; ".join(
            f"{each.question}: {each.coefficient} {coefficient_in_words(each)}"
            for each in report.agreement
        )
        + ".",
        wants=f"The raters are not compared on {listed(lacking)}.",
    )


def _coded_twice(report: Report) -> str:
    counts = {each.question: each.n for each in report.agreement}
    return ", ".join(
        f"{section.mark} {counts[section.question]}"
        for section in report.sections
        if section.question in counts
    )
