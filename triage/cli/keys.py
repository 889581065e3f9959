"""`triage keys`: every key, as it is for this user."""

import click

from triage.cli.options import json_option
from triage.cli.output import print_json, print_table, say


@click.command(epilog="Example: triage keys --json")
@json_option
@click.option("--markdown", is_flag=True, help="Print the shipped keys as a Markdown table.")
def keys(as_json: bool, markdown: bool) -> None:
    """Print every key of the coding screen and its panels, with your own keymap applied."""
    from screens.commands import CODING_COMMANDS, live_keys
    from screens.duplicate_commands import DUPLICATE_COMMANDS
    from screens.key_table import key_table
    from triage.cli.user import read_user_keys

    commands = (*CODING_COMMANDS, *DUPLICATE_COMMANDS)
    if markdown:
        say(key_table(CODING_COMMANDS))
        return
    keymap = read_user_keys()
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "keys": live_keys(each, keymap),
                    "help": each.help,
                    "group": each.group,
                }
                for each in commands
            ]
        )
        return
    cells = [[" ".join(live_keys(each, keymap)), each.help, each.id] for each in commands]
    print_table(["Key", "What it does", "Id in keymap.toml"], cells)
