from collections.abc import Mapping

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from screens.commands.coding import CODING_COMMANDS
from screens.commands.every_screen import EVERY_SCREEN, every_command
from screens.commands.key_names import key_symbol
from screens.commands.keymap import PROFILES, clashes, codes_without_key, read_keymap
from screens.commands.live_keys import LiveKeys
from screens.help import HelpScreen
from tests.screens.desk import DeskApp
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.codebook_toml import RESERVED_KEYS
from triage.domain.errors import InputError


def read(text: str) -> dict[str, str]:
    return read_keymap(text, "keymap.toml", EVERY_SCREEN)


def complaint(text: str) -> str:
    with pytest.raises(InputError) as error:
        read(text)
    return str(error.value)


@pytest.mark.parametrize("keymap", [{}, *PROFILES.values()])
def test_no_two_commands_of_a_screen_share_a_key(keymap: Mapping[str, str]) -> None:
    assert clashes(keymap, EVERY_SCREEN) == []


def test_an_id_has_the_same_keys_on_every_screen() -> None:
    keys: dict[str, set[str]] = {}
    for _, command in every_command():
        known = keys.setdefault(command.id, set(command.keys))
        assert known == set(command.keys) or command.id == "show-help", command.id


def test_a_key_can_be_moved() -> None:
    keymap = read('[keys]\nundo = "h"\nrepeat = ["=", "F5", ","]')
    assert keymap == {"undo": "h", "repeat": "equals_sign,f5,comma"}


def test_every_mistake_is_named_at_once() -> None:
    message = complaint('[keys]\nundu = "z"\nundo = "s"\nrepeat = 5\naccept = "foo"\n')
    assert "keys.undu: no such command; did you mean undo?" in message
    assert "key s: undo and toggle-skip both have it (Coding)" in message
    assert "keys.repeat: write a key" in message
    assert "keys.accept: 'foo' is no key" in message


def test_a_clash_on_another_screen_is_named_with_it() -> None:
    assert "next-duplicate and undo both have it (Duplicates)" in complaint(
        '[keys]\nundo = "j"\nscroll-down = "down"\nscroll-text-down = "h"\n'
    )


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("ctrl+i", "a terminal sends Tab"),
        ("ctrl+[", "a terminal sends Esc"),
        ("ctrl+left_square_bracket", "a terminal sends Esc"),
        ("ctrl+q", "always leaves"),
        ("shift+a", "write A instead"),
        ("ctrl+", "is no key"),
        ("big+a", "is no key"),
        ("", "is no key"),
    ],
)
def test_keys_that_no_command_can_have_are_named(key: str, why: str) -> None:
    assert why in complaint(f"[keys]\nundo = '{key}'")


@pytest.mark.parametrize("text", ["[keys", 'profile = ["azerty"]', "keys = 5", "other = 1"])
def test_a_broken_file_is_an_input_error(text: str) -> None:
    assert "keymap.toml" in complaint(text)


@pytest.mark.parametrize(
    ("key", "symbol"),
    [
        ("question_mark", "?"),
        ("slash", "/"),
        ("é", "é"),
        ("shift+tab", "Shift+Tab"),
        ("f5", "F5"),
        ("space", "Space"),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, symbol: str) -> None:
    assert key_symbol(key) == symbol


def test_codebooks_cannot_claim_a_key_of_the_screen() -> None:
    letters = {key for command in CODING_COMMANDS for key in command.keys if len(key) == 1}
    assert {key for key in letters if key.isalpha()} <= RESERVED_KEYS


async def help_text(pilot: Pilot[None]) -> str:
    await pilot.press("f1")
    assert isinstance(pilot.app.screen, HelpScreen)
    return str(pilot.app.screen.query_one(Static).content)


async def test_help_tells_the_live_keys_of_the_screen() -> None:
    app = DeskApp(keymap={"undo": "h"})
    async with app.run_test() as pilot:
        shown = await help_text(pilot)
        assert "h" in next(line for line in shown.splitlines() if "undo the last" in line).split()


async def test_help_of_a_panel_tells_its_own_keys() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("b")
        assert "undo" not in await help_text(pilot)


def test_words_name_the_live_keys() -> None:
    keys = LiveKeys(CODING_COMMANDS, {"undo": "h", "scroll-down": "slash"})
    assert keys.fill("{scroll-down} extends, {undo} takes it back") == "/ extends, h takes it back"


@pytest.mark.parametrize("screen", EVERY_SCREEN)
def test_help_names_only_keys_of_its_screen(screen: str) -> None:
    keys = LiveKeys(EVERY_SCREEN[screen])
    assert all(keys.help(command) for command in keys.commands)


def test_a_code_that_loses_its_letter_is_named() -> None:
    code = Code(id="odd", label="Odd", key="h")
    codebook = Codebook(
        name="cats", questions=(Question(id="Q", title="?", kind=Kind.MULTI, codes=(code,)),)
    )
    assert "undo has the key h of the code Odd" in codes_without_key({"undo": "h"}, codebook)[0]
    assert not codes_without_key({"undo": "z"}, codebook)
