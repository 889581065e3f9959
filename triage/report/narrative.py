"""The human's words for a report, in a file that people write: `narrative.md`.

Headings say where words belong: a question by its place (`## RQ1`) or its id, `## Observations`,
`## Recommendations`. Observations and recommendations are numbered or bulleted lists whose items
begin with a bold title; a recommendation may end with `(supported by …)`.
"""

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from triage.domain.codebook import Codebook
from triage.domain.safe_text import visible_line
from triage.report.model import Statement

_MARK = re.compile(r"RQ\d{1,3}")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:\d{1,4}[.)]|[-*+])\s+(.*)$")
_STATEMENT = re.compile(r"^\*\*(?P<title>.+?)\*\*:?\s*(?P<text>.*)$", re.DOTALL)
_SUPPORT = re.compile(
    r"\s*\(supported by\s+(?P<support>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*\.?\s*$", re.IGNORECASE
)


class Narrative(Struct, frozen=True, kw_only=True):
    """What a human wrote for a report."""

    summaries: dict[str, str] = {}
    """By question id."""
    observations: tuple[Statement, ...] = ()
    recommendations: tuple[Statement, ...] = ()
    unplaced: tuple[str, ...] = ()
    """Headings that name neither a question nor a part of the report."""


def read_narrative(text: str, codebook: Codebook) -> Narrative:
    """The words in a narrative file, by where they belong."""
    narrative = Narrative()
    marks = zip(question_marks(codebook), codebook, strict=True)
    ids = {mark.casefold(): question.id for mark, question in marks}
    ids |= {question.id.casefold(): question.id for question in codebook}
    for heading, body in _parts(text):
        name = heading.partition(":")[0].strip().casefold()
        if name in ids:
            summaries = {**narrative.summaries, ids[name]: body}
            narrative = structs.replace(narrative, summaries=summaries)
        elif name == "observations":
            narrative = structs.replace(narrative, observations=_statements(body))
        elif name == "recommendations":
            narrative = structs.replace(narrative, recommendations=_statements(body))
        elif body:
            narrative = structs.replace(narrative, unplaced=(*narrative.unplaced, heading))
    return narrative


def question_marks(codebook: Codebook) -> list[str]:
    """What a report calls the questions: their ids where all are like RQ1, else RQ1 by place."""
    marks = [question.id.upper() for question in codebook]
    if all(map(_MARK.fullmatch, marks)) and len(set(marks)) == len(marks):
        return marks
    return [f"RQ{place}" for place in range(1, len(marks) + 1)]


def narrative_template(codebook: Codebook) -> str:
    """An empty narrative file for a codebook."""
    marks = zip(question_marks(codebook), codebook, strict=True)
    questions = "".join(f"## {mark}: {question.title}\n\n" for mark, question in marks)
    return f"# Narrative\n\n{questions}## Observations\n\n## Recommendations\n"


def observation_item(title: str, words: str) -> str:
    """An observation as an item of a narrative's list: on one line, as an item must be.

    Asterisks in the title are set apart, since two end a title.
    """
    bold = visible_line(title).replace("*", "* ").strip()
    return f"- **{bold}**: {visible_line(words).strip()}"


def with_observation(text: str, title: str, words: str) -> str:
    """The text of a narrative file with one more observation at the end of its list.

    Args:
        text: of the file; all else in it stays.
        title: of the observation.
        words: what it says.
    """
    item = observation_item(title, words)
    lines = text.splitlines()
    heads = [place for place, line in enumerate(lines) if _HEADING.match(line)]
    own = next((place for place in heads if _name_of(lines[place]) == "observations"), None)
    if own is None:
        return "\n".join([*lines, "", "## Observations", "", item, ""])
    end = next((place for place in heads if place > own), len(lines))
    while end > own + 1 and not lines[end - 1].strip():
        end -= 1
    before = [""] if end == own + 1 else []
    behind = lines[end:] or [""]
    return "\n".join([*lines[:end], *before, item, *behind]).rstrip("\n") + "\n"


def chapter_of(lines: Sequence[str]) -> str:
    """What the last heading among some lines of a narrative file names; empty without one."""
    return next((name for line in reversed(lines) if (name := _name_of(line))), "")


def _name_of(line: str) -> str:
    match = _HEADING.match(line)
    return match[1].partition(":")[0].strip().casefold() if match else ""


def _parts(text: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, list[str]]] = [("Narrative", [])]
    for line in text.splitlines():
        if match := _HEADING.match(line):
            parts.append((match[1], []))
        else:
            parts[-1][1].append(line)
    return [(heading, "\n".join(lines).strip()) for heading, lines in parts]


def _statements(body: str) -> tuple[Statement, ...]:
    items: list[list[str]] = []
    for line in body.splitlines():
        if match := _ITEM.match(line):
            items.append([match[1]])
        elif items and line.strip():
            items[-1].append(line.strip())
        elif line.strip():
            items.append([line.strip()])
    return tuple(_statement(" ".join(lines)) for lines in items)


def _statement(item: str) -> Statement:
    support = ""
    if match := _SUPPORT.search(item):
        support, item = match["support"].strip(), item[: match.start()]
    if match := _STATEMENT.match(item):
        return Statement(title=match["title"].rstrip(":"), text=match["text"], support=support)
    return Statement(title="", text=item, support=support)
