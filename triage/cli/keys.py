"""`triage keys`: every key, as it is for this user."""

import click

from triage.cli.options import json_option
from triage.cli.output import print_json, print_table, say


@click.command(epilog="Example: triage keys --json")
@json_option
@click.option("--markdown", is_flag=True, help="Print the shipped keys as a Markdown table.")
def keys(as_json: bool, markdown: bool) -> None:
    """Print every key of every screen, with your own keymap applied."""
    from screens.commands.every_screen import EVERY_SCREEN
    from screens.commands.key_table import key_table
    from screens.commands.live_keys import LiveKeys
    from triage.cli.user import read_user_keys

    if markdown:
        say(key_table("Coding"))
        return
    keymap = read_user_keys()
    screens = {name: LiveKeys(commands, keymap) for name, commands in EVERY_SCREEN.items()}
    if as_json:
        print_json(
            [
                {
                    "screen": screen,
                    "id": each.id,
                    "keys": live.of(each),
                    "help": live.help(each),
                    "group": each.group,
                }
                for screen, live in screens.items()
                for each in live.commands
            ]
        )
        return
    for screen, live in screens.items():
        cells = [[" ".join(live.of(each)), each.id, live.help(each)] for each in live.commands]
        print_table(["Key", "Id in keymap.toml", "What it does"], cells, title=screen)
