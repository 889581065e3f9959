"""Sentences in running text that speak of one issue: `#12 is still open`, `#12 says “…”`.

What they say is held against the issue's facts just as the memo beside a citation is. A sentence
that names several issues is left alone, since nobody can tell which of them it means.
"""

from collections.abc import Iterator

from msgspec import structs

from triage.report.audit.sentences import sentences_of
from triage.report.read import Citation, Passage, ReportText
from triage.report.read.citations import mentioned_issues


def spoken_of(report: ReportText) -> Iterator[Citation]:
    """The issues that sentences speak of, each with its sentence as the memo."""
    for passage in _passages(report):
        start = 0
        for sentence in sentences_of(passage.text):
            start = passage.text.index(sentence, start)
            mentions = mentioned_issues(sentence, passage.line_at(start))
            if len({mention.number for mention in mentions}) == 1:
                yield structs.replace(mentions[0], memo=" ".join(sentence.split()))
            start += len(sentence)


def _passages(report: ReportText) -> Iterator[Passage]:
    yield from report.prose
    for point in report.points:
        yield Passage(line=point.line, text=point.text)
