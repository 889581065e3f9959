"""The points on mining a repository."""

from triage.report.checklist.points import Point, Sheet, Standard
from triage.report.model import Report
from triage.report.words import issues_in_words, listed


def mining_points(report: Report) -> list[Point]:
    """What is asked about data and analysis, in the standard's order."""
    sheet = Sheet(Standard.MINING)
    return [*_data(sheet, report), *_analysis(sheet, report)]


def _data(sheet: Sheet, report: Report) -> list[Point]:
    method = report.method
    fetched = method.population_fetched_at
    size = method.population_size
    return [
        sheet.open(
            "why mining a repository fits the problem",
            "Say why issues can answer the questions.",
        ),
        sheet.done(
            "the unit of analysis",
            "One issue, with its comments and timeline as far as they were fetched; pull requests "
            "are none.",
        ),
        sheet.open(
            "the data source, and why it",
            f"Say why the issues of {method.repository} at GitHub are the right source.",
        ),
        sheet.open(
            "how the repository was selected, and what it is",
            f"Describe {method.repository}: its age, size and users, and why it was selected.",
        ),
        sheet.judged(
            "how criteria of inclusion were validated",
            is_done=bool(method.excluded),
            says=f"Raters read every issue; excluded, with reasons: {len(method.excluded)}.",
            wants="No issue is excluded. Say that all were found to be in scope, or check them.",
        ),
        sheet.judged(
            "how and when the data were acquired",
            is_done=fetched is not None,
            says=f"Fetched on {fetched:%Y-%m-%d}." if fetched is not None else "",
            wants="The time of the fetch is not known. Say when and how the issues were fetched.",
        ),
        sheet.judged(
            "the size of the data, and why only a sample was read",
            is_done=size is not None,
            says=f"{issues_in_words(size or 0)}, of which {method.size} were read by people.",
            wants="Say how many issues there are, and that people cannot read them all.",
        ),
        sheet.judged(
            "preprocessing",
            is_done=bool(report.duplicates),
            says="Percentages are printed with and without duplicates; texts were read uncut.",
            wants="No duplicates are marked. Say whether they were looked for.",
        ),
    ]


def _analysis(sheet: Sheet, report: Report) -> list[Point]:
    raters = report.method.raters
    uncoded = [f"{each.mark} {len(each.uncoded)}" for each in report.sections if each.uncoded]
    return [
        sheet.judged(
            "several annotators",
            is_done=len(raters) > 1,
            says=f"{len(raters)} raters: {listed(raters)}.",
            wants="One rater coded. Let a second one code a part of the sample.",
        ),
        sheet.open("who the annotators are", "Describe the raters' experience and training."),
        sheet.judged(
            "what the annotators were asked",
            is_done=not uncoded,
            says="The codebook is in the appendix; every issue in scope is coded.",
            wants=f"Issues are not coded yet: {', '.join(uncoded)}. Code them, or say why not.",
        ),
        sheet.done(
            "the measures",
            "Percentages of coded issues, each with k, n and a 95 % interval after Wilson.",
        ),
        sheet.open(
            "the validity of the measures",
            "Say where the codes come from, or how they were checked against something else.",
        ),
        sheet.open(
            "threats to external validity",
            "Say for which other projects the results may not hold.",
        ),
        sheet.judged(
            "probability sampling",
            is_done=report.method.seed is not None,
            says="The issues were drawn at random, by a seed.",
            wants="The issues were given as a list. Say whether chance chose them.",
            is_essential=False,
        ),
        sheet.open(
            "data and tools as supplementary material",
            "Publish the reproducibility package beside the report.",
            is_essential=False,
        ),
    ]
