import re
from xml.etree import ElementTree

from tests.report.material import demo_material, hostile_material
from triage.report.build import build_report
from triage.report.charts import bar_svg, chart_files, text_bars
from triage.report.words import figure_in_words

REPORT = build_report(demo_material())
HOSTILE = build_report(hostile_material())


def test_every_chart_is_well_formed_and_says_its_figures_in_words() -> None:
    for report in (REPORT, HOSTILE):
        files = chart_files(report, "study")
        assert list(files) == [f"study-{section.mark}.svg" for section in report.sections]
        for section, text in zip(report.sections, files.values(), strict=True):
            root = ElementTree.fromstring(text)
            assert root.get("role") == "img"
            description = root.find("{http://www.w3.org/2000/svg}desc")
            assert description is not None
            for finding in (*section.findings, *section.missing):
                assert figure_in_words(finding) in (description.text or "")


def test_charts_hold_no_script_and_load_nothing() -> None:
    for text in chart_files(HOSTILE, "x").values():
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
        assert tags <= {"svg", "title", "desc", "style", "g", "text", "rect", "path"}
        assert "href" not in {
            key for each in ElementTree.fromstring(text).iter() for key in each.attrib
        }


def test_an_inline_bar_is_as_long_as_its_share_and_speaks() -> None:
    finding = REPORT.sections[0].findings[0]
    bar = bar_svg(finding)
    match = re.search(r'class="value" x="0" y="0" width="([\d.]+)"', bar)
    assert match is not None
    assert float(match[1]) == round(100 * finding.k / finding.n, 2)
    share = f"{100 * finding.k / finding.n:.0f}"
    assert re.search(rf'role="img" aria-label="{share} %, 95 % interval \[\d+–\d+\]"', bar)


def test_text_bars_line_up_and_are_one_line_each() -> None:
    for report in (REPORT, HOSTILE):
        for section in report.sections:
            lines = text_bars(section).split("\n")
            groups = 2 if section.missing else 0
            assert len(lines) == len(section.findings) + len(section.missing) + groups
            assert not any(re.fullmatch(r"\s*`{3,}\s*", line) for line in lines)
