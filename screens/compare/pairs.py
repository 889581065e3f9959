"""Pairs of issues that may be duplicates, listed like issues: what stands in their line and beside.

The key of a pair names two issues, of which at least one is in the sample.
"""

from collections.abc import Mapping

from screens.compare.source import Comparing
from triage.analysis.text import bare_title
from triage.analysis.verdict_agreement import holding, pair_of, verdict_answer, verdicts_of
from triage.domain.codebook import Question
from triage.domain.coding import VERDICTS, Answer
from triage.domain.issue import SampledIssue, issue_key, number_of


def heading(question: Question, *, with_name: bool = False) -> str:
    """How a question is headed: its id, and its name where there is room; that of pairs by name."""
    if question.id == VERDICTS:
        return question.name
    return f"{question.id} {question.name}" if with_name else question.id


def is_pair(key: str) -> bool:
    """Whether a key names a pair of issues, not one issue."""
    return "+" in key


def issues_of(key: str, issues: Mapping[str, SampledIssue]) -> tuple[str, str | None]:
    """The issue to read first, one of the sample, and the other one of a pair.

    Args:
        key: of a pair or of an issue, which has no other one.
        issues: the sample.
    """
    if not is_pair(key):
        return key, None
    home = key.partition("#")[0]
    first, second = holding(pair_of(key), {number_of(each) for each in issues})
    return issue_key(home, first), issue_key(home, second)


def pair_title(key: str, issues: Mapping[str, SampledIssue]) -> str:
    """What stands behind the number of a pair's later issue in a list."""
    read, _ = issues_of(key, issues)
    return f"and #{pair_of(key)[0]}: {bare_title(issues[read].issue.title)}"


def verdicts_on(key: str, source: Comparing) -> dict[str, Answer]:
    """What each rater judged of a pair, as an answer."""
    pair, sample = pair_of(key), tuple(source.issues)
    return {
        rater: verdict_answer(verdicts_of(own, sample).get(pair))
        for rater, own in source.codings.items()
    }
