"""The points on sampling."""

from triage.analysis.figures import percent
from triage.analysis.planning import margin_of_error
from triage.report.checklist.points import Point, Sheet, Standard
from triage.report.model import Method, Report
from triage.report.words import issues_in_words


def sampling_points(report: Report) -> list[Point]:
    """What is asked about the draw, in the standard's order."""
    sheet, method = Sheet(Standard.SAMPLING), report.method
    return [
        sheet.open("the goal of sampling", "Say what the sample is to stand for."),
        sheet.judged(
            "the strategy, with every filter",
            is_done=method.seed is not None or bool(method.origin),
            says=f"{_filter(method)} {method.draw}",
            wants="Say where the list of numbers comes from.",
        ),
        sheet.open(
            "why the strategy fits the goal",
            "Argue why these issues, drawn like this, answer the questions.",
        ),
        sheet.open(
            "why this repository was chosen",
            f"Say why {method.repository} is studied, and no other.",
        ),
        sheet.done("the size of the sample", _size(method)),
        sheet.open(
            "the theoretical population",
            "Say whether the results are meant for this repository alone or for more.",
        ),
        sheet.judged(
            "a replicable account of the draw",
            is_done=method.seed is not None and bool(method.population_digest),
            says=f"{method.draw} The digest of the population is {method.population_digest}.",
            wants="The draw cannot be repeated: the sample was not drawn here from a population "
            "with a digest. Publish the list of numbers, and how it came about.",
        ),
        sheet.judged(
            "an argument for representativeness",
            is_done=method.seed is not None and _margin(method) is not None,
            says=f"The margin of error is at most ±{_margin(method) or 0:.1f} points at "
            f"{percent(0.95)}; every percentage has its own interval.",
            wants="A margin of error needs a random draw and the size of the population. Argue in "
            "another way that the sample is like the population, or claim nothing about it.",
        ),
        sheet.open(
            "how the sample could be biased",
            f"Name what the label and the filter leave out. {_exclusions(method)}",
        ),
        sheet.judged(
            "the size of the population",
            is_done=method.population_size is not None,
            says=f"The population has {issues_in_words(method.population_size or 0)}.",
            wants="Fetch the population, or say how many issues it has.",
            is_essential=False,
        ),
        sheet.judged(
            "a random draw, where there is a list to draw from",
            is_done=method.seed is not None,
            says="The issues were drawn at random, by a seed.",
            wants="The issues were given as a list. Say whether chance chose them.",
            is_essential=False,
        ),
        sheet.open(
            "sample, population and scripts as supplementary material",
            "Publish the reproducibility package beside the report.",
            is_essential=False,
        ),
    ]


def _filter(method: Method) -> str:
    return f"The filter is: {method.where}." if method.where else "Every issue could be drawn."


def _size(method: Method) -> str:
    kept = len(method.numbers) - len(method.excluded)
    return f"{issues_in_words(method.size)} were drawn; {kept} are in scope."


def _margin(method: Method) -> float | None:
    """In points; None where it cannot be told."""
    kept, population = len(method.numbers) - len(method.excluded), method.population_size
    if population is None or not 0 < kept <= population:
        return None
    return 100 * margin_of_error(kept, population)


def _exclusions(method: Method) -> str:
    if not method.excluded:
        return "No issue was excluded by hand."
    count = len(method.excluded)
    return f"{issues_in_words(count)} {'was' if count == 1 else 'were'} excluded, with reasons."
