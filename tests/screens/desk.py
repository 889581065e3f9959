"""An app with a coding screen over made-up issues, for Pilot tests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Event

from msgspec import structs

from screens.coding.screen import CodingScreen
from screens.compare.source import Comparing
from screens.keys_in_turn import KeysInTurn
from screens.reporting import Preview
from screens.session import Session
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, Clock, by_key, manifest, sampled
from tests.screens.sampling import MadeUpSampling
from themes.variables import fallback_variables
from triage.analysis.duplicates import Index
from triage.domain.changes import IssueChange, Reading, changes_between
from triage.domain.codebook import Code, Codebook
from triage.domain.errors import InputError, StoreError
from triage.domain.issue import SampledIssue
from triage.report.model import Statement


class MadeUpStudy:
    """A study in memory."""

    title = "octo/cats · sample main 3 of 100"
    shows_hints = True

    def __init__(self) -> None:
        self.sampling = MadeUpSampling()
        self.kept: str | None = None
        self.compared: Comparing | None = None
        self.population: list[SampledIssue] = []
        self.codebook = CODEBOOK
        self.words = "# Narrative\n"
        self.refusal = ""
        self.newer: dict[str, SampledIssue] = {}
        self.read: dict[str, SampledIssue] = {}
        self.kept_filters: dict[str, str] = {}

    def add_code(self, question_id: str, label: str, definition: str) -> Codebook:
        code = Code(id=label.casefold(), label=label, definition=definition, key="9")
        questions = tuple(
            structs.replace(each, codes=(*each.codes, code)) if each.id == question_id else each
            for each in self.codebook
        )
        self.codebook = structs.replace(self.codebook, questions=questions)
        return self.codebook

    def duplicate_index(self, progress: Callable[[int, int], None]) -> tuple[Index, str]:
        texts = [structs.replace(each.issue, body=each.words) for each in self.population]
        return Index.build(texts), ""

    def issues_to_compare(self, numbers: Iterable[int]) -> dict[int, SampledIssue]:
        wanted = set(numbers)
        return {n: each for each in self.population if (n := each.issue.number) in wanted}

    def place(self) -> str | None:
        return self.kept

    def latest(self, issue: str) -> SampledIssue | None:
        return self.newer.get(issue)

    def as_read(self, issue: str, reading: Reading) -> SampledIssue:
        return self.read[issue]

    def changes_since(self, readings: Mapping[str, Reading]) -> dict[str, Sequence[IssueChange]]:
        changed = (key for key in readings if key in self.newer and key in self.read)
        found = {key: changes_between(self.read[key], self.newer[key]) for key in changed}
        return {key: changes for key, changes in found.items() if changes}

    def refresh(self, tell: Callable[[str], None], stop: Event, stop_key: str) -> str:
        tell("page 1")
        return "1 issue changed"

    def issues(self) -> dict[str, SampledIssue]:
        return self.newer

    def narrative(self) -> str:
        return self.words

    def write_narrative(self, text: str, known: str) -> str:
        if self.refusal:
            raise StoreError(self.refusal)
        kept, self.words = ("" if self.words == known else "narrative.md.2"), text
        return kept

    def reporting(self) -> "MadeUpReporting":
        return MadeUpReporting()

    def filters(self) -> dict[str, str]:
        return self.kept_filters

    def keep_filter(self, name: str, text: str) -> None:
        self.kept_filters[name] = text

    def comparing(self) -> Comparing:
        if self.compared is None:
            raise InputError("a comparison needs two raters; there is: ada")
        return self.compared

    def keep_place(self, issue: str) -> None:
        self.kept = issue


class MadeUpReporting:
    """A report that doubts whatever asks for it."""

    def preview(self, narrative: str) -> Preview:
        doubts = ["Recommendation 1: #9 is not in the sample."] if "#9" in narrative else []
        return Preview(text=f"# Report\n\n{narrative}", doubts=doubts)

    def suggestions(self) -> list[Statement]:
        return [
            Statement(title="Closed", text="2 of 3 are closed."),
            Statement(title="Label “x”", text="1 of 3 carries it."),
        ]


class DeskApp(KeysInTurn[None]):
    """Opens the coding screen and nothing else."""

    def __init__(
        self,
        issues: list[SampledIssue] | None = None,
        store: MemoryStore | None = None,
        reserve: list[SampledIssue] | None = None,
        keymap: Mapping[str, str] = {},
    ) -> None:
        super().__init__()
        self.set_keymap(dict(keymap))
        clock = Clock()
        self.store = store or MemoryStore()
        self.study = MadeUpStudy()
        drawn = sampled(3) if issues is None else issues
        stand_by = reserve or []
        made = manifest(
            len(drawn),
            population_size=100,
            reserve=tuple(each.issue.number for each in stand_by),
        )
        self.study.population = [*drawn, *stand_by]
        self.session = Session(self.store, CODEBOOK, by_key([*drawn, *stand_by]), made, clock)
        self.desk = CodingScreen(self.session, self.study, clock, keymap)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.desk)
