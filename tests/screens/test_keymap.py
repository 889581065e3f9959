import pytest

from screens.commands import CODING_COMMANDS
from screens.keymap import PROFILES, clashes, read_keymap
from triage.domain.codebook_toml import RESERVED_KEYS
from triage.domain.errors import InputError


def test_no_two_commands_share_a_key() -> None:
    assert clashes({}, CODING_COMMANDS) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_profiles_have_no_clash(profile: str) -> None:
    assert clashes(PROFILES[profile], CODING_COMMANDS) == []


def test_a_key_can_be_moved() -> None:
    keymap = read_keymap('[keys]\nundo = "h"\nrepeat = ["=", "f5"]', "keymap", CODING_COMMANDS)
    assert keymap == {"undo": "h", "repeat": "equals_sign,f5"}


def test_every_mistake_is_named_at_once() -> None:
    text = '[keys]\nundu = "z"\nundo = "s"\nrepeat = 5\n'
    with pytest.raises(InputError) as error:
        read_keymap(text, "keymap.toml", CODING_COMMANDS)
    message = str(error.value)
    assert "keys.undu: no such command; did you mean undo?" in message
    assert "key s: undo and toggle-skip both have it" in message
    assert "keys.repeat: write a key" in message


def test_broken_toml_is_an_input_error() -> None:
    with pytest.raises(InputError, match="keymap"):
        read_keymap("[keys", "keymap.toml", CODING_COMMANDS)


def test_codebooks_cannot_claim_a_key_of_the_screen() -> None:
    letters = {key for command in CODING_COMMANDS for key in command.keys if len(key) == 1}
    assert {key for key in letters if key.isalpha()} <= RESERVED_KEYS
