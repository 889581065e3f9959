"""`triage duplicates NUMBER…`: the issues most like an issue, with reasons, and what was stated.

Suggestions are ranked and never judged. What people already stated ("Duplicate of #12") is a fact
and stands apart.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct

from store.workspace import Workspace
from triage.analysis.duplicate_words import reasons_in_words, stated_in_words
from triage.analysis.duplicates import Index
from triage.analysis.reasons import Suggestion
from triage.analysis.stated import StatedDuplicate, stated_duplicates
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json_list, say, warn
from triage.cli.progress import CountProgress
from triage.domain.errors import InputError

MOST = 200
"""Suggestions that are ever found for an issue."""


class Found(Struct, frozen=True, kw_only=True):
    """What is known of the duplicates of one issue."""

    number: int
    title: str
    stated: tuple[StatedDuplicate, ...]
    """Facts: what people said."""
    suggestions: list[Suggestion]
    """Best first; no figure in them says that two issues are the same."""


@click.command(epilog="Example: triage duplicates 174 --top 10")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="NUMBER…")
@click.option("--all", "is_for_all", is_flag=True, help="For every issue.")
@click.option(
    "--top", type=click.IntRange(1, MOST), default=5, show_default=True, help="How many each."
)
@workspace_option
@json_option
def duplicates(
    numbers: tuple[int, ...], is_for_all: bool, top: int, folder: Path, as_json: bool
) -> None:
    """Print the issues most like issue NUMBER, best first, and why.

    They are looked for in the population, or among the sampled issues where there is none.
    """
    if bool(numbers) == is_for_all:
        raise InputError("name one issue or more by number, or give --all, not both")
    workspace = Workspace.open(folder)
    index = _opened_index(workspace)
    asked = list(dict.fromkeys(numbers)) or sorted(index.rows.numbers.tolist())
    found = _counted(_found(workspace, index, asked, top), len(asked))
    if numbers:
        found = iter(list(found))  # so that nothing is printed when one of them is unknown
    if as_json:
        print_json_list(found)
        return
    for each in found:
        _print(each, workspace.settings.repository)


def _opened_index(workspace: Workspace) -> Index:
    with CountProgress("Reading issues") as progress:
        opened = workspace.duplicate_index(progress.update)
    if not len(opened.index):
        raise InputError(
            f"{workspace.folder} has no issues to compare; load them with `triage load FILE…`"
        )
    if opened.read:
        warn(f"Read {opened.read:,} issues for the index of duplicates: {opened.reason}")
    if opened.unsaved:
        warn(f"The index is not kept: {opened.unsaved}")
    return opened.index


def _found(workspace: Workspace, index: Index, numbers: Sequence[int], top: int) -> Iterator[Found]:
    from store.indexed_population import indexed_issues

    with indexed_issues(workspace) as issues:
        for number in numbers:
            suggestions = index.suggest(number, top)
            sampled = issues.sampled_issue(number)
            if sampled is None:
                continue  # it left the population since the index was opened
            yield Found(
                number=number,
                title=sampled.issue.title,
                stated=stated_duplicates(sampled.issue, sampled.conversation),
                suggestions=suggestions,
            )


def _counted(found: Iterator[Found], total: int) -> Iterator[Found]:
    """The same, with a bar where the terminal is not used for the answer."""
    if sys.stdout.isatty():
        yield from found
        return
    with CountProgress("Comparing") as progress:
        for done, each in enumerate(found, 1):
            yield each
            progress.update(done, total)


def _print(found: Found, repository: str) -> None:
    say(f"#{found.number} {' '.join(found.title.split())}")
    for said in found.stated:
        say(f"  stated: {stated_in_words(said, repository)}")
    for rank, each in enumerate(found.suggestions, 1):
        title = " ".join(each.title.split())
        say(
            f"{rank:4}  #{each.number:<7} {each.likeness:3} % like, score {each.score:.2f}  {title}"
        )
        say(f"      {reasons_in_words(each)}")
    if not found.suggestions:
        say("      no other issue shares a word with it")
