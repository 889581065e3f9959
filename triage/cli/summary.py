"""`triage summary`: the figures of a rater's codings, the same as on the coding screen."""

from pathlib import Path

import click

from triage.analysis.figures import percent, percent_range
from triage.analysis.summary import QuestionFigures, Summary
from triage.cli.options import json_option, rater_option, sample_option, workspace_option
from triage.cli.output import print_json, print_table, say, warn
from triage.domain.codebook import Kind


@click.command(epilog="Example: triage summary --rater ada --json")
@workspace_option
@sample_option
@rater_option
@json_option
def summary(folder: Path, sample_name: str | None, rater: str | None, as_json: bool) -> None:
    """Print counts, percentages and intervals per question."""
    from store.workspace import Workspace
    from triage.material import gather
    from triage.report.build import outgrown_in_words, summarize_material

    material = gather(Workspace.open(folder), sample_name, rater, is_compared=False)
    figures = summarize_material(material)
    if as_json:
        print_json(figures)
    else:
        print_summary(figures)
    for sentence in outgrown_in_words(material):
        warn(sentence)


def print_summary(figures: Summary) -> None:
    """Print a summary for people."""
    say(
        f"{figures.source}, sample {figures.sample}: "
        f"{figures.complete} of {figures.in_scope} coded, {figures.started} partly, "
        f"{figures.untouched} not begun; {figures.skipped} skipped, "
        f"{figures.flagged} flagged, {figures.excluded} excluded"
    )
    for question in figures.questions:
        say()
        _print_question(question)


def _print_question(question: QuestionFigures) -> None:
    title = f"{question.question} {question.title} — base {question.n}, uncoded {question.uncoded}"
    if question.kind is not Kind.SINGLE:
        title += f", none applies {question.none_apply}"
    columns = ["Code", "k", "n", "%", "95 %"]
    rows = [
        [figure.label, str(figure.k), str(figure.n), percent(figure.share),
         percent_range(figure.interval)]
        for figure in question.ranked()
    ]  # fmt: skip
    if question.kind is Kind.CHECKLIST:
        columns = ["Item", "k", "n", "%", "95 %", "missing", "% missing", "95 %"]
        for row, figure in zip(rows, question.ranked(), strict=True):
            row += [
                str(figure.missing),
                percent(figure.missing_share),
                percent_range(figure.missing_interval),
            ]
    print_table(columns, rows, title=title, right="k n % missing")
