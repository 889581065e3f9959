"""Themes from TOML files, shipped and the user's own, the latter checked before Textual sees them.

Textual accepts a theme with a bad colour and fails when it is applied, so a user's file is checked
whole when it is loaded. A file with any fault is left out and each of its faults is told; the
others load. A user's theme replaces a shipped one of the same name. The shipped files are held to
the same rules by a test, not at each start.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import Theme

from themes.variables import DECLARED_VARIABLES

SHIPPED = ("triage-dark", "triage-light", "triage-contrast", "triage-colour-blind")
"""Names of the shipped themes; the first is the one to begin with."""

COLOURS = (
    *("primary", "secondary", "accent", "success", "warning", "error"),
    *("foreground", "background", "surface", "panel", "boost"),
)
"""Keys of the table `colors`; only `primary` is required."""

_TOP_LEVEL = ("name", "dark", "colors", "variables")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OVERRIDABLE_TEXT = ("text", "text-muted", "text-disabled", "block-cursor-foreground", "link-color")
"""Variables of Textual that hold a colour though their default is an instruction."""


@dataclass(frozen=True)
class LoadedThemes:
    """What could be loaded, and in words what could not.

    The problems quote files of the user's; print them through `safe_text.visible`.
    """

    themes: tuple[Theme, ...]
    problems: tuple[str, ...]


def load_themes(user_folder: Path | None = None) -> LoadedThemes:
    """The shipped themes, then the sound ones of the user's folder, which may be absent."""
    problems: list[str] = []
    here = Path(__file__).parent
    documents = (tomllib.loads((here / f"{name}.toml").read_text("utf-8")) for name in SHIPPED)
    shipped = {theme.name: theme for theme in map(_theme, documents)}
    own = _sound_themes(_theme_files(user_folder, problems), problems) if user_folder else {}
    return LoadedThemes(tuple({**shipped, **own}.values()), tuple(problems))


@cache
def allowed_variables() -> frozenset[str]:
    """The names that a theme may give a colour: ours, and those of Textual that are colours."""
    generated = Theme("any", primary="#808080").to_color_system().generate()
    colours = (name for name, value in generated.items() if _is_colour(value))
    return frozenset((*DECLARED_VARIABLES, *_OVERRIDABLE_TEXT, *colours)) - frozenset(COLOURS)


def _theme_files(folder: Path, problems: list[str]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(f"{folder}: the folder of themes cannot be read: {error.strerror}")
        return []


def _sound_themes(files: Iterable[Path], problems: list[str]) -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for file in files:
        try:
            document = tomllib.loads(file.read_text("utf-8-sig"))
        except OSError as error:
            problems.append(f"{file.name}: cannot be read: {error.strerror}")
            continue
        except UnicodeDecodeError as error:
            problems.append(f"{file.name}: not UTF-8 text, see byte {error.start}")
            continue
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            problems.append(f"{file.name}: not TOML: {error}")
            continue
        faults = list(_faults(document))
        if not faults and document["name"] in themes:
            faults = [f"name: another file already gives the theme {document['name']}"]
        problems += [f"{file.name}: {fault}" for fault in faults]
        if not faults:
            themes[document["name"]] = _theme(document)
    return themes


def _faults(document: Mapping[str, object]) -> Iterator[str]:
    yield from _unknown(document, _TOP_LEVEL, "")
    yield from _name_faults(document)
    if not isinstance(document.get("dark", True), bool):
        yield "dark: must be true or false"
    colours = document.get("colors", {})
    if isinstance(colours, dict):
        if "primary" not in colours:
            yield "colors.primary: missing; it is the one colour that a theme must give"
        yield from _unknown(colours, COLOURS, "colors.")
    yield from _colour_faults(colours, "colors")
    variables = document.get("variables", {})
    if isinstance(variables, dict):
        yield from _unknown(variables, sorted(allowed_variables()), "variables.")
    yield from _colour_faults(variables, "variables")


def _name_faults(document: Mapping[str, object]) -> Iterator[str]:
    match document.get("name"):
        case None:
            yield 'name: missing; write name = "my-theme" in the first line'
        case str(name) if _NAME.fullmatch(name):
            return
        case _:
            yield "name: must be 1 to 64 letters, digits, dots, dashes or underscores"


def _unknown(table: Iterable[str], known: Iterable[str], prefix: str) -> Iterator[str]:
    names = list(known)
    for key in table:
        if key not in names:
            close = get_close_matches(key, names, 1)
            hint = f"did you mean {close[0]}?" if close else "docs/themes.md lists what is"
            yield f"{prefix}{key}: not known; {hint}"


def _colour_faults(table: object, where: str) -> Iterator[str]:
    if not isinstance(table, dict):
        yield f"{where}: must be a table of colours: [{where}]"
        return
    for key, value in table.items():
        if not _is_colour(value):
            yield f'{where}.{key}: {value!r} is not a colour; write "#rrggbb"'


def _is_colour(value: object) -> bool:
    """Whether it is a colour of its own, not one that the terminal chooses."""
    try:
        return isinstance(value, str) and Color.parse(value).ansi is None
    except ColorParseError:
        return False


def _theme(document: Mapping[str, object]) -> Theme:
    """A theme of a document without faults; what it leaves out, `fallback_variables` gives."""
    colours, own = document["colors"], document.get("variables", {})
    assert isinstance(colours, dict)
    assert isinstance(own, dict)
    dark = bool(document.get("dark", True))
    return Theme(name=str(document["name"]), dark=dark, variables=own, **colours)
