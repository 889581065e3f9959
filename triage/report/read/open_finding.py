"""A finding that is still being read: what its heading opened and its lines have added so far."""

import re

from triage.report.read.blocks import Block
from triage.report.read.citations import Citation, mentioned_issues
from triage.report.read.document import FindingText, Passage, Role, Standing
from triage.report.read.finding_heading import split_heading
from triage.report.read.headings import (
    is_numbered_finding,
    role_of,
    standing_of,
)
from triage.report.read.share import Share

EXAMPLES = re.compile(
    r"\b(?:e\.g\.|for (?:example|instance)|examples?|representative|selected|among others"
    r"|a selection|notably)\b",
    re.IGNORECASE,
)
"""Words that call a list a selection."""


WITHIN_GROUP = 0.5
"""How much deeper an item is than its group when both are written alike."""


class OpenFinding:
    """A finding that is still being read."""

    def __init__(self, block: Block, text: str, rank: float, is_named: bool = True) -> None:
        heading = split_heading(text, block.line)
        self.block = block
        self.rank = rank
        self.rank_below: float | None = None
        """Rank of the first finding beneath it."""
        self.heading = heading
        self.is_named = is_named
        self.is_numbered = is_numbered_finding(text)
        self.shares: list[Share] = list(heading.shares)
        self.citations: list[Citation] = []
        self.mentions: list[Citation] = mentioned_issues(text, block.line)
        self.told: list[Citation] = []
        """Issues that sentences name; they are examples."""
        self.passages: list[Passage] = []
        self.children: list[FindingText] = []
        self.further = 0
        self.lists_examples = bool(EXAMPLES.search(heading.wording))
        if heading.description:
            self.passages.append(Passage(line=block.line, text=heading.description))

    @property
    def is_group(self) -> bool:
        """Whether it is a heading such as "Missing information (in >60%)", over items."""
        is_item = self.is_numbered or any(share.is_exact for share in self.shares)
        has_own = bool(self.citations or self.passages)
        return standing_of(self.heading.text) is not Standing.UNSAID and not (is_item or has_own)

    def is_under(self, other: "OpenFinding") -> bool:
        """Whether it is an item of a group whose heading is written like its own."""
        if self.rank != other.rank or self.is_numbered or not other.is_group:
            return False
        is_item = standing_of(self.heading.text) is Standing.UNSAID
        return is_item and other.rank_below in (None, self.rank + WITHIN_GROUP)

    @property
    def is_list(self) -> bool:
        """Whether there is anything that makes it a finding."""
        has_issues = bool(self.citations or self.mentions or self.told)
        return bool(self.shares or has_issues or self.children) or (
            self.is_named and self.is_numbered
        )

    def _role(self) -> Role:
        """What its list is; what is numbered as a finding is one, whatever it is called."""
        if not self.is_named:
            return Role.ASIDE
        return Role.FINDING if self.is_numbered else role_of(self.heading.label)

    def closed(self, parent: "OpenFinding | None") -> FindingText:
        """The finding as it stands, beneath the one that is still open above it, if any."""
        own = standing_of(self.heading.text if self.children else self.heading.wording)
        above = standing_of(parent.heading.text) if parent else Standing.UNSAID
        listed = self.citations or ([] if self.children else self.mentions)
        told = [] if self.children or listed else self.told
        return FindingText(
            line=self.block.line,
            heading=self.heading.text,
            label=self.heading.label,
            wording=self.heading.wording,
            shares=tuple(self.shares),
            citations=tuple(listed or told),
            passages=tuple(self.passages),
            children=tuple(self.children),
            role=self._role(),
            standing=above if above is not Standing.UNSAID else own,
            further=self.further,
            lists_examples=self.lists_examples or bool(told),
        )
