"""The page about filters shows the parser's own table."""

from pathlib import Path

from triage.domain.filter_parser import parse
from triage.domain.filter_words import TABLE, Subject, Word

PAGE = Path(__file__).resolve().parents[2] / "docs" / "filters.md"


def row(word: Word) -> str:
    takes = ", ".join(f"`{value}`" for value in word.values) or str(word.takes)
    return f"| `{word.name}:` | {word.meaning} | {takes} | `{word.example}` |"


def rows(title: str) -> list[str]:
    """The rows of the table below a heading of the page."""
    _, _, section = PAGE.read_text().partition(f"## {title}\n")
    section, _, _ = section.partition("\n## ")
    return [line for line in section.splitlines() if line.startswith("| `")]


def test_page_lists_github_words_as_the_parser_knows_them() -> None:
    assert rows("GitHub's words") == [row(word) for word in TABLE if word.is_github]


def test_page_lists_our_words_as_the_parser_knows_them() -> None:
    own = [word for word in TABLE if not word.is_github]
    assert rows("Our words for the issue") == [
        row(word) for word in own if word.subject is Subject.ISSUE
    ]
    assert rows("Our words for the coding") == [
        row(word) for word in own if word.subject is not Subject.ISSUE
    ]


def test_filters_shown_on_the_page_can_be_read() -> None:
    blocks = PAGE.read_text().split("```")[1::2]
    lines = [line for block in blocks for line in block.splitlines()[1:] if line]
    assert len(lines) > 5
    for line in lines:
        parse(line)
