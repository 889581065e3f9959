"""The samples screen: look at the population, see what a draw would give, then freeze it.

Everything follows the fields as they are typed; the draw alone takes a button, because it is
written once. Reading the population runs in a worker, whose answer is dropped when the fields
have changed meanwhile.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Input, Label, OptionList, Select, Static

from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.panels import SAMPLES_COMMANDS
from screens.samples.sampling import Sampling
from screens.samples.words import outlook, sample_in_words, sample_line
from screens.widgets.bars import Bars
from screens.widgets.key_hints import KeyHints
from triage.analysis.survey import DrawWish, Survey
from triage.domain.errors import FilterError, InputError, TriageError
from triage.domain.safe_text import visible, visible_line
from triage.domain.sample import Manifest
from triage.domain.strata import Stratum

PAUSE = 0.15
"""Seconds without a key after which the population is looked at."""

NO_STRATA = ""
TITLES = {
    Stratum.STATE: "State",
    Stratum.YEAR: "Year",
    Stratum.LABEL: "Label",
    Stratum.AUTHOR_ASSOCIATION: "Author association",
}


class SamplesScreen(Commanded, Screen[str | None]):
    """Draws samples; answers with the name of one to open, or None."""

    TITLE = "Samples"
    CSS_PATH = "samples.tcss"
    AUTO_FOCUS = "#where"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal")]
    SCREEN_COMMANDS = SAMPLES_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SAMPLES_COMMANDS)]

    bars = getters.query_one("#bars", Bars)
    outlook_pane = getters.query_one("#outlook", Static)
    sample_list = getters.query_one("#samples", OptionList)

    class Surveyed(Message):
        """The population was looked at."""

        def __init__(self, ticket: int, survey: Survey | TriageError) -> None:
            super().__init__()
            self.ticket = ticket
            self.survey = survey

    class Drawn(Message):
        """A draw ended."""

        def __init__(self, manifest: Manifest | TriageError) -> None:
            super().__init__()
            self.manifest = manifest

    def __init__(
        self,
        sampling: Sampling,
        title: str,
        excluded: Mapping[int, str] = {},
        titles: Mapping[int, str] = {},
        *,
        keymap: Mapping[str, str] = {},
    ) -> None:
        """Make the screen.

        Args:
            sampling: the samples of the study.
            title: what the study is about.
            excluded: reasons of the rater who looks, by issue number.
            titles: titles of issues as far as they are known.
            keymap: the keys that the user changed.
        """
        super().__init__(keymap)
        self._sampling = sampling
        self._title = title
        self._excluded = excluded
        self._titles = titles
        self._samples: list[Manifest] = []
        self._survey: Survey | None = None
        self._ticket = 0
        self._looked_at: tuple[str, Stratum | None] | None = None

    def compose(self) -> ComposeResult:
        """What is wished for, the population, the samples that there are."""
        yield Label(Content(visible_line(self._title)), id="samples-title")
        strata = [("not stratified", NO_STRATA), *((f"by {each}", str(each)) for each in Stratum)]
        with Horizontal(id="sampling"):
            with VerticalScroll(id="wish", can_focus=False):
                yield Input(placeholder="all issues of the study", id="where")
                with Horizontal():
                    yield Input("30", type="integer", id="size")
                    yield Input(placeholder="a fifth", type="integer", id="reserve")
                yield Select(strata, value=NO_STRATA, allow_blank=False, id="by")
                with Horizontal():
                    yield Input(id="name")
                    yield Input(placeholder="word or number", id="seed")
                yield Static(id="outlook")
                yield Button("Draw and freeze", id="draw", variant="primary")
            with VerticalScroll(id="population", can_focus=False):
                yield Bars(id="bars")
            with Vertical(id="kept"):
                yield OptionList(id="samples")
                with VerticalScroll(id="about", can_focus=False):
                    yield Static(id="about-sample")
        yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Name the fields, list the samples and look at the whole population."""
        for name in ("where", "size", "reserve", "name", "seed"):
            title = "filter" if name == "where" else name
            self.query_one(f"#{name}", Input).border_title = title
        self.query_one("#wish").border_title = "A new sample"
        self.query_one("#population").border_title = "Population"
        self.sample_list.border_title = "Samples"
        self.sample_list.border_subtitle = "Enter opens"
        self._list_samples()
        taken = {manifest.name for manifest in self._samples}
        names = ("main", *(f"sample-{number}" for number in range(2, len(taken) + 3)))
        self.query_one("#name", Input).value = next(each for each in names if each not in taken)
        self._look()

    @on(Input.Changed, "#where")
    @on(Select.Changed, "#by")
    def look_again(self) -> None:
        """Look at the population as soon as nobody types."""
        if (self._words("where"), self._by) != self._looked_at:
            self._ticket += 1
            self.set_timer(PAUSE, self._look)

    @on(Input.Changed, "#size")
    def show_outlook(self) -> None:
        """Say what a sample of this size would show."""
        if self._survey is None:
            return
        try:
            size = self._number("size")
        except InputError as error:
            self._complain(str(error))
            return
        if size is None or size < 1:
            self._complain("How many issues?")
            return
        lines = outlook(self._survey, size, self._by)
        self.outlook_pane.remove_class("-wrong")
        self.outlook_pane.update(Content(visible("\n".join(lines))))

    @on(Input.Submitted)
    def go_to_next_field(self) -> None:
        """Enter in a field goes on to the next."""
        self.focus_next()

    @on(Button.Pressed, "#draw")
    def draw(self) -> None:
        """Draw what the fields say."""
        try:
            wish = self._wish()
        except InputError as error:
            self._complain(str(error))
            return
        self.query_one("#draw", Button).disabled = True
        self.run_worker(lambda: self._draw(wish), thread=True, group="draw")

    @on(Surveyed)
    def show_survey(self, message: Surveyed) -> None:
        """Show the population, unless the fields have changed meanwhile."""
        if message.ticket != self._ticket:
            return
        if isinstance(message.survey, TriageError):
            self._survey = None
            self._complain(_complaint(message.survey))
            return
        self._survey = message.survey
        groups = {title: message.survey.kinds[kind] for kind, title in TITLES.items()}
        self.bars.show(message.survey.size, groups)
        frame = self.query_one("#population")
        frame.border_title = Content(
            f"Population: {message.survey.size:,} issues{_how_old(message.survey)}"
        )
        frame.border_subtitle = Content(visible_line(message.survey.where))
        self.show_outlook()

    @on(Drawn)
    def show_drawn(self, message: Drawn) -> None:
        """Show the new sample in the list, ready to be opened, or why there is none."""
        self.query_one("#draw", Button).disabled = False
        if isinstance(message.manifest, TriageError):
            self._complain(str(message.manifest))
            return
        self._list_samples()
        names = [manifest.name for manifest in self._samples]
        self.sample_list.highlighted = names.index(message.manifest.name)
        self.sample_list.focus()
        self.notify(
            f"Sample {message.manifest.name} is frozen; Enter opens it", markup=False, timeout=6
        )

    @on(OptionList.OptionHighlighted, "#samples")
    def describe_sample(self, message: OptionList.OptionHighlighted) -> None:
        """Say what the sample in focus is."""
        manifest = self._samples[message.option_index]
        lines = sample_in_words(manifest, self._excluded, self._titles)
        text = "\n".join(visible_line(line) for line in lines)
        self.query_one("#about-sample", Static).update(Content(text))
        self.query_one("#about").border_title = Content(visible_line(manifest.name))

    @on(OptionList.OptionSelected, "#samples")
    def open_sample(self, message: OptionList.OptionSelected) -> None:
        """Answer with the chosen sample."""
        self.dismiss(self._samples[message.option_index].name)

    def action_go_back(self) -> None:
        """Go back to the sample that is open."""
        self.dismiss(None)

    @property
    def _by(self) -> Stratum | None:
        value = self.query_one("#by", Select).value
        return Stratum(value) if isinstance(value, str) and value != NO_STRATA else None

    def _list_samples(self) -> None:
        try:
            self._samples = list(self._sampling.samples())
        except TriageError as error:
            self._complain(str(error))
        self.sample_list.clear_options()
        lines = (Content(visible_line(sample_line(each))) for each in self._samples)
        self.sample_list.add_options(lines)
        if self._samples:
            self.sample_list.highlighted = 0

    def _look(self) -> None:
        where, by, ticket = self._words("where"), self._by, self._ticket
        self._looked_at = (where, by)
        self.run_worker(lambda: self._survey_population(where, by, ticket), thread=True)

    def _survey_population(self, where: str, by: Stratum | None, ticket: int) -> None:
        try:
            self.post_message(self.Surveyed(ticket, self._sampling.survey(where, by)))
        except TriageError as error:
            self.post_message(self.Surveyed(ticket, error))

    def _draw(self, wish: DrawWish) -> None:
        try:
            self.post_message(self.Drawn(self._sampling.draw(wish)))
        except TriageError as error:
            self.post_message(self.Drawn(error))

    def _wish(self) -> DrawWish:
        size = self._number("size")
        if size is None:
            raise InputError("How many issues?")
        return DrawWish(
            name=self._words("name"),
            size=size,
            seed=self._words("seed") or None,
            where=self._words("where"),
            by=self._by,
            reserve=self._number("reserve"),
        )

    def _words(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    def _number(self, field: str) -> int | None:
        words = self._words(field)
        if words and not (words.isascii() and words.isdecimal() and len(words) < 10):
            raise InputError(f"{field}: {words} is no number of issues")
        return int(words) if words else None

    def _complain(self, text: str) -> None:
        self.outlook_pane.add_class("-wrong")
        self.outlook_pane.update(Content(visible(text)))


def _complaint(error: TriageError) -> str:
    if isinstance(error, FilterError):
        return f"{error.reason}, at character {error.position + 1}"
    return str(error)


def _how_old(survey: Survey) -> str:
    """From when the population is, for its title."""
    if survey.fetched_at is not None:
        return f" · fetched {survey.fetched_at:%Y-%m-%d}"
    loaded = survey.loaded_at
    return f" · loaded {loaded:%Y-%m-%d}" if loaded is not None else ""
