import csv
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.shared_data import shared
from triage.domain.github_json import decode_issue
from triage.domain.safe_text import visible, visible_line
from triage.report.escape import (
    csv_cell,
    html_text,
    html_url,
    latex_text,
    latex_url,
    markdown_text,
    markdown_url,
    plain_from_markdown,
    web_address,
)

COMMONMARK = MarkdownIt("commonmark")
GITHUB = MarkdownIt("gfm-like")
assert GITHUB.linkify is not None
GITHUB.linkify.set({"fuzzy_link": False})

PIECES = [
    *"\\`*_~[]()<>&|!#-+=:.@$/{}^\"'",
    *("a", "1", " ", "\n", "\t", "漢", "é", "_", "**", "  "),
    *("[x](y)", "![i](u)", "[F]: x", "<b>", "&lt;", "https://a.bc", "www.a.bc", "a@b.cd", "1. "),
    *("```", "~~~", "---", "<!--", "[ ] ", "://", "==="),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)

CONTEXTS = {
    "paragraph": "{}",
    "second line": "Before\n{}",
    "list item": "- {}",
    "quotation": "> {}",
    "behind words": "- Issue #1(https://a.bc/1): {}",
    "heading": "## {}",
    "emphasis": "**Pattern 1: {} (30%)**",
    "cell": "| a | b |\n|---|---|\n| {} | c |",
    "link": "x [{}](https://a.bc/1) y",
    "before a link": "- {}[link](https://a.bc/1)",
}


def tokens_of(parser: MarkdownIt, source: str) -> list[Token]:
    return [leaf for block in parser.parse(source) for leaf in (block, *(block.children or ()))]


def shape(parser: MarkdownIt, source: str) -> list[str]:
    """The markup of a source, without the text between it."""
    kinds = [token.type for token in tokens_of(parser, source)]
    return [kind for kind in kinds if kind != "text"]


def rendered(parser: MarkdownIt, source: str) -> str:
    return "".join(token.content for token in tokens_of(parser, source) if token.type == "text")


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
@pytest.mark.parametrize("parser", [COMMONMARK, GITHUB], ids=["commonmark", "github"])
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
@example(text="[F]: x")
@example(text="a\\")
@example(text="C #")
@example(text="![x](javascript:y)")
def test_markdown_text_adds_no_markup_and_reads_as_the_visible_text(
    parser: MarkdownIt, context: str, text: str
) -> None:
    if parser is COMMONMARK and context.startswith("|"):
        return
    written = context.format(markdown_text(text))
    plain = context.format("@@")
    words = visible_line(text).strip()
    if words:
        assert shape(parser, written) == shape(parser, plain)
        expected = rendered(parser, plain).replace("@@", words)
        assert rendered(parser, written).replace("@\u2060", "@") == expected.replace("@\u2060", "@")


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_markdown_text_behind_words_needs_no_block_escapes(text: str) -> None:
    written = "- Issue #1: " + markdown_text(text, opens_line=False)
    assert shape(GITHUB, written) == shape(GITHUB, "- Issue #1: x")


@pytest.mark.parametrize(
    "text",
    [
        "[Feature] Support snake_case names (2 * 3)",
        "a < b, c > d & e: 50% of $5, ~30 s!?",
        "Use C:\\models\\new in v1.2 #12 {x}",
    ],
)
def test_markdown_text_leaves_readable_what_means_nothing(text: str) -> None:
    assert markdown_text(text, opens_line=False) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[Feature]: x", "\\[Feature\\]: x"),
        ("# x", "\\# x"),
        ("1. x", "1\\. x"),
        ("__init__ and *args", "\\_\\_init\\_\\_ and \\*args"),
        ("<script>", "&lt;script>"),
        ("a|b", "a\\|b"),
        ("thanks @ada", "thanks \\@\u2060ada"),
        ("https://a.bc", "https:/\\/a.bc"),
        ("[@click=app.bell]x[/]", "\\[\\@\u2060click=app.bell\\]x\\[/\\]"),
        ("\x1b[31mred", "␛\\[31mred"),
    ],
)
def test_markdown_text_escapes_only_the_character_that_matters(text: str, written: str) -> None:
    assert markdown_text(text) == written


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_plain_from_markdown_gives_back_what_was_escaped(text: str) -> None:
    assert plain_from_markdown(markdown_text(text)) == visible_line(text).strip()


def test_markdown_text_of_a_hostile_length_ends() -> None:
    for piece in ("[", "]", "_", "\\", "&a", "# ", "*_", "[a", "$"):
        assert markdown_text(piece * 20_000)


def test_markdown_text_of_real_titles_needs_at_most_the_first_bracket() -> None:
    rows = shared("data/vllm/issues.jsonl").read_bytes().splitlines()
    titles = [issue.title for row in rows if (issue := decode_issue(row))]
    escaped = [title for title in titles if markdown_text(title, opens_line=False) != title.strip()]
    assert len(escaped) < len(titles) / 10


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://github.com/a_b/c/issues/1", "https://github.com/a_b/c/issues/1"),
        ("https://a.bc/x(y) z", "https://a.bc/x%28y%29%20z"),
        ("https://a.bc/%20?q=1#_t_", "https://a.bc/%20?q=1#%5Ft%5F"),
        ("https://a.bc/*b*<i>`|\\", "https://a.bc/%2Ab%2A%3Ci%3E%60%7C%5C"),
        ("https://a.bc/\ud800\x1b", "https://a.bc/?%1B"),
        ("javascript:alert(1)", ""),
        ("https://github.com@evil.bc/", ""),
        ("//a.bc", ""),
        ("https://a.bc\n- x", ""),
        ("", ""),
    ],
)
def test_markdown_url_is_a_web_address_or_nothing(url: str, address: str) -> None:
    assert markdown_url(url) == address
    assert bool(web_address(url)) == bool(address)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=20) | TEXTS)
def test_markdown_url_is_one_destination(tail: str) -> None:
    url = markdown_url(f"https://a.bc/{tail}")
    if url:
        assert shape(GITHUB, f"[x]({url}) y") == shape(GITHUB, "[x](https://a.bc/) y")
        assert shape(COMMONMARK, f"(x {url}): y") == shape(COMMONMARK, "y")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_html_text_reads_as_the_visible_text_in_elements_and_attributes(text: str) -> None:
    reader = _Reader()
    reader.feed(f'<p title="{html_text(text)}">{html_text(text)}</p>')
    reader.close()
    assert (reader.tags, reader.attributes, reader.text) == (["p"], [visible(text)], visible(text))


def test_html_url_cannot_leave_its_attribute_or_run_a_script() -> None:
    assert html_url('https://a.bc/"onclick=x&y') == "https://a.bc/%22onclick=x&amp;y"
    assert html_url("javascript:x") == ""


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_latex_text_leaves_no_active_character(text: str) -> None:
    known = (
        r"\\((text(backslash|ascii(circum|tilde)|less|greater|bar)|allowbreak)\{\}|`\{\}|[{}$&#%_])"
    )
    rest = re.sub(known, "", latex_text(text)).replace("-{}", "-")
    rest = re.sub(r"\A\{([\[*])\}", r"\1", rest)
    assert not re.search(r"[\\{}$&#%_^~<>|`]", rest)
    assert "--" not in latex_text(text)
    assert not latex_text(text).startswith(("[", "*", " "))


def test_latex_text_spells_what_tex_would_act_on() -> None:
    assert latex_text("50% of a_b & \\input{x} --flag") == (
        r"50\% of a\_b \& \textbackslash{}input\{x\} -{}-{}flag"
    )
    assert latex_text("[Feature]: x") == "{[}Feature]: x"


def test_latex_may_break_a_word_that_has_no_end() -> None:
    assert latex_text("x " + "a" * 30) == "x " + r"\allowbreak{}".join(
        ["a" * 12, "a" * 12, "a" * 6]
    )
    assert "allowbreak" not in latex_text("internationalization of state-of-the-art-infrastructure")
    assert latex_url("https://a.bc/x y?a=1&b#c") == r"https://a.bc/x\%20y?a=1\&b\#c"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_csv_cell_for_a_spreadsheet_is_never_a_formula(start: str) -> None:
    assert csv_cell(f"{start}1+1", for_spreadsheet=True) == f"'{start}1+1"
    assert csv_cell(f"{start}1+1", for_spreadsheet=False) == f"{start}1+1"


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_csv_cell_for_analysis_reads_back_exactly(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["1", csv_cell(text, for_spreadsheet=False)])
    file.seek(0)
    assert next(csv.reader(file)) == ["1", text]


def test_csv_cell_can_always_be_encoded() -> None:
    assert csv_cell("a\ud800", for_spreadsheet=False).encode() == "a\ufffd".encode()
