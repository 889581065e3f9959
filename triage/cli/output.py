"""Everything that a command prints, made safe for a terminal on its way out."""

from collections.abc import Iterable, Sequence

import click
import msgspec

from triage.domain.safe_text import visible, visible_line


def say(text: str = "") -> None:
    """Print lines for people."""
    click.echo(visible(text))


def warn(text: str) -> None:
    """Print lines for people beside the result."""
    click.echo(visible(text), err=True)


def print_json(value: object) -> None:
    """Print one JSON document for programs, in UTF-8 whatever the terminal speaks.

    Control characters are escaped by JSON itself.
    """
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_json_list(values: Iterable[object]) -> None:
    """Print one JSON list for programs, each entry as soon as it is known."""
    opening = "["
    for value in values:
        click.echo(
            opening.encode() + b"\n" + msgspec.json.format(msgspec.json.encode(value)), nl=False
        )
        opening = ","
    click.echo("[]" if opening == "[" else "\n]")


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", right: str = ""
) -> None:
    """Print a table for people.

    Args:
        columns: headings; a heading that stands in `right` is aligned right.
        rows: cells, as text from anywhere.
        title: words above the table.
        right: headings of right-aligned columns, separated by spaces.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(
            Text(column), justify="right" if column in right.split() else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(visible_line(cell)) for cell in row))
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    with console.capture() as drawn:
        console.print(table)
    lines = [line.rstrip() for line in drawn.get().splitlines()]
    if title:
        say(visible_line(title))
    click.echo("\n".join(lines if title else lines[1:]))
