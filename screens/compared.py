"""Two issues side by side, laid out as rows in which the shared passages are marked.

A passage has the same small number before it on both sides, so that it is found without colour.
Laying out is pure and happens in a thread; this is the border where text from outside becomes
visible text.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from screens.wrapping import wrap_offsets
from triage.analysis.own_lines import bare_body, line_key
from triage.analysis.passages import shared_passages
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible, visible_line


class Piece(NamedTuple):
    """Neighbouring characters of a row that look alike."""

    text: str
    style: str
    """title, facts, text, shared or label."""


Row = tuple[Piece, ...]


class Comparison(Struct, frozen=True):
    """Two issues, laid out for a width."""

    number: int
    """The other issue."""
    passages: int
    ours: tuple[Row, ...]
    theirs: tuple[Row, ...]


class _Span(NamedTuple):
    start: int
    end: int
    style: str


def compare(
    ours: SampledIssue, theirs: SampledIssue, width: int, common: Collection[str] = ()
) -> Comparison:
    """Two issues with their shared passages.

    Args:
        ours: the issue that is read.
        theirs: the other one.
        width: cells in a row of each.
        common: lines that are not compared (`Index.common`).
    """
    passages = shared_passages(ours.words, theirs.words, _form_lines(ours, theirs, common))
    numbered = list(enumerate(passages, 1))
    left = [(each.start, each.end, number) for number, each in numbered]
    right = [(each.other_start, each.other_end, number) for number, each in numbered]
    return Comparison(
        theirs.issue.number,
        len(passages),
        tuple(_rows(ours, left, width)),
        tuple(_rows(theirs, right, width)),
    )


def first_shared_row(rows: Iterable[Row]) -> int | None:
    """Place of the first row with a shared passage, or None."""
    places = (place for place, row in enumerate(rows) if any(p.style == "shared" for p in row))
    return next(places, None)


def _form_lines(ours: SampledIssue, theirs: SampledIssue, common: Collection[str]) -> set[str]:
    """The lines that the index does not compare either: forms, tick lists, common lines."""
    texts = ours.words, theirs.words
    every = {line_key(line) for text in texts for line in text.splitlines()}
    own = {line_key(line) for text in texts for line in bare_body(text, common).splitlines()}
    return every - own


def _rows(sampled: SampledIssue, passages: list[tuple[int, int, int]], width: int) -> Iterator[Row]:
    issue = sampled.issue
    yield from _wrapped(visible_line(issue.title or "(no title)"), [], width, "title")
    facts = [f"{issue.created_at:%Y-%m-%d}", issue.state, *issue.labels]
    yield from _wrapped(visible_line(" · ".join(facts)), [], width, "facts")
    if not issue.body and sampled.gist:
        yield from _wrapped("Gist in our own words; the text is not shipped:", [], width, "facts")
    yield ()
    shown, spans = _marked(sampled.words, passages)
    yield from _wrapped(shown or "(no text)", spans, width, "text" if shown else "facts")


def _marked(text: str, passages: list[tuple[int, int, int]]) -> tuple[str, list[_Span]]:
    """The visible text with a number before each passage, and where both stand in it.

    A passage that begins within another one is left to that one.
    """
    parts: list[str] = []
    spans: list[_Span] = []
    shown = done = 0
    for start, end, number in sorted(passages):
        if start < done:
            continue
        label = f"‹{number}›"
        before, passage = _visible(text[done:start]), _visible(text[start:end])
        label_at = shown + len(before)
        passage_at = label_at + len(label)
        shown = passage_at + len(passage)
        spans += [_Span(label_at, passage_at, "label"), _Span(passage_at, shown, "shared")]
        parts += [before, label, passage]
        done = end
    return "".join([*parts, _visible(text[done:])]), spans


def _visible(text: str) -> str:
    return visible(text).replace("\t", "    ")


def _wrapped(text: str, spans: list[_Span], width: int, style: str) -> Iterator[Row]:
    waiting = 0
    begin = 0
    for line in text.split("\n"):
        for start, end in wrap_offsets(line, width):
            row = _Span(begin + start, begin + end, style)
            while waiting < len(spans) and spans[waiting].end <= row.start:
                waiting += 1
            yield tuple(_pieces(text, row, spans, waiting))
        begin += len(line) + 1


def _pieces(text: str, row: _Span, spans: list[_Span], first: int) -> Iterator[Piece]:
    """A row cut at the spans, of which those before `first` end before it."""
    position = row.start
    while first < len(spans) and spans[first].start < row.end:
        start, end = max(position, spans[first].start), min(row.end, spans[first].end)
        if start > position:
            yield Piece(text[position:start], row.style)
        yield Piece(text[start:end], spans[first].style)
        position = end
        first += 1
    if position < row.end:
        yield Piece(text[position : row.end], row.style)
