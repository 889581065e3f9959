"""The shipped sample: facts about 30 real issues, two readings of them, and what was settled.

Titles, numbers, labels, states and dates are GitHub's, as of July 2025. No text of an issue is
shipped: where its body would be there is a gist in our words; the real one is at GitHub.
Memos are our words too. The package knows `triage.domain` and `triage.presets`, no more;
its files are checked by tests, so reading them raises no error that a user could cause.
"""

from importlib.resources import files

import msgspec
from msgspec import Struct, structs

from triage.domain.codebook import Codebook
from triage.domain.codebook_toml import read_codebook
from triage.domain.coding import NO_ANSWER, Answer, Coding, Marks
from triage.domain.issue import SampledIssue, issue_key
from triage.domain.sample import Manifest, sealed
from triage.presets import preset_text

RATERS = ("original", "second")
"""Who coded the sample: an earlier report as far as it agrees with itself, and a second reader.

The report is older than the second reading, whose reader did not know it: the two are blind.
"""

SETTLED_BY = "a third reader"
"""Who decided what the two answered differently: neither of them."""

PRESET = "feature-request"
"""Name of the codebook preset that the codings refer to."""


class Settlement(Struct, frozen=True, kw_only=True):
    """How one disagreement about one question of one issue was settled."""

    issue: int
    question: str
    answer: Answer
    """What holds, with the memo to print."""
    taken: str = ""
    """The rater whose answer holds; empty when it is neither's."""
    why: str
    """ambiguous-text, codebook-gap, slip, missing-context or judgement."""
    remark: str
    gap: bool = False
    """Whether the codebook itself should be mended."""


def demo_manifest() -> Manifest:
    """The record of the draw: 30 of 1,092 issues, given as a list of numbers."""
    return sealed(msgspec.json.decode(_text("manifest.json"), type=Manifest))


def demo_issues() -> list[SampledIssue]:
    """The issues in the sample's order, each with a gist in place of its body."""
    rows = _text("issues.jsonl").splitlines()
    return [msgspec.json.decode(row, type=SampledIssue) for row in rows]


def demo_codebook_text() -> str:
    """The TOML text of the codebook."""
    return preset_text(PRESET)


def demo_codings(rater: str) -> dict[int, Coding]:
    """What one of `RATERS` says, by issue number, in the sample's order.

    A question that is left open has a memo that tells why, and no code. The digest of the body
    that was read is empty, because that body is not shipped.

    Raises:
        ValueError: when the rater is not one of `RATERS`.
    """
    if rater not in RATERS:
        raise ValueError(f"{rater} is no rater of the demo")
    codebook = read_codebook(demo_codebook_text(), PRESET)
    rows = msgspec.toml.decode(_text(f"{rater}.toml"), type=dict[str, _Row])
    unplaced = rows.get("unplaced", _Row())
    return {
        number: _coding(number, rows[str(number)], unplaced, codebook)
        for number in demo_manifest().numbers
    }


def demo_consensus() -> list[Settlement]:
    """How every disagreement between the raters was settled, in the order of the sample."""
    readings = {rater: demo_codings(rater) for rater in RATERS}
    rows = msgspec.toml.decode(_text("consensus.toml"), type=dict[str, dict[str, _Verdict]])
    return [
        _settlement(number, question, verdict, readings)
        for number in demo_manifest().numbers
        for question, verdict in rows.get(str(number), {}).items()
    ]


class _Row(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"rq1": "RQ1", "rq2": "RQ2", "rq3": "RQ3", "rq4": "RQ4"},
):
    """One issue in a rater's file: an answer per question, and the reader's confidence."""

    rq1: Answer = NO_ANSWER
    rq2: Answer = NO_ANSWER
    rq3: Answer = NO_ANSWER
    rq4: Answer = NO_ANSWER
    confidence: int | None = None


class _Verdict(Struct, frozen=True, forbid_unknown_fields=True):
    """One settled question in the file of the consensus."""

    why: str
    remark: str
    take: str = ""
    gap: bool = False
    codes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    memo: str = ""


def _coding(number: int, row: _Row, unplaced: _Row, codebook: Codebook) -> Coding:
    answers = {}
    for question in codebook:
        answer: Answer = getattr(row, question.id.lower())
        if answer == NO_ANSWER:
            answer = getattr(unplaced, question.id.lower())
        place = [code.id for code in question.codes].index
        answers[question.id] = structs.replace(
            answer,
            codes=tuple(sorted(answer.codes, key=place)),
            missing=tuple(sorted(answer.missing, key=place)),
        )
    return Coding(
        issue=issue_key(demo_manifest().repository, number),
        answers=answers,
        marks=Marks(confidence=row.confidence),
        edition=codebook.edition,
    )


def _settlement(
    number: int, question: str, verdict: _Verdict, readings: dict[str, dict[int, Coding]]
) -> Settlement:
    answer = Answer(codes=verdict.codes, missing=verdict.missing, memo=verdict.memo)
    if verdict.take:
        answer = readings[verdict.take][number].answer(question)
    return Settlement(
        issue=number,
        question=question,
        answer=answer,
        taken=verdict.take,
        why=verdict.why,
        remark=verdict.remark,
        gap=verdict.gap,
    )


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
