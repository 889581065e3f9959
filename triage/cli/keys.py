"""`triage keys`: every key, as it is for this user."""

import click

from triage.cli.options import json_option
from triage.cli.output import print_json, print_table, say


@click.command()
@json_option
@click.option("--markdown", is_flag=True, help="Print the shipped keys as a Markdown table.")
def keys(as_json: bool, markdown: bool) -> None:
    """Print every key of every screen, with your own keymap applied."""
    from screens.commands.every_screen import EVERY_SCREEN, every_command
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
    for screen, commands in EVERY_SCREEN.items():
        cells = [[" ".join(live_keys(each, keymap)), each.id, each.help] for each in commands]
        print_table(["Key", "Id in keymap.toml", "What it does"], cells, title=screen)
