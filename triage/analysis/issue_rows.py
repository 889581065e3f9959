"""Issues as rows of numbers: what an index keeps of each issue instead of its text.

A row holds the words of the title, then the words that only the body has, each once and in order
of appearance; a text is never kept, so 200,000 issues fit in 200 MB. `RowWriter` collects rows
issue by issue, `IssueRows` holds them as arrays.

The arrays that end in `ends` have one more entry than there are rows: row i lies between
`ends[i]` and `ends[i + 1]`.
"""

import re
from array import array
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from triage.analysis.own_lines import bare_body
from triage.analysis.packed_texts import PackedTexts, encoded
from triage.analysis.text import bare_title, words
from triage.analysis.vocabulary import Vocabulary
from triage.domain.issue import Issue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_TITLE_TERMS = 100

MOST_BODY_TERMS = 300
"""Distinct tokens kept of one body; what stands behind them is the tail of a log."""

SECONDS_A_DAY = 86_400

_MENTION = re.compile(r"(?<![\w/#&])#([1-9][0-9]{0,9})\b")
_LINK = re.compile(r"github\.com/([\w.-]{1,39}/[\w.-]{1,100})/issues/([1-9][0-9]{0,9})\b")


def mentions(issue: Issue) -> set[int]:
    """Numbers of other issues of the same repository that title or body mention."""
    text = f"{issue.title}\n{issue.body}"
    if "#" not in text and "/issues/" not in text:
        return set()
    found = {int(number) for number in _MENTION.findall(text)}
    home = issue.repository.casefold()
    found |= {int(number) for name, number in _LINK.findall(text) if name.casefold() == home}
    return found - {issue.number}


def day_of(issue: Issue) -> float:
    """When the issue was opened, in days since 1970."""
    return issue.created_at.timestamp() / SECONDS_A_DAY


class IssueRows(Struct, frozen=True, kw_only=True, eq=False):
    """The rows of many issues; every field is an array, so they can be kept in a file."""

    numbers: "NDArray[np.int64]"
    """Issue numbers, each once."""
    days: "NDArray[np.float64]"
    """When each issue was opened, in days since 1970."""
    terms: "NDArray[np.int32]"
    """Vocabulary numbers: of each row those of the title, then those only in the body."""
    term_ends: "NDArray[np.int64]"
    title_terms: "NDArray[np.int64]"
    """How many terms of each row are in the title."""
    repeated_terms: "NDArray[np.int64]"
    """How many of them, the last ones, are in the body too."""
    mentioned: "NDArray[np.int64]"
    """Numbers of the issues that each row mentions."""
    mentioned_ends: "NDArray[np.int64]"
    titles: "NDArray[np.uint8]"
    """The titles in UTF-8, one behind the other."""
    title_ends: "NDArray[np.int64]"

    def __len__(self) -> int:
        return len(self.numbers)

    def title(self, row: int) -> str:
        """The title of one row, as fetched."""
        return PackedTexts(self.titles, self.title_ends)[row]

    def without(self, numbers: Iterable[int]) -> "IssueRows":
        """The rows of all other issues."""
        import numpy as np

        return self._only(~np.isin(self.numbers, np.fromiter(numbers, np.int64)))

    def latest(self) -> "IssueRows":
        """The rows, but of an issue that has several only the last."""
        import numpy as np

        _, last = np.unique(self.numbers[::-1], return_index=True)
        if len(last) == len(self):
            return self
        kept = np.zeros(len(self), bool)
        kept[len(self) - 1 - last] = True
        return self._only(kept)

    def joined(self, other: "IssueRows") -> "IssueRows":
        """These rows, then the other's."""
        import numpy as np

        parts: dict[str, Any] = {}
        for name in self.__struct_fields__:
            mine, others = getattr(self, name), getattr(other, name)
            if name in RAGGED.values():
                others = others[1:] + mine[-1]
            parts[name] = np.concatenate([mine, others])
        return IssueRows(**parts)

    def _only(self, kept: "NDArray[np.bool_]") -> "IssueRows":
        import numpy as np

        parts: dict[str, Any] = {}
        for name in ("numbers", "days", "title_terms", "repeated_terms"):
            parts[name] = getattr(self, name)[kept]
        for name, ends in RAGGED.items():
            sizes = np.diff(getattr(self, ends))
            parts[name] = getattr(self, name)[np.repeat(kept, sizes)]
            parts[ends] = np.concatenate([[0], np.cumsum(sizes[kept])])
        return IssueRows(**parts)


RAGGED = {"terms": "term_ends", "mentioned": "mentioned_ends", "titles": "title_ends"}


class RowWriter:
    """Turns issues into rows, one after the other."""

    def __init__(self, vocabulary: Vocabulary, common: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._common = common
        self._numbers = array("q")
        self._days = array("d")
        self._terms = array("i")
        self._term_ends = array("q", [0])
        self._title_terms = array("q")
        self._repeated_terms = array("q")
        self._mentioned = array("q")
        self._mentioned_ends = array("q", [0])
        self._titles = bytearray()
        self._title_ends = array("q", [0])

    def add(self, issue: Issue) -> None:
        """Writes the row of one more issue."""
        title = self._vocabulary.learn(words(bare_title(issue.title)))
        body = self._vocabulary.learn(words(bare_body(issue.body, self._common)))
        terms, in_title, repeated = row_terms(title, body)
        self._terms.extend(terms)
        self._term_ends.append(len(self._terms))
        self._title_terms.append(in_title)
        self._repeated_terms.append(repeated)
        self._numbers.append(issue.number)
        self._days.append(day_of(issue))
        self._mentioned.extend(sorted(mentions(issue)))
        self._mentioned_ends.append(len(self._mentioned))
        self._titles += encoded(issue.title)
        self._title_ends.append(len(self._titles))

    def rows(self) -> IssueRows:
        """The rows written so far; of an issue that came twice, the last."""
        import numpy as np

        return IssueRows(
            numbers=np.array(self._numbers, np.int64),
            days=np.array(self._days, np.float64),
            terms=np.array(self._terms, np.int32),
            term_ends=np.array(self._term_ends, np.int64),
            title_terms=np.array(self._title_terms, np.int64),
            repeated_terms=np.array(self._repeated_terms, np.int64),
            mentioned=np.array(self._mentioned, np.int64),
            mentioned_ends=np.array(self._mentioned_ends, np.int64),
            titles=np.frombuffer(bytes(self._titles), np.uint8),
            title_ends=np.array(self._title_ends, np.int64),
        ).latest()


def row_terms(title: Iterable[int], body: dict[int, None]) -> tuple[list[int], int, int]:
    """The terms of a row in their order, how many are the title's, how many of those the body's."""
    headline = dict.fromkeys(islice(title, MOST_TITLE_TERMS))
    repeated = [term for term in headline if term in body]
    only_title = [term for term in headline if term not in body]
    rest = [term for term in body if term not in headline][:MOST_BODY_TERMS]
    return only_title + repeated + rest, len(headline), len(repeated)
