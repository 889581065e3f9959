"""What belongs to the user and not to a study: keymap and themes, in the user's own folder."""

from pathlib import Path

from triage.domain.errors import InputError


def user_folder() -> Path:
    """Where the user's `keymap.toml` and `themes/` are."""
    from platformdirs import user_config_path

    return user_config_path("triage")


def read_user_keys() -> dict[str, str]:
    """The keys that the user changed, by command id; empty when there is no file.

    Raises:
        InputError: the file has mistakes, all of which are named.
    """
    path = user_folder() / "keymap.toml"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    from screens.commands.every_screen import EVERY_SCREEN
    from screens.commands.keymap import read_keymap

    return read_keymap(text, str(path), EVERY_SCREEN)
