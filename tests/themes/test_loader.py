import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.color import Color, ColorParseError

from tests.themes.test_themes import SHIPPED
from themes import loader
from themes.loader import COLOURS, LoadedThemes, allowed_variables, load_themes
from themes.variables import DECLARED_VARIABLES

MINIMAL = 'name = "mine"\n[colors]\nprimary = "#123456"\n'


def load(folder: Path, **files: str) -> LoadedThemes:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return load_themes(folder)


def own(loaded: LoadedThemes) -> list[str]:
    return [theme.name for theme in loaded.themes if theme.name not in SHIPPED]


def test_load_themes_adds_the_users_own(tmp_path: Path) -> None:
    loaded = load(tmp_path, mine=MINIMAL + '[variables]\ncode-1 = "red"\ntext = "#fff"\n')
    assert (own(loaded), loaded.problems) == (["mine"], ())
    assert loaded.themes[-1].variables == {"code-1": "red", "text": "#fff"}


def test_shipped_themes_keep_the_rules_that_a_users_own_must_keep(tmp_path: Path) -> None:
    for file in Path(loader.__file__).parent.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert load_themes(tmp_path) == load_themes()


def test_load_themes_lets_a_users_theme_replace_a_shipped_one(tmp_path: Path) -> None:
    loaded = load(tmp_path, mine=MINIMAL.replace("mine", "triage-dark"))
    assert [theme.primary for theme in loaded.themes if theme.name == "triage-dark"] == ["#123456"]
    assert len(loaded.themes) == len(SHIPPED)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "name: missing"),
        ("", "colors.primary: missing"),
        ("name = 3", "name: must be"),
        ('name = "../x"', "name: must be"),
        ('name = "mine"\ndark = "yes"', "dark: must be true or false"),
        ('name = "mine"\ncolors = 3', "colors: must be a table"),
        ('name = "mine"\nvariables = []', "variables: must be a table"),
        (MINIMAL.replace("#123456", "#12"), "colors.primary: '#12' is not a colour"),
        (MINIMAL.replace('"#123456"', "7"), "colors.primary: 7 is not a colour"),
        (MINIMAL.replace("#123456", "ansi_red"), "colors.primary: 'ansi_red' is not a colour"),
        (MINIMAL + 'accnt = "red"', "colors.accnt: not known; did you mean accent?"),
        (MINIMAL + 'qqqq = "red"', "colors.qqqq: not known; docs/themes.md"),
        ("luminosity = 1\n" + MINIMAL, "luminosity: not known"),
        (MINIMAL + '[variables]\ncode-12 = "red"', "variables.code-12: not known; did you mean"),
        (MINIMAL + '[variables]\nquote = "bold"', "variables.quote: 'bold' is not a colour"),
        (MINIMAL + '[variables]\nlink-style = "red"', "variables.link-style: not known"),
        (MINIMAL + "[colors]", "not TOML: "),
        ("a = " + "[" * 5000, "not TOML: "),
    ],
)
def test_load_themes_names_file_and_key_and_skips_the_file(
    tmp_path: Path, text: str, problem: str
) -> None:
    loaded = load(tmp_path, bad=text, good=MINIMAL.replace("mine", "good"))
    assert own(loaded) == ["good"]
    assert any(found.startswith(f"bad.toml: {problem}") for found in loaded.problems)


def test_load_themes_tells_every_fault_of_a_file_at_once(tmp_path: Path) -> None:
    loaded = load(tmp_path, bad='[colors]\nprimary = "x"\nerror = "y"\n[variables]\nquote = "z"')
    assert [problem.split(":")[1].strip() for problem in loaded.problems] == [
        "name",
        "colors.primary",
        "colors.error",
        "variables.quote",
    ]


def test_load_themes_reports_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    (tmp_path / "notes.txt").write_text("not a theme")
    problems = load_themes(tmp_path).problems
    assert problems[0].startswith("folder.toml: cannot be read: ")
    assert problems[1].startswith("latin.toml: not UTF-8 text")
    assert load_themes(tmp_path / "notes.txt").problems[0].endswith("Not a directory")
    assert load_themes(tmp_path / "absent") == load_themes()


def test_load_themes_keeps_the_first_of_two_files_with_one_name(tmp_path: Path) -> None:
    loaded = load(tmp_path, a=MINIMAL, b=MINIMAL.replace("#123456", "#654321"))
    assert loaded.themes[-1].primary == "#123456"
    assert loaded.problems == ("b.toml: name: another file already gives the theme mine",)


def test_allowed_variables_hold_no_instruction_and_no_main_colour() -> None:
    assert {"border", "footer-background", "text-muted", "code-9"} <= allowed_variables()
    assert not {"link-style", "primary", "block-cursor-text-style"} & allowed_variables()


@settings(deadline=None, max_examples=150)
@given(
    st.from_regex(r"(#[0-9a-f]{0,9}|(rgb|hsl)a?\([0-9.,%\- ]{0,20}\)|[a-z]{0,9})", fullmatch=True)
)
def test_colour_that_textual_parses_never_fails_otherwise(text: str) -> None:
    with suppress(ColorParseError):
        assert Color.parse(text).hex


def test_documentation_of_themes_names_every_key() -> None:
    page = (Path(__file__).parents[2] / "docs" / "themes.md").read_text("utf-8")
    named = {*COLOURS, *DECLARED_VARIABLES, "name", "dark", *SHIPPED}
    assert {key for key in named if f"`{key}`" not in page} == set()


def test_documented_theme_loads(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "themes.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert load(tmp_path, example=example).problems == ()


def test_importing_the_package_of_themes_does_not_import_textual() -> None:
    code = "import sys, themes; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
