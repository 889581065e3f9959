"""What belongs to the user and not to a study: keymap and themes, in the user's own folder."""

from pathlib import Path

from triage.domain.errors import InputError


def user_folder() -> Path | None:
    """Where the user's `keymap.toml` and `themes/` are; None where the system knows no home."""
    from platformdirs import user_config_path

    try:
        return user_config_path("triage")
    except RuntimeError:
        return None


def user_themes() -> Path | None:
    """The folder of the user's own themes."""
    folder = user_folder()
    return folder / "themes" if folder else None


def read_user_keys() -> dict[str, str]:
    """The keys that the user changed, by command id; empty when there is no file.

    Raises:
        InputError: the file has mistakes, all of which are named.
    """
    folder = user_folder()
    if folder is None:
        return {}
    path = folder / "keymap.toml"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    from screens.commands.every_screen import EVERY_SCREEN
    from screens.commands.keymap import read_keymap

    return read_keymap(text, str(path), EVERY_SCREEN)
