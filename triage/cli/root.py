"""The root command: a table of commands, each imported only when it runs.

`triage --help` reads the table alone, so it starts in the time of a bare click program.
"""

from importlib import import_module

import click

from triage import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("triage.cli.demo", "Make and open a workspace from the shipped sample."),
    "new": ("triage.cli.new", "Make a workspace with a codebook preset."),
    "fetch": ("triage.cli.fetch", "Fetch the population from GitHub."),
    "load": ("triage.cli.load", "Load the population from files in GitHub's JSON shape."),
    "sample": ("triage.cli.sample", "Draw a sample and freeze it."),
    "code": ("triage.cli.code", "Open the coding screen (what `triage` alone does)."),
    "keys": ("triage.cli.keys", "Print every key of every screen."),
    "summary": ("triage.cli.summary", "Print the figures of a rater's codings."),
    "compare": ("triage.cli.compare", "Compare raters: agreement and disagreements."),
    "seal": ("triage.cli.seal", "Seal your codings of a sample, so that raters can compare."),
    "import": ("triage.cli.import_", "Take codings from CSV, JSON, a report or a rater's file."),
    "duplicates": ("triage.cli.duplicates", "Print the likely duplicates of issues."),
    "export": ("triage.cli.export", "Write the report."),
    "audit": ("triage.cli.audit", "Find what is wrong in a report, yours or anyone's."),
    "package": ("triage.cli.package", "Write what a stranger needs to do it again."),
    "history": ("triage.cli.history", "Print who coded what, when, with which codebook."),
    "verify": ("triage.cli.verify", "Recompute samples, codings and a report from the files."),
    "backup": ("triage.cli.backup", "Write the whole workspace into one archive."),
    "restore": ("triage.cli.restore", "Bring a workspace back from an archive."),
    "repair": ("triage.cli.repair", "Save what is good of a damaged rater's store."),
    "checklist": ("triage.cli.checklist", "Go through what reviewers look for."),
}
"""Name, module and help line of every command, which is called as its module."""


class OutputClosedError(Exception):
    """Whoever read the output has stopped reading, as `head` does."""


class Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), module.rpartition(".")[2])
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click would take a closed pipe for a plain failure.

        Raises:
            OutputClosedError: nobody reads the output any more.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise OutputClosedError from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; one that is not there is told with what looks like it."""
        from difflib import get_close_matches

        if args[0] not in COMMANDS and not args[0].startswith("-"):
            alike = get_close_matches(args[0], COMMANDS, n=2, cutoff=0.6)
            meant = f" Did you mean {' or '.join(f'`triage {name}`' for name in alike)}?"
            raise click.UsageError(f"there is no command {args[0]!r}.{meant if alike else ''}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, invoke_without_command=True, epilog="Example: triage demo")
@click.version_option(__version__, prog_name="triage")
@click.pass_context
def triage(ctx: click.Context) -> None:
    """Read GitHub issues and say, defensibly, what they are.

    Without a command it opens the workspace of the current folder.
    """
    if ctx.invoked_subcommand is None:
        from triage.cli.code import code

        ctx.invoke(code)
