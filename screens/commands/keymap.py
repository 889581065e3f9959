"""The user's own keys: a TOML file that remaps commands by id.

    profile = "azerty"        # optional: keys for a keyboard without bare digits
    [keys]
    undo = "z"
    next-issue = ["n", "right"]

Every mistake in it is named at once; with a mistake the workstation does not start, because a
key that does something else than its owner thinks costs codings.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from screens.commands.command import Command
from screens.commands.key_names import UnusableKeyError, key_symbol, textual_key
from triage.domain.codebook import Codebook
from triage.domain.errors import InputError

Screens = Mapping[str, Iterable[Command]]
"""The commands of every screen, by its name."""

_DIGIT_ROW = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "minus",
    "è",
    "underscore",
    "ç",
    "à",
)
"""The digit row of a French keyboard without Shift."""

PROFILES: Mapping[str, Mapping[str, str]] = {
    "azerty": {
        **{f"code-{place}": key for place, key in enumerate(_DIGIT_ROW, 1)},
        **{f"take-{place}": key for place, key in enumerate(_DIGIT_ROW[:9], 1)},
        "lower-confidence": "right_parenthesis",
        "raise-confidence": "equals_sign",
        "repeat": "semicolon",
    },
}
"""Keys for keyboards on which digits and some signs need Shift."""


def read_keymap(text: str, source: str, screens: Screens) -> dict[str, str]:
    """The keys that a file changes, by command id, as Textual wants them.

    Args:
        text: the file's TOML.
        source: its name, for errors.
        screens: what can be remapped.

    Raises:
        InputError: the file has mistakes; all of them are named.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{source}: {error}") from error
    known = {command.id for commands in screens.values() for command in commands}
    problems = [
        f"{name} is not a setting" + (", a command stands under [keys]" if name in known else "")
        for name in document.keys() - {"profile", "keys"}
    ]
    keymap: dict[str, str] = {}
    profile = document.get("profile", "")
    if isinstance(profile, str) and profile in PROFILES:
        keymap.update(PROFILES[profile])
    elif profile != "":
        problems.append(f"profile {profile!r} is unknown; there is: {', '.join(PROFILES)}")
    keys = document.get("keys", {})
    if not isinstance(keys, dict):
        problems.append("keys must be a table: [keys], and a line for each command")
        keys = {}
    for command_id, value in keys.items():
        if command_id not in known:
            near = get_close_matches(command_id, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(f"keys.{command_id}: no such command{hint}")
            continue
        try:
            keymap[command_id] = ",".join(_key_names(value))
        except UnusableKeyError as error:
            problems.append(f"keys.{command_id}: {error}")
    problems += clashes(keymap, screens)
    if problems:
        raise InputError("\n  ".join([f"{source} cannot be used:", *problems]))
    return keymap


def clashes(keymap: Mapping[str, str], screens: Screens) -> list[str]:
    """Every key that two commands of one screen would have, with both names."""
    found: dict[str, list[str]] = {}
    for screen, commands in screens.items():
        owners: dict[str, str] = {}
        for command in commands:
            for key in keymap.get(command.id, ",".join(command.keys)).split(","):
                other = owners.setdefault(key, command.id)
                if other != command.id:
                    words = f"key {key_symbol(key)}: {other} and {command.id} both have it"
                    found.setdefault(words, []).append(screen)
    return [f"{words} ({', '.join(names)})" for words, names in found.items()]


def codes_without_key(keymap: Mapping[str, str], codebook: Codebook) -> list[str]:
    """In words, every code whose letter the user gave to a command."""
    owners = {key: command for command, keys in keymap.items() for key in keys.split(",")}
    return [
        f"keymap: {owners[code.key]} has the key {code.key} of the code {code.label}; "
        "find the code by its name instead"
        for question in codebook
        for code in question.codes
        if code.key.isalpha() and code.key in owners
    ]


def _key_names(value: object) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        raise UnusableKeyError("write a key, or a list of keys")
    return [textual_key(each) for each in values]
