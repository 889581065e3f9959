"""Keys as people write them, and as Textual names them."""

import string
import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character

_SYMBOLS = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""The keys that write nothing."""

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")

_SENT_AS = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+h": "Backspace", "ctrl+[": "Esc"}
"""Keys for which a terminal sends another one."""

_TAKEN = {"ctrl+q": "always leaves triage", "ctrl+p": "always opens the palette"}


class UnusableKeyError(ValueError):
    """No terminal sends the key, or it cannot be had; says why."""


def key_symbol(key: str) -> str:
    """A key as people write it: `question_mark` is `?`, `shift+tab` is `Shift+Tab`."""
    *modifiers, name = key.split("+")
    symbol = _SYMBOLS.get(name) or _character(name) or name
    return "+".join([*(modifier.capitalize() for modifier in modifiers), symbol])


def textual_key(written: str) -> str:
    """Textual's name of a key that somebody wrote: `?` is `question_mark`, `F5` is `f5`.

    Raises:
        UnusableKeyError: there is no such key, or a command cannot have it.
    """
    if len(written) == 1:
        if not written.isprintable():
            raise UnusableKeyError(f"{written!r} is no key")
        return "space" if written == " " else _name(written)
    key = written.lower()
    *modifiers, name = key.split("+")
    character = _character(name)
    if sent := _SENT_AS.get("+".join([*modifiers, character or name])):
        raise UnusableKeyError(f"a terminal sends {sent} for {written}")
    if why := _TAKEN.get(key):
        raise UnusableKeyError(f"{written} {why}")
    if modifiers == ["shift"] and len(name) == 1 and name.isalpha():
        raise UnusableKeyError(f"write {name.upper()} instead of {written}")
    if set(modifiers) - set(_MODIFIERS) or not (name in _SYMBOLS or character):
        raise UnusableKeyError(f"{written!r} is no key")
    return "+".join([*modifiers, _name(character) if character else name])


def _character(name: str) -> str:
    """The character that a key writes; empty when it writes none."""
    if name in _SYMBOLS:
        return ""
    character = _SIGNS.get(name) or key_to_character(name) or ""
    return character if character.isprintable() else ""


def _name(character: str) -> str:
    """Textual's name of a character: what is neither letter nor digit goes by its Unicode name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_SIGNS = {_name(sign): sign for sign in string.punctuation}
"""The signs of ASCII, some of which have another name than in Unicode."""
