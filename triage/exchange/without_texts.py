"""Issues, codings and reports without the words of the people who wrote the issues.

A title, a number, a label, a date and a name are facts and stay; bodies, comments and quotes are
texts of others and go. Of each text its digest stays, of each quote its place, so that whoever
fetches the issue again can tell whether it is the same text, and find the words.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct, structs

from triage.domain.coding import Answer, Coding, Part
from triage.domain.history import Change
from triage.domain.issue import SampledIssue, text_digest
from triage.report.model import Evidence, Finding, Report, Section

AnyPart = TypeVar("AnyPart", bound=Part)


class IssueRecord(Struct, frozen=True, kw_only=True):
    """An issue as it was read, with the digests of its texts."""

    sampled: SampledIssue
    body_digest: str
    """First 16 hex digits of the SHA-256 of the body."""
    comment_digests: dict[str, str]
    """The same by the id of each comment."""


def issue_record(sampled: SampledIssue, *, with_texts: bool) -> IssueRecord:
    """The record of an issue, with its texts or without."""
    conversation = sampled.conversation
    comments = conversation.comments if conversation else ()
    record = IssueRecord(
        sampled=sampled,
        body_digest=sampled.issue.body_digest,
        comment_digests={each.id: text_digest(each.body) for each in comments},
    )
    if with_texts:
        return record
    if conversation is not None:
        bare = tuple(structs.replace(each, body="") for each in comments)
        conversation = structs.replace(conversation, comments=bare)
    issue = structs.replace(sampled.issue, body="")
    return structs.replace(
        record, sampled=structs.replace(sampled, issue=issue, conversation=conversation)
    )


def coding_without_texts(coding: Coding) -> Coding:
    """The coding with quotes that keep their place and digest, and no words."""
    answers = {question: _without_words(answer) for question, answer in coding.answers.items()}
    return structs.replace(coding, answers=answers)


def change_without_texts(change: Change) -> Change:
    """The same of both sides of a change."""
    return structs.replace(
        change, before=_without_words(change.before), after=_without_words(change.after)
    )


def report_without_quotes(report: Report) -> Report:
    """The report without its printed quotes."""
    return structs.replace(report, sections=tuple(map(_bare_section, report.sections)))


def _without_words(part: AnyPart) -> AnyPart:
    if not isinstance(part, Answer):
        return part
    quotes = tuple(structs.replace(quote, text="") for quote in part.quotes)
    return structs.replace(part, quotes=quotes)


def _bare_section(section: Section) -> Section:
    return structs.replace(
        section,
        findings=_bare_findings(section.findings),
        missing=_bare_findings(section.missing),
        uncoded=_bare(section.uncoded),
        none_apply=_bare(section.none_apply),
    )


def _bare_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(structs.replace(each, issues=_bare(each.issues)) for each in findings)


def _bare(issues: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(structs.replace(each, excerpts=()) for each in issues)
