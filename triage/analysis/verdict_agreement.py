"""Agreement between raters on pairs of issues: the same, related, or different.

A pair is read like an issue and a verdict is its code, so the figures are those of a single
choice. Raters judge what was suggested to them and need not judge it all: without a verdict there
is a gap, which is no dissent. It does not matter from which of its two issues a pair was judged.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from triage.analysis.answers import AnswerTable, CodingsByRater, Words
from triage.analysis.duplicate_groups import Pair, judged_pairs
from triage.analysis.intervals import Watch, unwatched
from triage.analysis.question_agreement import QuestionAgreement, question_agreement
from triage.domain.codebook import Code, Kind, Question
from triage.domain.coding import NO_ANSWER, VERDICTS, Answer, Coding, Likeness
from triage.domain.issue import issue_key, number_of

VERDICT_QUESTION = Question(
    id=VERDICTS,
    title="Are the two issues duplicates?",
    short="Duplicates",
    kind=Kind.SINGLE,
    codes=(
        Code(id=Likeness.SAME, label="Same", definition="Both ask for or report the same."),
        Code(
            id=Likeness.RELATED,
            label="Related",
            definition="They have to do with each other, but one does not settle the other.",
        ),
        Code(id=Likeness.DIFFERENT, label="Different", definition="They are alike in words only."),
    ),
)
"""What every pair is asked, in the form of a codebook's question."""

_PAIR = re.compile(r"#(\d+)\+#(\d+)")


def pair_key(repository: str, pair: Pair) -> str:
    """`owner/name#12+#34`; the number of such a key is that of the later issue."""
    first, second = pair
    return f"{issue_key(repository, first)}+#{second}"


def pair_of(key: str) -> Pair:
    """The two numbers in the key of a pair."""
    found = _PAIR.search(key)
    assert found, key
    return int(found[1]), int(found[2])


def pair_in_words(key: str) -> str:
    """`#12 and #34`."""
    first, second = pair_of(key)
    return f"#{first} and #{second}"


def holding(pair: Pair, numbers: Collection[int]) -> Pair:
    """A pair with the issue first that holds its verdict: of these issues, the earlier one."""
    first, second = pair
    return (first, second) if first in numbers else (second, first)


def verdicts_of(codings: Mapping[str, Coding], issues: Sequence[str]) -> dict[Pair, Likeness]:
    """One rater's verdict on each pair, as far as it was given while reading these issues."""
    read = (codings[issue] for issue in issues if issue in codings)
    return judged_pairs({number_of(coding.issue): coding.verdicts for coding in read})


def verdict_answer(likeness: Likeness | None) -> Answer:
    """A verdict as the answer to `VERDICT_QUESTION`; an open one for none."""
    return Answer(codes=(likeness.value,)) if likeness else NO_ANSWER


def verdict_table(codings: CodingsByRater, issues: Sequence[str]) -> AnswerTable:
    """Every pair that a rater judged as a row, in the order of their numbers."""
    given = {rater: verdicts_of(own, issues) for rater, own in codings.items()}
    pairs = sorted({pair for own in given.values() for pair in own})
    repository = issues[0].rpartition("#")[0] if issues else ""
    rows: list[list[Words | None]] = [
        [(own[pair].value,) if pair in own else None for own in given.values()] for pair in pairs
    ]
    return AnswerTable(
        question=VERDICT_QUESTION,
        raters=tuple(codings),
        issues=tuple(pair_key(repository, pair) for pair in pairs),
        rows=rows,
        words=tuple(code.id for code in VERDICT_QUESTION.codes),
    )


def verdict_agreement(
    table: AnswerTable, primary: str, seed: int, resamples: int, watch: Watch = unwatched
) -> QuestionAgreement | None:
    """Agreement on the pairs of a table; None when nobody judged any.

    Pairs are drawn anew for the intervals as if they were independent. Pairs that share an issue
    are not, so the intervals are rather too narrow.
    """
    if not table.issues:
        return None
    return question_agreement(table, primary, seed, resamples, watch)
