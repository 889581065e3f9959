"""`triage sample NAME`: draws a sample and freezes it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from store.workspace import Workspace
from triage.cli.options import workspace_option
from triage.cli.output import say
from triage.domain.drawing import listed
from triage.domain.errors import InputError, SampleError

_NUMBER = re.compile(r"#?([0-9]{1,9})")


@click.command()
@click.argument("name")
@click.option("--numbers", required=True, help="Issue numbers, or a file of them.")
@workspace_option
def sample(name: str, numbers: str, folder: Path) -> None:
    """Draw the sample NAME from the population and freeze it."""
    workspace = Workspace.open(folder)
    wanted, source = read_numbers(numbers)
    with workspace.population() as population:
        repository = workspace.settings.repository
        found = [population.sampled_issue(repository, number) for number in wanted]
        missing = [n for n, each in zip(wanted, found, strict=True) if each is None]
        if missing:
            raise SampleError(
                f"not in the population: {', '.join(f'#{n}' for n in missing)}; "
                f"fetch or load them, or take them off the list"
            )
        manifest = listed(
            name,
            repository,
            wanted,
            source,
            datetime.now(UTC),
            population_size=population.count(),
            label=workspace.settings.label,
        )
        workspace.keep_sample(manifest, [each for each in found if each is not None])
    say(f"Sample {name}: {manifest.size} issues of {manifest.population_size:,}")


def read_numbers(text: str) -> tuple[list[int], str]:
    """Issue numbers from the command line or from a file, and where they came from.

    Raises:
        InputError: something in it is no number, or one stands twice.
    """
    source = "numbers given on the command line"
    if (path := Path(text)).is_file():
        text, source = path.read_text("utf-8", "replace"), f"numbers of {path.name}"
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    return _numbers(words), source


def _numbers(words: Sequence[str]) -> list[int]:
    numbers = []
    for word in words:
        if not (match := _NUMBER.fullmatch(word)):
            raise InputError(f"{word!r} is not an issue number")
        numbers.append(int(match[1]))
    if not numbers:
        raise InputError("no issue number was given")
    if doubled := {number for number in numbers if numbers.count(number) > 1}:
        raise InputError(f"given twice: {', '.join(f'#{number}' for number in sorted(doubled))}")
    return numbers
