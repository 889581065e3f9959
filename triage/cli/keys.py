"""`triage keys`: every key, as it is for this user."""

import click

from triage.cli.options import json_option
from triage.cli.output import print_json, print_table, say


@click.command()
@json_option
@click.option("--markdown", is_flag=True, help="Print the shipped keys as a Markdown table.")
def keys(as_json: bool, markdown: bool) -> None:
    """Print every key of every screen, with your own keymap applied."""
    from screens.commands.every_screen import every_command
    from screens.commands.key_names import live_keys
    from screens.commands.key_table import key_table
    from triage.cli.user import read_user_keys

    if markdown:
        say(key_table("Coding"))
        return
    keymap = read_user_keys()
    if as_json:
        print_json(
            [
                {
                    "screen": screen,
                    "id": each.id,
                    "keys": live_keys(each, keymap),
                    "help": each.help,
                    "group": each.group,
                }
                for screen, each in every_command()
            ]
        )
        return
    cells = [
        [screen, " ".join(live_keys(each, keymap)), each.help, each.id]
        for screen, each in every_command()
    ]
    print_table(["Screen", "Key", "What it does", "Id in keymap.toml"], cells)
