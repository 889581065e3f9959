"""Places the issues of one question: which answer the report gives for each."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from triage.domain.codebook import Kind, Question
from triage.domain.coding import Answer
from triage.report.import_codebook import code_named
from triage.report.read import Citation, FindingText, QuestionText, Role, Standing
from triage.report.unplaced import Unplaced


class Placing(Struct, frozen=True, kw_only=True):
    """The answers to one question, by issue, and what has no place in them."""

    answers: dict[int, Answer]
    unplaced: list[Unplaced]


class _Mention(Struct, frozen=True, kw_only=True):
    code: str
    label: str
    is_missing: bool
    citation: Citation


def place_question(written: QuestionText, question: Question) -> Placing:
    """The answer of every issue that a question's lists cite.

    Args:
        written: the question as the report has it.
        question: the question that it is.
    """
    unplaced: list[Unplaced] = []
    mentions: dict[int, list[_Mention]] = defaultdict(list)
    nones: dict[int, Citation] = {}
    for top in written.lists:
        if top.role is Role.NONE_APPLIES and question.kind is not Kind.SINGLE:
            nones |= {citation.number: citation for citation in top.citations}
        elif top.role is not Role.UNCODED:
            for mention in _mentions(top, question, unplaced):
                mentions[mention.citation.number].append(mention)
    answers = {
        number: Answer(none_apply=True, memo=citation.memo) for number, citation in nones.items()
    }
    for number, found in mentions.items():
        conflict = _conflict(question, found)
        if number in nones:
            conflict = _two_places(found[0], f"line {nones[number].line} says that none applies")
            del answers[number]
        if conflict:
            unplaced.append(conflict)
        else:
            answers[number] = _answer(question, found)
    return Placing(answers=answers, unplaced=unplaced)


def _mentions(top: FindingText, question: Question, unplaced: list[Unplaced]) -> Iterator[_Mention]:
    """Each issue of a finding and of those beneath it, with its code."""
    for finding in top.walk():
        code = code_named(question, finding.label)
        if code is None and finding is not top and question.kind is not Kind.CHECKLIST:
            code = code_named(question, top.label)
            if code and finding.citations:
                unplaced.append(_sublist(finding, top))
        if code is None:
            unplaced += [_no_code(finding, each) for each in finding.citations]
            continue
        for citation in finding.citations:
            yield _Mention(
                code=code.id,
                label=code.label,
                is_missing=finding.standing is Standing.MISSING,
                citation=citation,
            )


def _answer(question: Question, mentions: list[_Mention]) -> Answer:
    provided = {mention.code for mention in mentions if not mention.is_missing}
    missing = {mention.code for mention in mentions if mention.is_missing}
    memos = dict.fromkeys(mention.citation.memo for mention in mentions if mention.citation.memo)
    return Answer(
        codes=tuple(code.id for code in question.codes if code.id in provided),
        missing=tuple(code.id for code in question.codes if code.id in missing),
        memo="; ".join(memos),
    )


def _conflict(question: Question, mentions: list[_Mention]) -> Unplaced | None:
    """Why the places of an issue do not make one answer; None when they do."""
    first = mentions[0]
    for other in mentions[1:]:
        if question.kind is Kind.SINGLE and other.code != first.code:
            return _two_places(other, f"line {first.citation.line} has it under “{first.label}”")
    for one in mentions:
        for other in mentions:
            if one.code == other.code and one.is_missing and not other.is_missing:
                return _two_places(one, f"line {other.citation.line} says it is provided")
    return None


def _two_places(mention: _Mention, where: str) -> Unplaced:
    return Unplaced(
        line=mention.citation.line,
        text=f"#{mention.citation.number} under “{mention.label}”",
        reason=f"{where}; its answer stays open",
    )


def _no_code(finding: FindingText, citation: Citation) -> Unplaced:
    reason = f"no code is called “{finding.label}”" if finding.label else "it is in no finding"
    if finding.role is Role.ASIDE and finding.label:
        reason = f"“{finding.label}” is no code"
    return Unplaced(line=citation.line, text=f"#{citation.number}", reason=reason)


def _sublist(finding: FindingText, top: FindingText) -> Unplaced:
    return Unplaced(
        line=finding.line,
        text=f"“{finding.label}”",
        reason=f"it stands beneath “{top.label}”; its issues got that code",
    )
