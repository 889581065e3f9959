"""Likely duplicates of an issue: an index built once over a population, asked in a millisecond.

An index keeps words, not texts (`triage.analysis.issue_rows`), and ranks by them
(`triage.analysis.ranking`). It ranks and gives reasons: how alike two issues are, the rare words
they share, the days between them, whether one mentions the other. No figure here says that an
issue *is* a duplicate; that is a rater's verdict.

An index is immutable: adding issues gives another one, so a screen can keep asking the old one
while a worker extends it.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from triage.analysis.issue_rows import IssueRows, RowWriter
from triage.analysis.own_lines import CommonLines
from triage.analysis.packed_texts import PackedTexts
from triage.analysis.queries import Query, query_of_issue, query_of_row
from triage.analysis.ranking import Postings, Ranked, Ranking, postings_of
from triage.analysis.reasons import Reasons, Suggestion
from triage.analysis.vocabulary import Vocabulary
from triage.domain.errors import InputError
from triage.domain.issue import Issue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int], None]
"""Called with the number of issues read so far; what it raises stops the work."""

LARGEST_NUMBER = 2**63 - 1

REPORT_EVERY = 100
"""Issues between two calls of a `Progress`."""


class Index:
    """The words of a population's issues, arranged to find the issues most like one of them."""

    def __init__(
        self,
        rows: IssueRows,
        postings: Postings,
        shown: PackedTexts,
        common: frozenset[str],
        learned_from: int,
    ) -> None:
        self.rows = rows
        self.postings = postings
        self.shown = shown
        """The readable form of each term."""
        self.common = common
        """Lines that say nothing about an issue of this population."""
        self.learned_from = learned_from
        """How many issues the common lines were learned from."""

    @classmethod
    def build(cls, issues: Iterable[Issue], progress: Progress | None = None) -> "Index":
        """An index over the issues of one repository.

        The issues are read twice: for the common lines, then for their words. So `issues` should
        be something that can be walked again, such as a query of the store; an iterator is read
        into memory first.

        Args:
            issues: the population in any order; of an issue that comes twice the last counts.
            progress: told how many issues were read, over both readings.
        """
        if iter(issues) is issues:
            issues = list(issues)
        lines = CommonLines()
        read = 0
        for read, issue in enumerate(issues, 1):
            lines.add(issue.body)
            _report(progress, read)
        common = lines.found()
        vocabulary = Vocabulary()
        rows = _written(issues, vocabulary, common, progress, read)
        return cls(rows, postings_of(rows, len(vocabulary)), vocabulary.packed(), common, read)

    def extended(
        self,
        issues: Iterable[Issue] = (),
        gone: Iterable[int] = (),
        progress: Progress | None = None,
    ) -> "Index":
        """An index with issues added, replaced or taken out; only these are read.

        The common lines stay as they were learned; see `is_outgrown`.

        Args:
            issues: new and edited issues.
            gone: numbers of issues that left the population.
            progress: told how many of `issues` were read.
        """
        vocabulary = Vocabulary(self.shown)
        changed = _written(issues, vocabulary, self.common, progress, 0)
        rows = self.rows.without([*gone, *changed.numbers.tolist()]).joined(changed)
        postings = postings_of(rows, len(vocabulary))
        return Index(rows, postings, vocabulary.packed(), self.common, self.learned_from)

    @property
    def is_outgrown(self) -> bool:
        """Whether so many issues came since the common lines were learned that it pays to build."""
        return len(self) > 1.25 * self.learned_from + 50

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, number: int) -> bool:
        return bool(self._rows_of([number]).size)

    def suggest(
        self, issue: int | Issue, top: int = 5, among: Iterable[int] | None = None
    ) -> list[Suggestion]:
        """The issues most like one issue, best first, with reasons; never the issue itself.

        Args:
            issue: a number of the index, or an issue whose text counts as it stands.
            top: how many at the most; more than about 200 are never found.
            among: numbers to choose from, such as the issues already coded.

        Raises:
            InputError: the number is not in the index.
        """
        query = self._query(issue)
        title = issue.title if isinstance(issue, Issue) else self._title(issue)
        return self._reasons.suggestions(query, title, self._best(query, top, among))

    def ranked(self, issue: int | Issue, top: int = 200) -> list[tuple[int, float]]:
        """Numbers and scores as `suggest` orders them, without reasons.

        Raises:
            InputError: the number is not in the index.
        """
        best = self._best(self._query(issue), top, None)
        return list(zip(self.rows.numbers[best.rows].tolist(), best.scores.tolist(), strict=True))

    def _query(self, issue: int | Issue) -> Query:
        if isinstance(issue, Issue):
            return query_of_issue(issue, self._vocabulary, self.common)
        rows = self._rows_of([issue])
        if not rows.size:
            raise InputError(
                f"issue #{issue} is not among the {len(self):,} indexed issues; "
                "fetch it, or check the number"
            )
        return query_of_row(self.rows, int(rows[0]))

    def _title(self, number: int) -> str:
        return self.rows.title(int(self._rows_of([number])[0]))

    def _best(self, query: Query, top: int, among: Iterable[int] | None) -> Ranked:
        rows = None if among is None else self._rows_of(sorted(set(among)))
        return self._ranking.best(query, max(0, top), rows)

    def _rows_of(self, numbers: Iterable[int]) -> "NDArray[np.int64]":
        return self._ranking.rows_of([n for n in numbers if 0 <= n <= LARGEST_NUMBER])

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self.rows, self.postings)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.rows, self._ranking.rarity, self.shown)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.shown)


def _written(
    issues: Iterable[Issue],
    vocabulary: Vocabulary,
    common: frozenset[str],
    progress: Progress | None,
    already: int,
) -> IssueRows:
    writer = RowWriter(vocabulary, common)
    for read, issue in enumerate(issues, already + 1):
        writer.add(issue)
        _report(progress, read)
    return writer.rows()


def _report(progress: Progress | None, read: int) -> None:
    if progress is not None and read % REPORT_EVERY == 0:
        progress(read)
