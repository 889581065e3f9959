"""The key table of the documentation, made from the commands."""

from collections.abc import Iterable

from screens.commands import CODE_KEYS, Command, key_symbol


def key_table(commands: Iterable[Command]) -> str:
    """A Markdown table of the shipped keys; the digits share one row."""
    lines = ["| key | what it does |", "|---|---|"]
    digits = f"| `{CODE_KEYS[0]}`–`{CODE_KEYS[-2]}`, `{CODE_KEYS[-1]}` "
    lines.append(f"{digits}| choose the code with that key in the active question |")
    for command in commands:
        if not command.id.startswith("code-"):
            keys = ", ".join(f"`{key_symbol(key)}`" for key in command.keys)
            lines.append(f"| {keys} | {command.help} |")
    return "\n".join(lines)
