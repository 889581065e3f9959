"""Turns a report back into a codebook and codings.

Headings become questions and codes, issues listed beneath them get the code, and the words beside
an issue become its memo. Nothing is guessed: what cannot be placed for certain is listed with its
line and left open. A report that carries its codings gives them back exactly; its printed text is
then only compared with them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from triage.domain.codebook import Codebook, Kind, Question
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.errors import InputError
from triage.domain.issue import issue_key
from triage.report.embedded import EmbeddedCodings, embedded_codings
from triage.report.import_answers import Placing, place_question
from triage.report.import_codebook import match_questions
from triage.report.read import Citation, ReportText, read_report
from triage.report.unplaced import Unplaced


class ImportedReport(Struct, frozen=True, kw_only=True):
    """What a report says, as codings."""

    codebook: Codebook
    codings: dict[str, Coding]
    """By issue (`owner/name#number`), in the order in which the report cites them."""
    unplaced: tuple[Unplaced, ...]
    """What could not be placed, by line."""


def import_report(
    text: str,
    *,
    source: str = "report",
    repository: str | None = None,
    codebook: Codebook | None = None,
) -> ImportedReport:
    """The codings that a report states.

    Args:
        text: the report, in Markdown.
        source: its name, for errors.
        repository: `owner/name` of its issues; None to take it from their addresses.
        codebook: the one to match headings with, by id, title or label without regard to case;
            None to make one from the headings.

    Raises:
        InputError: there is no question in it, or it does not say which repository it is about,
            or the codings that it carries are damaged.
    """
    report = read_report(text)
    embedded = embedded_codings(text, source)
    home = repository or _repository(report)
    if home is None and embedded is None:
        raise InputError(
            f"{source}: no issue has an address; name the repository that the numbers belong to"
        )
    if not report.questions and embedded is None:
        raise InputError(
            f"{source}: no heading asks a question; a report has headings such as “## RQ1: …?” "
            "with lists of issues beneath them"
        )
    known = embedded.codebook if embedded else codebook
    placed = _place(report, home or "", known)
    if embedded is not None:
        return _restored(embedded, placed)
    return placed


def _place(report: ReportText, home: str, known: Codebook | None) -> ImportedReport:
    codebook, questions, unplaced = match_questions(report, known)
    answers: dict[int, dict[str, Answer]] = {}
    for written, question in questions:
        placing: Placing = place_question(written, question)
        unplaced += placing.unplaced
        for number, answer in placing.answers.items():
            answers.setdefault(number, {})[question.id] = answer
    marks = {
        citation.number: Marks(excluded=citation.memo or "excluded")
        for citation in _excluded(report)
    }
    wrong = {citation.number: citation for citation in _wrong_addresses(report, home)}
    codings = {
        issue_key(home, number): Coding(
            issue=issue_key(home, number),
            answers=answers.get(number, {}),
            marks=marks.get(number, Marks()),
            edition=codebook.edition,
        )
        for number in dict.fromkeys([*_cited(report), *marks])
        if number not in wrong and (number in answers or number in marks)
    }
    unplaced += map(_led_astray, wrong.values())
    return ImportedReport(
        codebook=codebook,
        codings=codings,
        unplaced=tuple(sorted(unplaced, key=lambda each: each.line)),
    )


def _led_astray(citation: Citation) -> Unplaced:
    return Unplaced(
        line=citation.line,
        text=f"#{citation.number}",
        reason=f"its address is another issue's: {citation.url}",
    )


def _restored(embedded: EmbeddedCodings, printed: ImportedReport) -> ImportedReport:
    """The codings that a report carries, and where its text says something else."""
    codings = {coding.issue: coding for coding in embedded.codings}
    differences = [
        Unplaced(
            line=0,
            text=f"{issue} {question.id}",
            reason=f"the text says {_in_words(said, question)}, the codings that the report "
            f"carries say {_in_words(kept, question)}",
        )
        for issue, question, said, kept in _differences(embedded.codebook, codings, printed.codings)
    ]
    return ImportedReport(
        codebook=embedded.codebook,
        codings=codings,
        unplaced=(*differences, *printed.unplaced),
    )


def _differences(
    codebook: Codebook, kept: Mapping[str, Coding], printed: Mapping[str, Coding]
) -> Iterator[tuple[str, Question, Answer, Answer]]:
    """Where the text gives an issue a code that its coding does not have."""
    for issue, coding in printed.items():
        whole = kept.get(issue, Coding(issue=issue))
        for question in codebook:
            said, held = coding.answer(question.id), whole.answer(question.id)
            if not {*said.codes} <= {*held.codes} or not {*said.missing} <= {*held.missing}:
                yield issue, question, said, held


def _in_words(answer: Answer, question: Question) -> str:
    labels = {code.id: code.label for code in question.codes}
    provided = [labels.get(code, code) for code in answer.codes]
    missing = [f"missing {labels.get(code, code)}" for code in answer.missing]
    sign = "provided " if question.kind is Kind.CHECKLIST else ""
    return ", ".join([*(f"{sign}{label}" for label in provided), *missing]) or "nothing"


def _repository(report: ReportText) -> str | None:
    names = Counter(
        citation.linked_repository for citation in _citations(report) if citation.linked_repository
    )
    return names.most_common(1)[0][0] if names else None


def _citations(report: ReportText) -> Iterator[Citation]:
    for _, finding in report.walk():
        yield from finding.citations


def _cited(report: ReportText) -> list[int]:
    return [citation.number for citation in _citations(report)]


def _excluded(report: ReportText) -> Iterator[Citation]:
    for finding in report.excluded:
        if finding.label.casefold().startswith("excluded"):
            yield from finding.citations


def _wrong_addresses(report: ReportText, home: str) -> Iterator[Citation]:
    for citation in _citations(report):
        repository = citation.linked_repository
        if repository is None:
            continue
        if citation.linked_number != citation.number or repository.casefold() != home.casefold():
            yield citation
