"""Two raters in memory behind the seam of the compare screens, for Pilot tests."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from textual.app import App
from textual.screen import Screen

from screens.compare.adjudicate_screen import AdjudicateScreen
from screens.compare.compare_screen import CompareScreen
from screens.session import CodingsStore
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, NOON, Clock, by_key, manifest, sampled
from triage.analysis.comparison import Comparison, compare
from triage.analysis.consensus import decisions, filling_changes
from triage.analysis.intervals import Watch
from triage.domain.coding import VERDICTS, Answer, Coding, Likeness, Marks, Verdicts
from triage.domain.errors import StoreBusyError
from triage.domain.history import Change
from triage.domain.issue import SampledIssue

SIZE = 4
ISSUES = tuple(f"octo/cats#{number}" for number in range(1, SIZE + 1))


def said(codes: Sequence[str], memo: str = "") -> dict[str, Coding]:
    """One code of the first question for each issue; an empty one for a gap."""
    return {
        issue: Coding(issue=issue, answers={"RQ1": Answer(codes=(code,), memo=memo)})
        for issue, code in zip(ISSUES, codes, strict=False)
        if code
    }


class MadeUpRaters:
    """Two raters who agree on the first and last of four issues."""

    title = "Sample main · ada, bob"
    codebook = CODEBOOK
    viewer = "ada"

    def __init__(self) -> None:
        self.codings: dict[str, Mapping[str, Coding]] = {
            "ada": said(["speed", "speed", "device", "api"], memo="[/ada's words"),
            "bob": said(["speed", "device", "api", "api"], memo="bob's words"),
        }
        self.issues: Mapping[str, SampledIssue] = by_key(sampled(SIZE, body="[/red] the text"))
        self.store = MemoryStore("main")
        self.is_busy = False
        self.resamples = 20

    def compare(self, watch: Watch, *, intervals: bool = True) -> Comparison:
        resamples = self.resamples if intervals else 0
        return compare(CODEBOOK, self.codings, ISSUES, "krippendorff_alpha", 1, resamples, watch)

    @contextmanager
    def consensus(self) -> Iterator[CodingsStore]:
        if self.is_busy:
            raise StoreBusyError("bob has the consensus open")
        yield self.store

    def filling(self, store: CodingsStore, step: int) -> Sequence[Change]:
        return filling_changes(
            CODEBOOK,
            manifest(SIZE),
            self.codings,
            store.codings(),
            decisions(store.history()),
            step=step,
            at=NOON,
        )

    def judge(self, rater: str, issue: str, other: int, likeness: Likeness) -> None:
        """Let a rater judge an issue and another one."""
        coding = self.codings[rater].get(issue) or Coding(issue=issue)
        pairs = {**coding.verdicts.pairs, other: likeness}
        judged = coding.with_part(VERDICTS, Verdicts(pairs=pairs))
        self.codings[rater] = {**self.codings[rater], issue: judged}

    def exclude(self, rater: str, issue: str) -> None:
        """Let a rater find an issue out of scope."""
        out = Coding(issue=issue, marks=Marks(excluded="spam"))
        self.codings[rater] = {**self.codings[rater], issue: out}


class RatersApp(App[None]):
    """Opens one of the screens on raters and nothing else."""

    def __init__(self, source: MadeUpRaters, *, settle: bool = False) -> None:
        super().__init__()
        self.source = source
        screen = AdjudicateScreen if settle else CompareScreen
        self.shown: Screen[None] = screen(source, Clock(), {})

    def on_mount(self) -> None:
        self.push_screen(self.shown)
