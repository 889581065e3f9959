"""Labels that would be read as something else, in reports that carry their codebook.

A code may be called "XX %", "#12", "Open (30%)" or "Pattern 2: Fake"; printed, it looks like a
placeholder, an issue, a figure or another heading. A report that triage wrote carries its codebook
in its last comment, so such labels are known there, and a name without any meaning stands in for
them while it is read. No line moves.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from triage.domain.codebook import Codebook
from triage.domain.errors import InputError
from triage.report.audit.fault import Fault
from triage.report.audit.prose import PLACEHOLDER
from triage.report.embedded import embedded_codings
from triage.report.escape import markdown_text
from triage.report.read import shares_in
from triage.report.read.headings import is_numbered_finding, is_question_mark, is_sublabel

_COMMENT = re.compile(r"^<!-- triage-codings v", re.MULTILINE)
_BEFORE = r"(?P<before>\*\*(?:Pattern \d{1,4}: )?|“|\| )"
_BEHIND = r"(?P<behind> \(\d{1,3}% of |\*\*(?: \(|:)|”|(?:, (?:provided|missing))? \|)"
"""What stands round a label wherever a report prints one."""


class PlainReport(Struct, frozen=True):
    """A report in which no label can be misread."""

    text: str
    labels: dict[str, str] = {}
    """What was printed, by the name that stands in for it."""

    def restored(self, faults: Sequence[Fault]) -> list[Fault]:
        """The faults with the labels as they were printed."""
        if not self.labels:
            return list(faults)
        names = re.compile(rf"\b(?:{'|'.join(self.labels)})\b")
        return [
            structs.replace(
                fault,
                claimed=names.sub(lambda found: self.labels[found[0]], fault.claimed),
                found=names.sub(lambda found: self.labels[found[0]], fault.found),
            )
            for fault in faults
        ]


def with_plain_labels(text: str) -> PlainReport:
    """The report with names for labels that would be misread; as it is where there are none.

    A report that carries no codebook, or a damaged one, is read as it is.
    """
    try:
        carried = embedded_codings(text)
    except InputError:
        return PlainReport(text)
    if carried is None:
        return PlainReport(text)
    names = {f"{_letters(at)}zo": label for at, label in enumerate(_misread(carried.codebook))}
    begin = [match.start() for match in _COMMENT.finditer(text)][-1]
    printed, comment = text[:begin], text[begin:]
    for name, label in names.items():
        forms = {markdown_text(label), markdown_text(label, opens_line=False), label}
        known = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
        plain = rf"\g<before>{name}\g<behind>"
        printed = re.sub(f"{_BEFORE}(?:{known}){_BEHIND}", plain, printed)
    return PlainReport(printed + comment, names)


def _misread(codebook: Codebook) -> Iterator[str]:
    for label in sorted({code.label for question in codebook for code in question.codes}):
        is_heading = any(
            each(label) for each in (is_numbered_finding, is_question_mark, is_sublabel)
        )
        is_figure = bool(shares_in(label, 0, counts=True))
        if is_figure or is_heading or PLACEHOLDER.search(label) or _ISSUE.search(label):
            yield label


_ISSUE = re.compile(r"#\d|\bGH-\d|/issues/\d")


def _letters(place: int) -> str:
    """`A` to `Z`, then `AA` and so on: a name with a digit could be read as a figure again."""
    rest, letter = divmod(place, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
