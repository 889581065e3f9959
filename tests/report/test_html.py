"""The HTML is one safe file, and can be heard and walked through without being seen."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.report.material import HOSTILE, demo_material, hostile_material
from triage.domain.safe_text import visible
from triage.report.build import build_report
from triage.report.html import write_html
from triage.report.prose import html_prose

PAGES = [write_html(build_report(made)) for made in (demo_material(), hostile_material())]
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Tags, attributes and text of a page; refuses tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


OUTLINES = [Outline(page) for page in PAGES]
both = pytest.mark.parametrize("outline", OUTLINES)


@both
def test_landmarks_and_headings_can_be_walked(outline: Outline) -> None:
    for landmark in ("header", "nav", "main", "h1"):
        assert len(outline.having(landmark)) == 1
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert all(level <= before + 1 for before, level in pairwise(levels))


@both
def test_tables_have_captions_and_headers_and_bars_have_words(outline: Outline) -> None:
    assert len(outline.having("table")) == len(outline.having("caption")) > 0
    assert all(each.get("scope") in ("row", "col") for each in outline.having("th"))
    assert all(
        each.get("role") == "img" and each.get("aria-label") for each in outline.having("svg")
    )


@both
def test_every_link_leads_to_the_web_or_to_a_place_on_the_page(outline: Outline) -> None:
    ids = [each["id"] for _, each in outline.tags if "id" in each]
    assert len(ids) == len(set(ids))
    for each in outline.having("a"):
        address = each["href"] or ""
        assert address.startswith("https://") or address.removeprefix("#") in ids


@both
def test_nothing_is_loaded_and_nothing_runs(outline: Outline) -> None:
    names = {tag for tag, _ in outline.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "input", "base"}
    attributes = {name for _, each in outline.tags for name in each}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
    policy = next(each for each in outline.having("meta") if "http-equiv" in each)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_hostile_texts_are_read_letter_by_letter() -> None:
    for text in HOSTILE:
        assert visible(text).replace("\n", " ") in OUTLINES[1].text.replace("\n", " ")


def test_a_humans_markdown_becomes_html_without_raw_html_headings_or_pictures() -> None:
    text = (
        "# Big\n\nA *b* **c** `d<` [e](https://a.bc) [f](javascript:x) <b>g</b> ![h](i.png)"
        "\n\n1. x\n2. y"
    )
    assert html_prose(text) == (
        "<p><strong>Big</strong></p>\n"
        '<p>A <em>b</em> <strong>c</strong> <code>d&lt;</code> <a href="https://a.bc">e</a> '
        "[f](javascript:x) &lt;b&gt;g&lt;/b&gt; h</p>\n<ol>\n<li>x</li>\n<li>y</li>\n</ol>\n"
    )
