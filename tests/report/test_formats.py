"""Every format has the same figures, and the same bytes each time."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.analysis.test_summary import codings
from tests.report.material import demo_material, hostile_material, small_material
from triage.analysis.figures import percent, percent_range
from triage.domain.codebook import Kind
from triage.domain.coding import Coding
from triage.domain.errors import InputError
from triage.report.build import build_report
from triage.report.charts import Charts
from triage.report.escape import latex_text, markdown_text, plain_from_markdown
from triage.report.model import Finding, Report
from triage.report.template import Template
from triage.report.write import SUFFIXES, Options, extra_files, read_json, write_report

Row = tuple[str, str, str, int, int, str, str]
"""Question, standing, label, k, n, percentage and range as printed."""


def row(mark: str, standing: str, finding: Finding) -> Row:
    printed = (percent(finding.share), percent_range(finding.interval))
    return (mark, standing, finding.label, finding.k, finding.n, *printed)


def expected(report: Report) -> set[Row]:
    rows = set()
    for section in report.sections:
        is_checklist = section.kind is Kind.CHECKLIST
        first = "provided" if is_checklist else ""
        rows |= {row(section.mark, first, each) for each in section.findings}
        rows |= {row(section.mark, "missing", each) for each in section.missing}
    return rows


class Cells(HTMLParser):
    """The cells of every table, row by row, under the table's caption."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[str]]] = []
        self.caption = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "caption":
            self.caption = ""
        if tag == "tr":
            self.rows.append((self.caption, []))
        if tag in ("td", "th"):
            self.rows[-1][1].append("")
        if tag in ("td", "th", "caption"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self.caption += data
        elif self._inside:
            self.rows[-1][1][-1] += data


def standing_of(caption: str) -> str:
    found = re.search(r"(Provided|Missing)\.$", caption)
    return found[1].lower() if found else ""


def html_rows(text: str) -> set[Row]:
    parser = Cells()
    parser.feed(text)
    rows: set[Row] = set()
    for caption, cells in parser.rows:
        if caption.startswith("RQ") and cells[2].isdigit():
            label, _, k, n, share, ends = cells
            rows.add((caption[:3], standing_of(caption), label, int(k), int(n), share, ends))
    return rows


def latex_rows(text: str, labels: set[str]) -> set[Row]:
    plain = {latex_text(label): label for label in labels}
    rows: set[Row] = set()
    for caption, body in re.findall(
        r"\\caption\{(RQ.*?)\}\\\\\n.*?\\endfoot\n(.*?)\\end\{longtable\}", text, re.DOTALL
    ):
        for line in body.splitlines():
            label, k, n, share, ends = line.removesuffix("\\\\").split(" & ")
            share, ends = share.replace("~\\", " "), ends.replace("{[}", "[")
            rows.add((caption[:3], standing_of(caption), plain[label], int(k), int(n), share, ends))
    return rows


def csv_rows(text: str) -> set[Row]:
    rows: set[Row] = set()
    for each in csv.DictReader(io.StringIO(text)):
        if each["code"]:
            share, low, high = (float(each[name] or "nan") for name in ("share", "low", "high"))
            has_base = bool(int(each["n"]))
            printed = f"[{int(low * 100 + 0.5)}–{int(high * 100 + 0.5)}]" if has_base else ""
            rows.add((
                each["question"], each["standing"].replace("chosen", ""), each["label"],
                int(each["k"]), int(each["n"]), percent(share if has_base else None), printed,
            ))  # fmt: skip
            assert len(each["issues"].split()) == int(each["k"])
    return rows


PATTERN = re.compile(
    r"^\*\*Pattern \d+: (.*) \((\d+)% of [^)]*\)\*\*\n\n(\d+) of (\d+) · (\d+) % (\[.*\])$",
    re.MULTILINE,
)
ITEM = re.compile(
    r"^\d+\. \*\*(.*)\*\* \((provided|missing) in (\d+)%\): (\d+) of (\d+) · (\d+) % (\[.*\])$",
    re.MULTILINE,
)


def markdown_rows(text: str) -> set[Row]:
    rows: set[Row] = set()
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        mark = part[3:6]
        for label, head, k, n, share, ends in PATTERN.findall(part):
            assert head == share
            rows.add((mark, "", plain_from_markdown(label), int(k), int(n), f"{share} %", ends))
        for label, standing, head, k, n, share, ends in ITEM.findall(part):
            assert head == share
            label = plain_from_markdown(label)
            rows.add((mark, standing, label, int(k), int(n), f"{share} %", ends))
    return rows


def assert_agreement(report: Report) -> None:
    everything = expected(report)
    labels = {each[2] for each in everything}
    assert html_rows(write_report(report, ".html")) == everything
    assert latex_rows(write_report(report, ".tex"), labels) == everything
    assert csv_rows(write_report(report, ".csv")) == everything
    assert expected(read_json(write_report(report, ".json"))) == everything
    printed = markdown_rows(write_report(report, ".md"))
    assert printed <= everything
    assert {each for each in everything if each[3] and not each[1]} <= printed


def test_every_format_has_the_figures_of_the_demo() -> None:
    for rater in ("original", "second"):
        assert_agreement(build_report(demo_material(rater)))


def test_every_format_has_the_figures_of_hostile_labels() -> None:
    assert_agreement(build_report(hostile_material()))


@settings(max_examples=12, deadline=None)
@given(codings())
def test_every_format_has_the_same_figures(coded: dict[str, Coding]) -> None:
    assert_agreement(build_report(small_material(list(coded.values()), count=5)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_material_gives_the_same_bytes(suffix: str) -> None:
    texts = {write_report(build_report(demo_material()), suffix).encode() for _ in range(2)}
    assert len(texts) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_texts_can_be_written_in_every_format(suffix: str) -> None:
    text = write_report(build_report(hostile_material()), suffix)
    assert text.endswith("\n")
    assert "\x1b" not in text
    text.encode()


def test_json_is_the_report_itself() -> None:
    report = build_report(demo_material())
    assert read_json(write_report(report, ".JSON")) == report
    with pytest.raises(InputError, match="not a report in JSON"):
        read_json("[]")


def test_an_unknown_suffix_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        InputError, match=r"end the file's name in \.md, \.html, \.tex, \.csv or \.json"
    ):
        write_report(build_report(small_material([])), ".pdf")


def test_a_template_for_csv_is_refused() -> None:
    own = Options(template=Template(text="", name="own.j2"))
    with pytest.raises(InputError, match=r"own\.j2: \.csv is written without a template"):
        write_report(build_report(small_material([])), ".csv", own)


def test_charts_in_files_are_named_in_the_report() -> None:
    report = build_report(demo_material())
    options = Options(charts=Charts.SVG, stem="study")
    text, files = write_report(report, ".md", options), extra_files(report, ".md", options)
    assert [name for name in files if f"]({name})" in text] == list(files)
    assert len(files) == 4
    assert not extra_files(report, ".html", options)


def test_csv_for_a_spreadsheet_holds_no_formula() -> None:
    report = build_report(hostile_material())
    exact = write_report(report, ".csv")
    guarded = write_report(report, ".csv", Options(for_spreadsheet=True))
    assert "=cmd|" in {each["label"][:5] for each in csv.DictReader(io.StringIO(exact))}
    cells = [
        cell for line in csv.reader(io.StringIO(guarded.removeprefix("\ufeff"))) for cell in line
    ]
    assert guarded.startswith("\ufeff")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_issues_outside_the_base_have_rows_of_their_own() -> None:
    report = build_report(demo_material())
    rows = list(csv.DictReader(io.StringIO(write_report(report, ".csv"))))
    apart = {(each["question"], each["standing"]): each for each in rows if not each["code"]}
    assert apart["", "excluded"]["k"] == "1"
    for section in report.sections:
        assert int(apart[section.mark, "uncoded"]["k"]) == len(section.uncoded)
        assert apart[section.mark, "uncoded"]["share"] == ""


def test_markdown_labels_survive_their_escaping() -> None:
    assert plain_from_markdown(markdown_text("a*b_c [d]: #1")) == "a*b_c [d]: #1"
