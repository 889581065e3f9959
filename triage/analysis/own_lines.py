"""The lines of an issue that are its author's own: no form, no tick list, no dump of a tool.

What a project's own forms and tools repeat is not listed here but learned from its population: a
line that stands in many issues says nothing about any of them, and neither does a field of a form
(`Platform: …`, `| CPU | …`) when the same answers come again and again (`CommonLines`). Code and
traces stay, because they are often the only words that two reports of one fault share.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator

COMMON_SHARE = 0.005
"""A line that stands in more than this share of a population belongs to its forms or tools."""

FIELD_SHARE = 0.02
"""A label that begins a line in more than this share of a population may be a field of a form."""

COMMON_LEAST = 10
"""In a small population a line has to stand in more issues than this before it counts as common."""

LONGEST_FIELD = 100
"""A longer line is prose, whatever it begins with."""

DIFFERENT_LINES_HELD = 400_000
"""When more different lines than this are counted, those seen once are forgotten (50 MB)."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_VALUE = re.compile(r"[0-9][0-9A-Za-z_]*")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_TICK = re.compile(r"[-*+] ?\[[ xX]?\]")
_FORM_SECTION = re.compile(
    r"\b(?:environment|system info|checklist|code of conduct|before submitting|alternatives"
    r"|(?:version|platform)s?(?: info\w*)?\W*$)",
    re.IGNORECASE,
)
_NO_ANSWER = "_No response_"
_MARKER = re.compile(r"```|~~~")
_LABEL = re.compile(r"\|[^|]{1,40}\||[^|:?：]{1,60}(?:[:?](?=[\s*]|\Z)|：)")
_INDENTED = (" " * 4, "\t")


class CommonLines:
    """The lines and fields that a population's forms, tools and habits repeat.

    They are counted issue by issue, and words only up to their first digit: `numpy==1.26.4` and
    `numpy==2.1.0rc1` are one line of an environment dump.
    """

    def __init__(self) -> None:
        self._lines: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        """Labels, and the lines that begin with one."""
        self._issues = 0

    def add(self, body: str) -> None:
        """Counts the lines of one more body, each once."""
        lines = set()
        fields = set()
        for key, _, is_code in _own_lines(body):
            lines.add(key)
            if not is_code and (label := _label(key)):
                fields |= {label, key}
        self._lines.update(lines)
        self._fields.update(fields)
        self._issues += 1
        self._lines, self._fields = _bounded(self._lines), _bounded(self._fields)

    def found(self) -> frozenset[str]:
        """The common lines of the bodies so far, in the form that `bare_body` expects."""
        least = max(COMMON_LEAST, COMMON_SHARE * self._issues)
        return frozenset(
            [*(key for key, count in self._lines.items() if count > least), *self._form_fields()]
        )

    def _form_fields(self) -> Iterator[str]:
        """The labels of which at least every other line stands in several issues.

        So `error:` is none, though many issues have it: what comes behind it differs.
        """
        again: Counter[str] = Counter()
        for key, count in self._fields.items():
            if count > 1 and not key.endswith(" "):
                again[_label(key)] += count
        least = max(COMMON_LEAST, FIELD_SHARE * self._issues)
        for label, count in again.items():
            if 2 * count >= self._fields[label] > least:
                yield label


def line_key(line: str) -> str:
    """What a line is counted by: trimmed, and its words up to their first digit."""
    return _VALUE.sub("", line).strip() or line.strip()


def bare_body(body: str, common: Collection[str] = ()) -> str:
    """The lines that are an author's own: no form, no tick list, no common line.

    Args:
        body: the body as fetched.
        common: what `CommonLines.found` gave for the population.
    """
    return "\n".join(
        line
        for key, line, is_code in _own_lines(body)
        if key not in common and (is_code or _label(key) not in common)
    )


def _label(key: str) -> str:
    """The label that a line begins with, as a field of a form does, or nothing.

    A space stands behind it. No key ends with one, so labels and keys can lie in one set.
    """
    if len(key) > LONGEST_FIELD or not (":" in key or "|" in key or "?" in key or "：" in key):
        return ""
    found = _LABEL.match(key)
    return f"{found[0]} " if found else ""


def _own_lines(body: str) -> Iterator[tuple[str, str, bool]]:
    """Lines without form sections, fences and tick lists: key for counting, line, is it code."""
    if "<!--" in body:
        body = _COMMENT.sub("\n", body)
    fenced = False
    section = 0
    keys = map(str.strip, _VALUE.sub("", body).split("\n"))
    for bare, line in zip(keys, body.split("\n"), strict=True):
        key = bare or line.strip()
        if not key or key == _NO_ANSWER:
            continue
        if key[0] in "`~" and _MARKER.match(key):
            fenced = not fenced
        elif key[0] == "#" and (heading := _HEADING.match(key)):
            section = _section_after(heading, section, fenced)
            if not section:
                yield key, line, fenced
        elif not section and not (key[0] in "-*+" and _TICK.match(key)):
            yield key, line, fenced or line.startswith(_INDENTED)


def _section_after(heading: re.Match[str], section: int, fenced: bool) -> int:
    """Level of the form section behind a heading; 0 for none.

    In a fence `#` begins a comment, so no section starts there; but a heading of the section's
    own level ends it, lest a fence that nobody closed swallows the rest of the report.
    """
    level = len(heading[1])
    if fenced:
        return 0 if level == section else section
    if _FORM_SECTION.search(heading[2]):
        return min(level, section or level)
    return section if level > section else 0


def _bounded(counts: Counter[str]) -> Counter[str]:
    if len(counts) <= DIFFERENT_LINES_HELD:
        return counts
    return Counter({key: count for key, count in counts.items() if count > 1})
