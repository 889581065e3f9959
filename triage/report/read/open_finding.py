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
from triage.report.read.shares import Share

EXAMPLES = re.compile(
    r"\b(?:e\.g\.|for (?:example|instance)|examples?|representative|selected|among others"
    r"|a selection|notably)\b",
    re.IGNORECASE,
)
"""Words that call a list a selection."""


class OpenFinding:
    """A finding that is still being read."""

    def __init__(self, block: Block, text: str, rank: int, is_named: bool = True) -> None:
        heading = split_heading(text, block.line)
        self.block = block
        self.rank = rank
        self.heading = heading
        self.is_named = is_named
        self.is_numbered = is_numbered_finding(text)
        self.shares: list[Share] = list(heading.shares)
        self.citations: list[Citation] = []
        self.mentions: list[Citation] = mentioned_issues(text, block.line)
        self.passages: list[Passage] = []
        self.children: list[FindingText] = []
        self.further = 0
        self.lists_examples = bool(EXAMPLES.search(heading.wording))
        if heading.description:
            self.passages.append(Passage(line=block.line, text=heading.description))

    @property
    def is_list(self) -> bool:
        """Whether there is anything that makes it a finding."""
        return bool(self.shares or self.citations or self.mentions or self.children) or (
            self.is_named and self.is_numbered
        )

    def closed(self, parent: "OpenFinding | None") -> FindingText:
        """The finding as it stands, beneath the one that is still open above it, if any."""
        own = standing_of(self.heading.text if self.children else self.heading.wording)
        above = standing_of(parent.heading.text) if parent else Standing.UNSAID
        return FindingText(
            line=self.block.line,
            heading=self.heading.text,
            label=self.heading.label,
            wording=self.heading.wording,
            shares=tuple(self.shares),
            citations=tuple(self.citations or ([] if self.children else self.mentions)),
            passages=tuple(self.passages),
            children=tuple(self.children),
            role=role_of(self.heading.label) if self.is_named else Role.ASIDE,
            standing=above if above is not Standing.UNSAID else own,
            further=self.further,
            lists_examples=self.lists_examples,
        )
