"""Samples of a made-up population, and an app with the samples screen over them."""

from collections import Counter
from collections.abc import Iterable

from textual.app import App

from screens.samples.screen import SamplesScreen
from tests.domain.populations import NOW, REPOSITORY, population
from themes.variables import fallback_variables
from triage.analysis.survey import DrawWish, Survey
from triage.domain.drawing import Request, draw
from triage.domain.filter_match import Candidate, matches
from triage.domain.filter_parser import parse
from triage.domain.sample import Manifest
from triage.domain.strata import Stratum, strata_of


class MadeUpSampling:
    """A hundred issues in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Manifest] = {}

    def samples(self) -> list[Manifest]:
        return [self.kept[name] for name in sorted(self.kept)]

    def survey(self, where: str, by: Stratum | None) -> Survey:
        selection = parse(where)
        issues = [each for each in population() if matches(selection, Candidate(each))]
        kinds = {kind: _counted(strata_of(issues, kind).values()) for kind in Stratum}
        return Survey(
            where=where,
            fetched_at=NOW,
            kinds=kinds,
            strata=_counted(strata_of(issues, by).values()),
        )

    def draw(self, wish: DrawWish) -> Manifest:
        request = Request(
            name=wish.name,
            repository=REPOSITORY,
            size=wish.size,
            seed=wish.seed,
            by=wish.by,
            reserve=wish.reserve or 0,
        )
        self.kept[wish.name] = draw(request, population(), NOW, NOW)
        return self.kept[wish.name]


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names))


class SamplesApp(App[None]):
    """Opens the samples screen and nothing else."""

    def __init__(self, sampling: MadeUpSampling | None = None) -> None:
        super().__init__()
        self.sampling = sampling or MadeUpSampling()
        self.screen_under_test = SamplesScreen(self.sampling, "octo/demo", {3: "spam"})
        self.opened: str | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables(self.current_theme)

    def on_mount(self) -> None:
        def take(name: str | None) -> None:
            self.opened = name

        self.push_screen(self.screen_under_test, take)
