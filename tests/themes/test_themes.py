from itertools import combinations, product
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Label

from tests.themes.colour_vision import VISIONS, contrast, difference
from themes import loader
from themes.loader import load_themes
from themes.variables import CODE_VARIABLES, DECLARED_VARIABLES, STATE_VARIABLES, fallback_variables

SHIPPED = {theme.name: theme for theme in load_themes().themes}
GROUNDS = ("background", "surface", "panel")
WORDS = (
    *DECLARED_VARIABLES,
    *("text", "text-muted", "foreground", "primary", "accent", "success", "warning", "error"),
    *("text-primary", "text-accent", "text-success", "text-warning", "text-error"),
    *("footer-key-foreground", "footer-description-foreground"),
)
PAIRS = (
    *product(WORDS, GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
)


def colour(theme: Theme, variable: str) -> Color:
    values = {**theme.to_color_system().generate(), **theme.variables}
    return Color.parse(values[variable])


def test_shipped_themes_are_a_dark_a_light_a_high_contrast_and_a_colour_blind_one() -> None:
    assert load_themes().problems == ()
    assert [(name, theme.dark) for name, theme in SHIPPED.items()] == [
        ("triage-dark", True),
        ("triage-light", False),
        ("triage-contrast", True),
        ("triage-colour-blind", True),
    ]
    files = {path.stem for path in Path(loader.__file__).parent.glob("*.toml")}
    assert files == set(loader.SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_theme_is_readable_in_every_pair_of_text_and_ground(name: str) -> None:
    theme = SHIPPED[name]
    needed = 7.0 if name == "triage-contrast" else 4.5
    found = {pair: contrast(*(colour(theme, part) for part in pair)) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < needed} == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_theme_tells_codes_apart(name: str) -> None:
    hues = [colour(SHIPPED[name], variable) for variable in CODE_VARIABLES]
    assert min(difference(*pair, "normal") for pair in combinations(hues, 2)) > 20


@pytest.mark.parametrize("vision", VISIONS)
def test_colour_blind_theme_tells_codes_and_states_apart_to_every_eye(vision: str) -> None:
    theme = SHIPPED["triage-colour-blind"]
    states = [name for name in STATE_VARIABLES if name not in ("quote", "boilerplate")]
    for names in (CODE_VARIABLES, states):
        hues = [colour(theme, name) for name in names]
        assert min(difference(*pair, vision) for pair in combinations(hues, 2)) > 12


@pytest.mark.parametrize("name", BUILTIN_THEMES)
def test_fallback_variables_serve_every_theme_of_textual(name: str) -> None:
    values = fallback_variables(BUILTIN_THEMES[name])
    assert tuple(values) == DECLARED_VARIABLES
    assert all(Color.parse(value) for value in values.values())


@pytest.mark.parametrize("dark", [True, False])
def test_fallback_variables_are_readable_on_a_theme_that_gives_only_its_grounds(dark: bool) -> None:
    theme = Theme("bare", primary="#0178d4", dark=dark)
    background = Color.parse(theme.to_color_system().generate()["background"])
    for variable, value in fallback_variables(theme).items():
        assert contrast(Color.parse(value), background) > 4.5, variable


class Painted(App[None]):
    CSS = "\n".join(f"#{name} {{ color: ${name}; }}" for name in DECLARED_VARIABLES)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield from (Label("x", id=name) for name in DECLARED_VARIABLES)


@pytest.mark.parametrize("name", [*SHIPPED, "nord", "ansi-light"])
async def test_theme_paints_every_declared_variable(name: str) -> None:
    app = Painted()
    for theme in SHIPPED.values():
        app.register_theme(theme)
    async with app.run_test() as pilot:
        app.theme = name
        await pilot.pause()
        assert app.theme_variables.keys() >= set(DECLARED_VARIABLES)
        expected = Color.parse(app.theme_variables["code-3"])
        assert app.query_one("#code-3", Label).styles.color == expected
