"""Puts the generated tables into the README and the page on keys: `make docs`."""

import re
from pathlib import Path

from screens.commands.key_table import key_table, panel_tables

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
KEYS = DOCS / "keys.md"


def updated(text: str) -> str:
    """A page with its generated parts as they must be."""
    text = _between(text, "keys", key_table("Coding"))
    text = _between(text, "panels", panel_tables())
    return _between(text, "pages", pages())


def pages() -> str:
    """A row for every page of the documentation, by its title."""
    rows = ["| page | where |", "|---|---|"]
    for page in sorted(DOCS.glob("*.md")):
        title = page.read_text("utf-8").partition("\n")[0].lstrip("# ")
        rows.append(f"| {title} | [docs/{page.name}](docs/{page.name}) |")
    return "\n".join(rows)


def _between(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return pattern.sub(lambda _: f"{begin}\n\n{content}\n\n{end}", text)


def main() -> None:
    """Rewrite both."""
    for page in (README, KEYS):
        page.write_text(updated(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
