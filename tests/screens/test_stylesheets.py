"""Style sheets are one for all once their screens were shown, so each must keep to its own."""

import re
from pathlib import Path

import pytest

SCREENS = Path(__file__).parents[2] / "screens"
SHARED = re.compile(r"ModalScreen|\w+:nocolor|\.dialog\b|\.[a-z-]+--[a-z]+")
"""What sheets may style on every screen: dialogs, parts of widgets, anything without colours."""


@pytest.mark.parametrize(
    "sheet", sorted(SCREENS.rglob("*.tcss")), ids=lambda path: str(path.relative_to(SCREENS))
)
def test_a_sheet_styles_nothing_of_another_screen(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    selectors = [
        each.strip() for group in re.findall(r"([^{}]+)\{", rules) for each in group.split(",")
    ]
    own = [each for each in selectors if not SHARED.match(each)]
    assert len({re.split(r"[ .#]", each)[0] for each in own}) <= 1, own
