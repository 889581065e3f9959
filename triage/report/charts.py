"""Figures of a question as bars: as text, as an SVG file, and as one bar for a table row.

A bar shows the share, and the whisker across it the 95 % interval. Nothing depends on colour
alone, and each drawing says in words what it shows, because some readers only hear it.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from unicodedata import category, east_asian_width

from triage.analysis.figures import percent, percent_range
from triage.domain.codebook import Kind
from triage.domain.safe_text import visible_line
from triage.report.escape import html_text
from triage.report.model import Finding, Report, Section
from triage.report.words import figure_in_words


class Charts(StrEnum):
    """What a Markdown report draws."""

    NONE = "none"
    BARS = "bars"
    """Bars made of characters, in a code block."""
    SVG = "svg"
    """A picture per question, in files beside the report."""


_BAR_CELLS = 20
_LONGEST_LABEL = 32
_EIGHTHS = " ▏▎▍▌▋▊▉"

_ROW, _LEFT, _BAR, _RIGHT = 26, 250, 260, 190
"""Height of a row, and widths of label, bar and figure, in pixels."""

_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def text_bars(section: Section) -> str:
    """The figures of a question as lines of characters, for a fixed-width font."""
    groups = _groups(section)
    labels = {each.label for _, findings in groups for each in findings}
    width = max((_cells(_cut(label)) for label in labels), default=0)
    lines: list[str] = []
    for name, findings in groups:
        lines += [name] if name else []
        lines += [_text_bar(each, width) for each in findings]
    return "\n".join(lines)


def bar_svg(figure: Finding) -> str:
    """One bar as inline SVG for HTML; it takes its colours from the page."""
    return (
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{html_text(_spoken(figure))}">'
        f'<rect class="track" width="100" height="10"/>{_bar(figure, 0, 0, 100, 10)}</svg>'
    )


def chart_name(stem: str, section: Section) -> str:
    """The file name of a question's chart."""
    return f"{stem}-{section.mark}.svg"


def chart_files(report: Report, stem: str) -> dict[str, str]:
    """The charts of a report as SVG files, by name.

    Args:
        report: whose questions are drawn.
        stem: begins every name.
    """
    return {chart_name(stem, section): chart_svg(section) for section in report.sections}


def chart_svg(section: Section) -> str:
    """The figures of a question as an SVG document of its own."""
    rows: list[str] = []
    top = 0
    for name, findings in _groups(section):
        if name:
            rows.append(f'<text class="group" x="0" y="{top + 18}">{html_text(name)}</text>')
            top += _ROW
        for each in findings:
            rows.append(_row(each, top))
            top += _ROW
    width, height = _LEFT + _BAR + _RIGHT, max(top, _ROW)
    title = _xml(f"{section.mark}: {section.title}")
    spoken = "; ".join(f"{each.label}: {figure_in_words(each)}" for each in _all(section))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title figures">\n'
        f'<title id="title">{title}</title>\n<desc id="figures">{_xml(spoken)}</desc>\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(rows) + "\n</svg>\n"
    )


_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.group{font-weight:600}"
    ".track{fill:#e4e7eb}.value{fill:#3b73b9}.range{stroke:#1f2328;stroke-width:1.5;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e9ec}.track{fill:#333a42}"
    ".value{fill:#6ea3e0}.range{stroke:#e6e9ec}}"
)


def _groups(section: Section) -> list[tuple[str, Sequence[Finding]]]:
    if section.kind is Kind.CHECKLIST:
        return [("provided", section.findings), ("missing", section.missing)]
    return [("", section.findings)]


def _all(section: Section) -> Iterable[Finding]:
    return (each for _, findings in _groups(section) for each in findings)


def _text_bar(finding: Finding, width: int) -> str:
    label = _cut(finding.label)
    eighths = round((finding.share or 0) * _BAR_CELLS * 8)
    bar = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    padding = " " * (width - _cells(label))
    return f"{label}{padding}  {bar.ljust(_BAR_CELLS, '░')}  {figure_in_words(finding)}"


def _row(finding: Finding, top: int) -> str:
    label, figure = _xml(_cut(finding.label)), _xml(figure_in_words(finding))
    bar = _bar(finding, _LEFT, top + 6, _BAR, _ROW - 12)
    return (
        f'<g><title>{_xml(finding.label)}</title><text x="0" y="{top + 18}">{label}</text>'
        f'<rect class="track" x="{_LEFT}" y="{top + 6}" width="{_BAR}" height="{_ROW - 12}"/>'
        f'{bar}<text x="{_LEFT + _BAR + 12}" y="{top + 18}">{figure}</text></g>'
    )


def _bar(finding: Finding, left: float, top: float, width: float, height: float) -> str:
    """The bar itself with its whisker; nothing without a base."""
    if finding.share is None or finding.interval is None:
        return ""
    low, high = (left + width * end for end in (finding.interval.low, finding.interval.high))
    middle, tick = top + height / 2, height / 4
    ends = "".join(f"M{end:.2f} {middle - tick:g}v{2 * tick:g}" for end in (low, high))
    return (
        f'<rect class="value" x="{left:g}" y="{top:g}" width="{width * finding.share:.2f}" '
        f'height="{height:g}"/><path class="range" vector-effect="non-scaling-stroke" '
        f'd="M{low:.2f} {middle:g}H{high:.2f}{ends}"/>'
    )


def _spoken(finding: Finding) -> str:
    if finding.interval is None:
        return "no issue is coded"
    return f"{percent(finding.share)}, 95 % interval {percent_range(finding.interval)}"


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", html_text(visible_line(text)))


def _cut(label: str) -> str:
    """The label on one line, cut where it is long."""
    line = visible_line(label).strip()
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def _cells(text: str) -> int:
    """How many columns a terminal or fixed-width font gives a text."""
    return sum(
        0 if category(each) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(each) in "WF")
        for each in text
    )
