"""What the blocks of a Markdown text are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain.safe_text import visible_line
from triage.report.escape import markdown_text
from triage.report.read.blocks import BlockKind, blocks_of
from triage.report.read.inline import plain


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind.name, block.line, block.text) for block in blocks_of(text)]


def test_blocks_know_their_lines_whatever_ends_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["\ufeff# Title", "", "one", "two", "- item", "  more", "", "## Next ##"])
        assert kinds(text) == [
            ("HEADING", 1, "Title"),
            ("TEXT", 3, "one\ntwo"),
            ("ITEM", 5, "item\nmore"),
            ("HEADING", 8, "Next"),
        ]


def test_a_bold_line_is_a_block_of_its_own_even_under_a_list() -> None:
    assert kinds("- item\n**Pattern 2: More (30%)**\n- next") == [
        ("ITEM", 1, "item"),
        ("BOLD", 2, "**Pattern 2: More (30%)**"),
        ("ITEM", 3, "next"),
    ]


def test_a_sentence_that_begins_in_bold_is_a_paragraph() -> None:
    assert [block.kind for block in blocks_of("**Note.** 30% of them sing.")] == [BlockKind.TEXT]


def test_underlined_lines_are_headings() -> None:
    assert [(block.text, block.level) for block in blocks_of("Title\n=====\n\nPart\n---\n")] == [
        ("Title", 1),
        ("Part", 2),
    ]


def test_code_and_comments_state_nothing() -> None:
    text = "```\n# no heading\n```\nkept <!-- # hidden\n- hidden -->\n~~~\n- no\n~~~\nend"
    assert [(block.kind, block.text) for block in blocks_of(text)] == [
        (BlockKind.CODE, ""),
        (BlockKind.TEXT, "kept"),
        (BlockKind.CODE, ""),
        (BlockKind.TEXT, "end"),
    ]


def test_rows_of_a_table_are_cut_into_cells() -> None:
    text = "| Label | Share |\n|---|---:|\n| Heat | 30% |"
    assert [block.text for block in blocks_of(text)] == ["Label\tShare", "Heat\t30%"]


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text_has_blocks_in_order_of_their_lines(text: str) -> None:
    lines = [block.line for block in blocks_of(text)]
    assert lines == sorted(lines)


MEANINGFUL = st.sampled_from("ab1 *_`~[]()<>&;#@!\\|$-:./=x\"'é")


@given(st.text(MEANINGFUL, max_size=20))
@settings(deadline=None, max_examples=200)
def test_plain_words_are_what_was_escaped(text: str) -> None:
    assert plain(markdown_text(text)) == " ".join(visible_line(text).split())


def test_footnotes_are_no_statements_and_task_marks_no_text() -> None:
    assert kinds("- [x] done\n\n[^1]: 40% of them\n") == [("ITEM", 1, "done"), ("CODE", 3, "")]


def test_indented_code_states_nothing_but_indented_items_do() -> None:
    text = "Words:\n\n    #12 has 40%\n\n        more\n\n- item\n\n    goes on\n\n## Part\n"
    text += "\n    - #1: a"
    assert [kind for kind, _, _ in kinds(text)] == [
        *("TEXT", "CODE", "CODE", "ITEM", "TEXT", "HEADING", "ITEM")
    ]
