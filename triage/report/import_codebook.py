"""The codebook that a report's headings make, or the one given that they match."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.codebook_toml import LONGEST_ID, with_default_keys
from triage.report.audit.case import Case
from triage.report.audit.exclusive import Exclusivity, exclusivity
from triage.report.read import QuestionText, ReportText, Role, Standing
from triage.report.unplaced import Unplaced

Matched = tuple[Codebook, list[tuple[QuestionText, Question]], list[Unplaced]]
"""A codebook, the report's questions with the codebook's, and what matches nothing."""


def match_questions(report: ReportText, codebook: Codebook | None) -> Matched:
    """Each question of a report with the question that it is.

    Args:
        report: the report as written.
        codebook: the one to match; None to make one from the report.
    """
    if codebook is None:
        return _made(report)
    pairs: list[tuple[QuestionText, Question]] = []
    unplaced = []
    for written in report.questions:
        question = _question_of(written, codebook)
        if question is None:
            unplaced.append(
                Unplaced(
                    line=written.line,
                    text=f"“{_name(written)}”",
                    reason=f"the codebook “{codebook.name}” has no such question",
                )
            )
        else:
            pairs.append((written, question))
    return codebook, pairs, unplaced


def code_named(question: Question, label: str) -> Code | None:
    """The code of that label, without regard to case and spaces; None when there is none."""
    wanted = _folded(label)
    return next((code for code in question.codes if _folded(code.label) == wanted), None)


def _made(report: ReportText) -> Matched:
    case = Case(report)
    ids: set[str] = set()
    pairs = []
    for written in report.questions:
        question = Question(
            id=_free(_question_id(written), ids, "question"),
            title=written.title or written.mark,
            kind=_kind(case, written),
            codes=with_default_keys(_codes(written)),
        )
        pairs.append((written, question))
    codebook = Codebook(
        name="imported",
        description=report.title,
        questions=tuple(question for _, question in pairs),
    )
    return codebook, pairs, []


def _kind(case: Case, written: QuestionText) -> Kind:
    findings = written.findings
    if any(each.standing is not Standing.UNSAID for top in findings for each in top.walk()):
        return Kind.CHECKLIST
    return Kind.SINGLE if exclusivity(case, written) is Exclusivity.YES else Kind.MULTI


def _codes(written: QuestionText) -> Iterable[Code]:
    """One code for each label, in the order of the report; headings over items are none."""
    labels: dict[str, str] = {}
    for top in written.findings:
        is_group = any(child.standing is not Standing.UNSAID for child in top.children)
        for finding in top.walk() if is_group else [top]:
            if finding.role is Role.FINDING and finding.label and not (is_group and finding is top):
                labels.setdefault(_folded(finding.label), finding.label)
    ids: set[str] = set()
    return tuple(
        Code(id=_free(_slug(label), ids, "code"), label=label) for label in labels.values()
    )


def _question_id(written: QuestionText) -> str:
    number = re.search(r"\d+[a-z]?$", written.mark, re.IGNORECASE)
    if number and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", written.mark):
        return f"rq{number[0].casefold()}"
    return _slug(written.mark or written.title)


def _question_of(written: QuestionText, codebook: Codebook) -> Question | None:
    """The question with a heading's title; of several, and without a title, the one of its mark.

    The mark is an id, or, as `triage export` prints it, the place among the questions.
    """
    title = _folded(written.title)
    titled = [each for each in codebook if title in {_folded(each.title), _folded(each.name)}]
    if len(titled) == 1:
        return titled[0]
    marks = {_folded(written.mark), _question_id(written)}
    by_id = (each for each in titled or codebook if _folded(each.id) in marks)
    place = re.fullmatch(r"\D*(\d{1,3})", written.mark)
    by_place = codebook.questions[int(place[1]) - 1 :][:1] if place and place[1] != "0" else ()
    return next(chain(by_id, (each for each in by_place if each in titled)), None)


def _name(written: QuestionText) -> str:
    return f"{written.mark}: {written.title}" if written.mark else written.title


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _slug(text: str) -> str:
    """The text as an id: a to z, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 4].strip("-")


def _free(wanted: str, taken: set[str], noun: str) -> str:
    """The id itself, or with a number when it is taken; it is then taken."""
    base = wanted or noun
    candidate = base
    number = 2
    while candidate in taken:
        candidate = f"{base}-{number}"
        number += 1
    taken.add(candidate)
    return candidate
