"""What of an issue's text a rater need not read first: forms, tick lists, environments, logs.

Nothing is removed: a fold names whole lines that a screen may dim, or hide until they are asked
for. The words a reporter wrote are never part of one, so every rule asks for the shape of what a
form or a program writes, and a doubtful line stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from triage.analysis.text_blocks import Block, BlockKind, find_blocks, find_headings

LONG_LOG = 12
"""Lines from which a log or a stack trace is folded."""

LONG_CODE = 30
"""Lines from which any other fenced block is folded: a reproduction is often evidence."""

LONG_DUMP = 12
"""Lines from which what stands under a heading on the environment may be taken for a dump."""

COMMON = 3
"""Issues in which a heading must stand to count as one of their form."""


class FoldKind(StrEnum):
    """What a fold holds; the value is what a screen may write in its place."""

    HEADING = "form heading"
    UNANSWERED = "no response"
    TICKS = "tick list of a form"
    ENVIRONMENT = "environment"
    TRACE = "stack trace"
    LOG = "log"
    CODE = "long block"
    COMMENT = "hidden comment"


class Fold(Struct, frozen=True):
    """Whole lines from `start_line` to before `end_line`, counted from 0 between newlines."""

    start_line: int
    end_line: int
    kind: FoldKind

    @property
    def is_hidden(self) -> bool:
        """Whether it is worth hiding until asked for; else it is only dimmed."""
        return self.kind is not FoldKind.HEADING and self.end_line - self.start_line > 2


class _Section(Struct, frozen=True):
    """A heading and what stands under it."""

    heading: int
    end: int
    is_form: bool
    """The heading belongs to an issue form."""
    is_environment: bool


_RESPONSE = "_No response_"
_TICK = re.compile(r"\s*[-*+] \[[ xX]\] ")
_PROMISE = re.compile(
    r"\bI(?:'ve| have| am|'m)? (?:already )?(?:search|read|check|agree|confirm|aware|verif|looked)"
    r"|\bsearched\b|\bduplicate of\b|\bexisting issues\b|\bread the\b|\bcode of conduct\b"
    r"|\bcontributing guide|\bagree to\b|\bmake sure you\b|\blatest version\b",
    re.IGNORECASE,
)
_ABOUT_ENVIRONMENT = re.compile(
    r"\W*(?:(?:your|my|the|current|system|test|software)\s+){0,3}"
    r"(?:environment|versions?|info|information|setup|platform|meta|hardware|configuration)\b.{0,45}",
    re.IGNORECASE,
)
_COLLECTED = re.compile(r"collecting environment information|collect_env", re.IGNORECASE)
_DUMP_LINE = re.compile(
    r"\s*(?:\[\w{1,20}\] |[a-z*][\w \t.()/@#-]{0,80}?(?:==?|:)(?:\s|\d|\Z)|GPU\d|NIC\d)",
    re.IGNORECASE,
)
_TRACE_LINE = re.compile(
    r'[^"]{0,80}?(?:Traceback \(most recent|File "|\bstack backtrace)|\s*at [\w.$<>:/]{3,200}[ (]'
    r"|\s*frame #\d|\s*#?\d{1,3}:? +0x",
)
_PACKAGE = re.compile(r"[\w.+-]+ {2,}[\w.+-]+(?: {2,}\S+)?\s*\Z|[ =-]{10,}\Z")
_ENCLOSING = re.compile(
    r"\s*(?:```|~~~|</?(?:details|summary|code|pre)\b.*>\s*\Z|\Z)", re.IGNORECASE
)
_SPEAKING = re.compile(r"\s*(?:I|We|My|Here|Hi|Hello)\b(?:\s+\S+){2}", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[a-z'’]+[,.;:!?]?")
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]{2}")
_FORM_HEADING = re.compile(r"#{1,6} \S")
_LOG_LINE = re.compile(
    r"\s*(?:\([\w .-]{1,40}pid=\d|\[?(?:\d{4}-\d\d-\d\d|\d\d?:\d\d:\d\d)"
    r"|\[?(?:INFO|WARN|ERROR|DEBUG|TRACE|FATAL|CRITICAL)\b|[~^]+\s*\Z)",
    re.IGNORECASE,
)


def boilerplate(body: str, form_headings: Collection[str] = ()) -> list[Fold]:
    """The folds of an issue's body in their order; no line is in two.

    Args:
        body: the text as fetched; lines end at newlines.
        form_headings: what `common_headings` found in the issues around it.
    """
    lines = body.split("\n")
    blocks = find_blocks(lines)
    sections = _sections(lines, blocks, form_headings)
    folds = [
        *(fold for section in sections for fold in _form_folds(lines, section)),
        *_block_folds(lines, blocks, sections),
        *_loose_folds(lines, blocks, sections),
    ]
    return list(_outermost(folds))


def common_headings(bodies: Iterable[str], least: int = COMMON) -> frozenset[str]:
    """The headings that stand in at least so many of the bodies: those of their form."""
    counts: Counter[str] = Counter()
    for body in bodies:
        lines = body.split("\n")
        counts.update({lines[each].strip() for each in find_headings(lines, find_blocks(lines))})
    return frozenset(heading for heading, count in counts.items() if count >= least)


def _sections(
    lines: Sequence[str], blocks: Sequence[Block], form_headings: Collection[str]
) -> list[_Section]:
    places = find_headings(lines, blocks)
    first = next((place for place, line in enumerate(lines) if line.strip()), -1)
    is_form = bool(places) and places[0] == first and lines[first].startswith("### ")
    return [
        _Section(
            place,
            end,
            lines[place].strip() in form_headings
            or (is_form and _stands_as_in_a_form(lines, place)),
            bool(_ABOUT_ENVIRONMENT.fullmatch(lines[place].strip())),
        )
        for place, end in pairwise([*places, len(lines)])
    ]


def _stands_as_in_a_form(lines: Sequence[str], place: int) -> bool:
    """GitHub writes the label of a field as a heading of level 3 between blank lines."""
    around = (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2])
    return lines[place].startswith("### ") and not "".join(around).strip()


def _form_folds(lines: Sequence[str], section: _Section) -> Iterator[Fold]:
    filled = [line for line in range(section.heading + 1, section.end) if lines[line].strip()]
    if filled and all(lines[line].strip() == _RESPONSE for line in filled):
        yield Fold(section.heading, filled[-1] + 1, FoldKind.UNANSWERED)
    elif filled and section.is_form and _are_promises([lines[line] for line in filled]):
        yield Fold(section.heading, filled[-1] + 1, FoldKind.TICKS)
    elif section.is_form:
        yield Fold(section.heading, section.heading + 1, FoldKind.HEADING)


def _are_promises(lines: Sequence[str]) -> bool:
    """Whether the lines are ticks by which reporters say that they kept the rules."""
    if not all(_TICK.match(line) for line in lines):
        return False
    return sum(bool(_PROMISE.search(line[:400])) for line in lines) * 2 > len(lines)


def _block_folds(
    lines: Sequence[str], blocks: Sequence[Block], sections: Sequence[_Section]
) -> Iterator[Fold]:
    environment = _environment(sections)
    for block in blocks:
        if block.kind is BlockKind.COMMENT:
            yield Fold(block.start, block.end, FoldKind.COMMENT)
            continue
        inside = lines[block.start + 1 : block.end - 1]
        if _says_collected(lines[block.start : block.start + 5]) or (
            block.start in environment and _is_a_dump(inside)
        ):
            yield from _dump_fold(lines, block.start, block.end)
        elif kind := _kind_of_output(inside):
            yield from _fold_behind_words(lines, block.start, block.end, kind)


def _environment(sections: Sequence[_Section]) -> Collection[int]:
    """The lines under a heading on the environment."""
    return {
        line
        for section in sections
        if section.is_environment
        for line in range(section.heading, section.end)
    }


def _is_a_dump(lines: Sequence[str]) -> bool:
    """Whether lines under a heading on the environment are what a program printed."""
    filled = [line for line in lines if line.strip()]
    listed = sum(bool(_DUMP_LINE.match(line) or _PACKAGE.match(line)) for line in filled)
    return len(filled) >= LONG_DUMP and listed * 5 > len(filled) * 3


def _dump_fold(lines: Sequence[str], start: int, end: int) -> Iterator[Fold]:
    """A dump without the words that somebody wrote into it; a heading ends it."""
    begin = start
    for place in range(start, end + 1):
        is_heading = place < end and place > start and _FORM_HEADING.match(lines[place])
        if place == end or is_heading or _is_said(lines[place]):
            if _is_printed(lines[begin:place]):
                yield Fold(begin, place, FoldKind.ENVIRONMENT)
            begin = place + 1
        if is_heading:
            return


def _is_printed(lines: Sequence[str]) -> bool:
    """Whether a program or the form wrote lines: in a short stretch, every one of them."""
    filled = [line for line in lines if not _ENCLOSING.match(line)]
    if len(filled) >= LONG_DUMP:
        return _says_collected(filled) or _is_a_dump(filled)
    return bool(filled) and all(
        _COLLECTED.search(line[:200]) or _DUMP_LINE.match(line) or _LOG_LINE.match(line)
        for line in filled
    )


def _fold_behind_words(
    lines: Sequence[str], start: int, end: int, kind: FoldKind
) -> Iterator[Fold]:
    """A fold that leaves the words in front of an output to be read."""
    begin = start
    for place in range(start, end):
        if _is_said(lines[place]):
            begin = place + 1
        elif not _ENCLOSING.match(lines[place]):
            break
    if begin < end:
        yield Fold(begin, end, kind)


def _is_said(line: str) -> bool:
    """Whether a line is somebody's sentence, and not what a program printed."""
    if _LOG_LINE.match(line):
        return False
    if _SPEAKING.match(line) or _OTHER_SCRIPT.search(line):
        return True
    if _DUMP_LINE.match(line):
        return False
    words = line.split()
    plain = sum(bool(_PLAIN_WORD.fullmatch(word)) for word in words)
    return len(words) > 4 and words[0][0].isalpha() and plain * 5 >= len(words) * 3


def _kind_of_output(lines: Sequence[str]) -> FoldKind | None:
    """What a long block holds; None when it is not long enough to be folded."""
    if len(lines) < LONG_LOG:
        return None
    if sum(bool(_TRACE_LINE.match(line)) for line in lines) > 1:
        return FoldKind.TRACE
    if sum(bool(_LOG_LINE.match(line)) for line in lines) * 3 > len(lines):
        return FoldKind.LOG
    return FoldKind.CODE if len(lines) >= LONG_CODE else None


def _loose_folds(
    lines: Sequence[str], blocks: Sequence[Block], sections: Sequence[_Section]
) -> Iterator[Fold]:
    """Tick lists, environments and logs that nothing encloses."""
    taken = {line for block in blocks for line in range(block.start, block.end)}
    taken.update(section.heading for section in sections)
    environment = _environment(sections)
    for start, end in _runs(lines, taken, _TICK.match):
        if _are_promises([line for line in lines[start:end] if line.strip()]):
            yield Fold(start, end, FoldKind.TICKS)
    for start, end in _runs(lines, taken, _is_dumped):
        if _says_collected(lines[start : start + 3]) or (
            start in environment and _is_a_dump(lines[start:end])
        ):
            yield from _dump_fold(lines, start, end)
    for start, end in _runs(lines, taken, _is_output):
        kind = _kind_of_output(lines[start:end])
        if kind in (FoldKind.TRACE, FoldKind.LOG):
            yield from _fold_behind_words(lines, start, end, kind)


def _runs(
    lines: Sequence[str], taken: Collection[int], belongs: Callable[[str], object]
) -> Iterator[tuple[int, int]]:
    """Stretches of lines that belong together; blank lines may lie between them."""
    start = end = -1
    for place, line in enumerate(lines):
        if not line.strip() and place not in taken:
            continue
        if place not in taken and belongs(line):
            start = place if start < 0 else start
            end = place + 1
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _says_collected(lines: Sequence[str]) -> bool:
    return any(_COLLECTED.search(line[:200]) and not _is_said(line) for line in lines)


def _is_dumped(line: str) -> bool:
    return bool(_DUMP_LINE.match(line)) or _says_collected([line])


def _is_output(line: str) -> bool:
    return line.startswith(("    ", "\t")) or bool(_LOG_LINE.match(line) or _TRACE_LINE.match(line))


def _outermost(folds: Iterable[Fold]) -> Iterator[Fold]:
    reached = 0
    for fold in sorted(folds, key=lambda fold: (fold.start_line, -fold.end_line)):
        if fold.start_line >= reached:
            reached = fold.end_line
            yield fold
