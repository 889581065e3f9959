"""Reads a Markdown report into its parts.

The level of the headings that are questions decides where parts begin; it is found, not assumed,
because reports differ in how deep they start.
"""

from collections.abc import Sequence
from itertools import takewhile, zip_longest

from msgspec import Struct, structs

from triage.report.read.blocks import Block, BlockKind, blocks_of
from triage.report.read.citations import leading_citations
from triage.report.read.document import QuestionText, ReportText, Section
from triage.report.read.headings import Part, is_question_mark, part_of, split_question
from triage.report.read.inline import plain
from triage.report.read.lists import ListReader
from triage.report.read.points import read_points
from triage.report.read.stated_n import with_bases


class _Chapter(Struct, frozen=True):
    """A heading at the level of questions, or above, with its blocks."""

    heading: Block
    blocks: list[Block]


def read_report(text: str) -> ReportText:
    """The parts of a report; anything at all can be read, if only into nothing."""
    blocks = _with_bold_questions(blocks_of(text))
    title = _title(blocks)
    level = _chapter_level(blocks, title)
    report = ReportText(
        title=plain(title.text) if title else "",
        title_line=title.line if title else 1,
        sections=tuple(_sections([block for block in blocks if block is not title])),
    )
    opening, chapters = _chapters(blocks, title, level)
    report = structs.replace(report, overview=tuple(ListReader(opening).passages))
    for chapter in chapters:
        report = _with_chapter(report, chapter)
    return report


def _with_bold_questions(blocks: list[Block]) -> list[Block]:
    """Bold lines `**RQ1: …**` as headings, where no heading has such a mark."""
    if any(block.kind is BlockKind.HEADING and is_question_mark(block.text) for block in blocks):
        return blocks
    return [
        structs.replace(block, kind=BlockKind.HEADING, level=2)
        if block.kind is BlockKind.BOLD and is_question_mark(block.text)
        else block
        for block in blocks
    ]


def _title(blocks: Sequence[Block]) -> Block | None:
    first = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    if first is None or part_of(first.text) is Part.QUESTION:
        return None
    is_only_one = sum(_is_heading(block, first.level) for block in blocks) == 1
    is_over_questions = any(map(_is_question, blocks))
    return first if first.level == 1 or (is_only_one and is_over_questions) else None


def _chapter_level(blocks: Sequence[Block], title: Block | None) -> int:
    """The level of the headings that are questions, or of the topmost ones below the title."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block is not title]
    marked = [block.level for block in headings if is_question_mark(block.text)]
    asked = [block.level for block in headings if part_of(block.text) is Part.QUESTION]
    return min(marked or asked or [block.level for block in headings], default=1)


_BEHIND_QUESTIONS = (Part.OBSERVATIONS, Part.RECOMMENDATIONS, Part.METHOD)
"""Parts that do not belong to the last question, however deep their headings are."""


def _is_question(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and part_of(block.text) is Part.QUESTION


def _chapters(
    blocks: Sequence[Block], title: Block | None, level: int
) -> tuple[list[Block], list[_Chapter]]:
    opening: list[Block] = []
    chapters: list[_Chapter] = []
    last_question = max(
        (at for at, block in enumerate(blocks) if _is_question(block) and block.level == level),
        default=-1,
    )
    for at, block in enumerate(blocks):
        if block is title:
            continue
        is_chapter = block.kind is BlockKind.HEADING and (
            block.level <= level or (at > last_question and _ends_questions(blocks, at, level))
        )
        if is_chapter:
            chapters.append(_Chapter(block, []))
        elif chapters:
            chapters[-1].blocks.append(block)
        else:
            opening.append(block)
    return opening, chapters


def _ends_questions(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a heading beneath the last question is a part of its own, as deep as it stands.

    It stands as high as any heading of the question, and is not over a list of issues: a finding
    may well be called "Current Limitations".
    """
    block = blocks[at]
    if part_of(block.text) not in _BEHIND_QUESTIONS:
        return False
    before = takewhile(lambda each: not _is_heading(each, level), reversed(blocks[:at]))
    depths = [each.level for each in before if each.kind is BlockKind.HEADING]
    below = next(iter(blocks[at + 1 :]), None)
    is_over_issues = below is not None and bool(leading_citations(below.text, below.line))
    return block.level <= min(depths, default=block.level) and not is_over_issues


def _with_chapter(report: ReportText, chapter: _Chapter) -> ReportText:
    part = part_of(chapter.heading.text)
    match part:
        case Part.OBSERVATIONS | Part.RECOMMENDATIONS:
            points, passages = read_points(chapter.blocks)
            name = "observations" if part is Part.OBSERVATIONS else "recommendations"
            report = structs.replace(report, overview=(*report.overview, *passages))
            return structs.replace(report, **{name: (*getattr(report, name), *points)})
        case Part.METHOD:
            reader = ListReader(chapter.blocks)
            return structs.replace(
                report,
                method=(*report.method, *reader.passages),
                excluded=(*report.excluded, *reader.lists),
            )
        case Part.QUESTION:
            return _with_question(report, chapter, ListReader(chapter.blocks))
        case _:
            reader = ListReader(chapter.blocks)
            if any(each.citations for top in reader.lists for each in top.walk()):
                return _with_question(report, chapter, reader)
            return structs.replace(report, overview=(*report.overview, *reader.passages))


def _with_question(report: ReportText, chapter: _Chapter, reader: ListReader) -> ReportText:
    mark, title = split_question(chapter.heading.text)
    question = QuestionText(
        line=chapter.heading.line,
        mark=mark,
        title=title,
        summary=tuple(reader.passages),
        lists=with_bases(reader.lists),
    )
    return structs.replace(report, questions=(*report.questions, question))


def _sections(blocks: Sequence[Block]) -> list[Section]:
    sections = []
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind is not BlockKind.HEADING:
            continue
        sections.append(
            Section(
                line=block.line,
                heading=plain(block.text),
                level=block.level,
                is_empty=following is None or _ends_section(block, following),
            )
        )
    return sections


def _ends_section(heading: Block, following: Block) -> bool:
    """Whether a section ends with the block behind its heading.

    A heading that only holds findings may stand as high as theirs.
    """
    if following.kind is not BlockKind.HEADING or following.level > heading.level:
        return False
    is_holder = part_of(heading.text) is Part.CONTAINER and following.level == heading.level
    return not (is_holder and part_of(following.text) is Part.OTHER)


def _is_heading(block: Block, level: int) -> bool:
    return block.kind is BlockKind.HEADING and block.level == level
