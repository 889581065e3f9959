"""The user's own keys: a TOML file that remaps commands by id.

    profile = "azerty"        # optional: keys for a keyboard without bare digits
    [keys]
    undo = "z"
    next-issue = ["n", "right"]

Every mistake in it is named at once; with a mistake the workstation does not start, because a
key that does something else than its owner thinks costs codings.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from textual.binding import Binding

from screens.commands import Command
from triage.domain.errors import InputError

PROFILES: Mapping[str, Mapping[str, str]] = {
    "azerty": {
        "code-1": "ampersand",
        "code-2": "é",
        "code-3": "quotation_mark",
        "code-4": "apostrophe",
        "code-5": "left_parenthesis",
        "code-6": "minus",
        "code-7": "è",
        "code-8": "underscore",
        "code-9": "ç",
        "code-10": "à",
        "lower-confidence": "right_parenthesis",
        "raise-confidence": "equals_sign",
        "repeat": "semicolon",
    },
}
"""Keys for keyboards on which digits and some signs need Shift."""

_NAMED_KEY = re.compile(r"[a-z0-9_+]+")


def read_keymap(text: str, source: str, commands: Iterable[Command]) -> dict[str, str]:
    """The keys that a file changes, by command id, as Textual wants them.

    Args:
        text: the file's TOML.
        source: its name, for errors.
        commands: what can be remapped.

    Raises:
        InputError: the file has mistakes; all of them are named.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{source}: {error}") from error
    known = {command.id: command for command in commands}
    problems = [f"{name} is not a setting" for name in document.keys() - {"profile", "keys"}]
    profile = document.get("profile", "")
    if profile and profile not in PROFILES:
        problems.append(f"profile {profile!r} is unknown; there is: {', '.join(PROFILES)}")
    keymap = dict(PROFILES.get(profile, {})) if isinstance(profile, str) else {}
    keys = document.get("keys", {})
    for command_id, value in keys.items() if isinstance(keys, dict) else ():
        if command_id not in known:
            near = get_close_matches(command_id, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(f"keys.{command_id}: no such command{hint}")
        elif (named := _key_names(value)) is None:
            problems.append(f"keys.{command_id}: write a key, or a list of keys")
        else:
            keymap[command_id] = ",".join(named)
    problems += clashes(keymap, known.values())
    if problems:
        raise InputError("\n  ".join([f"{source} cannot be used:", *problems]))
    return keymap


def clashes(keymap: Mapping[str, str], commands: Iterable[Command]) -> list[str]:
    """Every key that two commands of one screen would have, with both names."""
    owners: dict[tuple[str, str], str] = {}
    found = []
    for command in commands:
        for key in keymap.get(command.id, ",".join(command.keys)).split(","):
            other = owners.setdefault((command.screen, key), command.id)
            if other != command.id:
                found.append(f"key {key}: {other} and {command.id} both have it")
    return found


def _key_names(value: object) -> list[str] | None:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values:
        return None
    names = []
    for each in values:
        if not isinstance(each, str) or not each:
            return None
        if len(each) > 1 and not _NAMED_KEY.fullmatch(each.lower()):
            return None
        names.append(_textual_name(each) if len(each) == 1 else each.lower())
    return names


def _textual_name(character: str) -> str:
    (binding,) = Binding.make_bindings([Binding(character, "none")])
    return binding.key
