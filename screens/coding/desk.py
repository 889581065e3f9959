"""The desk: what lies on the coding screen, and where the rater is.

The desk knows the current issue and the active question and keeps every pane true to the
session. What single keys do is added by the groups of actions beside this file; they change the
session through `saving`, so that a failed save is told at once and leaves no trace on the screen.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.worker import get_current_worker

from screens.coding.asides import asides
from screens.coding.issue_text import IssueText
from screens.coding.next_up import next_uncoded, nothing_left
from screens.coding.pages import PageShelf
from screens.coding.panes import ISSUE_PANE, LIST_PANE, Panes
from screens.commanded import Commanded
from screens.commands.filter_field import FILTER_COMMANDS
from screens.commands.live_keys import LiveKeys
from screens.pace_words import pace_in_words
from screens.saving import tell_not_saved, tell_notices
from screens.session import READ_AGAIN, Session
from screens.standing import CHANGED, LEGEND, Standing, standing_of
from screens.stillness import Stillness
from screens.study import Study
from screens.widgets.duplicate_strip import DuplicateStrip
from screens.widgets.issue_list import IssueList
from screens.widgets.key_hints import KeyHints
from screens.widgets.progress_strip import ProgressStrip
from screens.widgets.questionnaire import Questionnaire
from screens.widgets.reader import Reader, Selection
from screens.widgets.summary_pane import SummaryPane
from triage.analysis.pace import Pace
from triage.analysis.text import bare_title
from triage.domain.changes import IssueChange
from triage.domain.codebook import Code, Codebook, Question
from triage.domain.coding import Coding, Quote
from triage.domain.errors import TriageError
from triage.domain.evidence import is_outdated
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible, visible_line

if TYPE_CHECKING:
    from triage.domain.filter_match import Candidate

FORM_ISSUES = 200
"""Issues that are looked at to learn which headings belong to a form."""

NOT_SAVED = "NOT SAVED: the last key did not count. Press it again when the cause is mended"


class Desk(Commanded, Panes):
    """The panes of the coding screen."""

    CSS_PATH = Path(__file__).parent / "coding.tcss"
    AUTO_FOCUS = ""
    HELP_MARKS = LEGEND
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (100, "-normal"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-low"),
        (30, "-middling"),
        (40, "-high"),
    ]

    class CodedAgain(Message):
        """The rater said something about an issue that has changed, or took it back."""

    issue_list = getters.query_one("#issues", IssueList)
    reader = getters.query_one("#reader", Reader)
    questionnaire = getters.query_one("#questions", Questionnaire)
    summary_pane = getters.query_one("#summary", SummaryPane)
    strip = getters.query_one("#strip", ProgressStrip)
    key_hints = getters.query_one(KeyHints)

    def __init__(
        self,
        session: Session,
        study: Study,
        clock: Callable[[], datetime],
        keymap: Mapping[str, str] = {},
    ) -> None:
        super().__init__(keymap)
        self.field_keys = LiveKeys(FILTER_COMMANDS, keymap)
        """The keys of the field of the filter."""
        self.session = session
        self.study = study
        self.clock = clock
        self.place = 0
        """Index of the current issue among the listed ones."""
        self.listed: list[str] = list(session.listed)
        """Keys of the issues in the list."""
        self.known: frozenset[str] = frozenset()
        """Keys of the issues that were read when the list was filled."""
        self.filter_text = ""
        """The filter that selects the listed issues; empty for all."""
        self.candidates: dict[str, Candidate] = {}
        """What filters ask about, by issue."""
        self.changes: Mapping[str, Sequence[IssueChange]] = {}
        """What is different about issues since they were coded, by key."""
        self.stillness = Stillness()
        """What the threads behind the screen wait for."""
        self._question = 0
        self.issue_text = IssueText(
            PageShelf(session.issues, clock, session.manifest.name), self.keys
        )
        """The text of the current issue."""
        self._pace = Pace(session.codebook, session.store.history())

    def compose(self) -> ComposeResult:
        """Strip, the three panes, the summary, the keys."""
        yield ProgressStrip(self.study.title, id="strip")
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield IssueList(self.standing, self.title_of, self.news_of, id="issues")
            with Vertical(id="centre"):
                yield Reader(id="reader")
                yield DuplicateStrip(id="duplicates")
            yield Questionnaire(self.session.codebook.questions, self.keys.digits())
        yield SummaryPane(id="summary")
        yield KeyHints(self.keys, digits="Choose", in_field=self.field_keys)

    def on_mount(self) -> None:
        """Show the sample and the issue to go on with."""
        self.take_changes({})
        self.list_issues(self.listed)
        self.place = self.starting_place()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Once the panes are painted, show the issue to go on with."""
        self.open_issue(self.place)
        self.call_after_refresh(self.begin_behind)

    def begin_behind(self) -> None:
        """Once the issue is painted, begin what the rater need not wait for."""
        self.run_worker(self._learn_forms, thread=True, group="forms")

    @property
    def issue(self) -> str:
        """Key of the current issue."""
        return self.listed[self.place]

    @property
    def coding(self) -> Coding:
        """What the rater says about the current issue."""
        return self.session.coding(self.issue)

    @property
    def question(self) -> Question:
        """The active question."""
        return self.session.codebook.questions[self._question]

    def starting_place(self) -> int:
        """Where the rater was, else the first issue that needs coding."""
        last = self.study.place()
        if last in self.listed:
            return self.listed.index(last)
        return next_uncoded(self.session, self.listed, -1) or 0

    def standing(self, issue: str) -> Standing:
        """How far an issue is."""
        return standing_of(self.session.coding(issue), self.session.codebook)

    def title_of(self, issue: str) -> str:
        """The title of an issue, without the tags that all of them bear."""
        return bare_title(self.session.issues[issue].issue.title)

    def news_of(self, issue: str) -> str:
        """What is different about an issue since it was coded, in a word or two each."""
        news = (change.brief for change in self.changes.get(issue, ()))
        return ", ".join(dict.fromkeys(news))

    def take_changes(self, changes: Mapping[str, Sequence[IssueChange]]) -> None:
        """Show which issues are not any more what they were when they were coded."""
        self.changes = changes
        count = f" · {CHANGED} {len(changes)} changed" if changes else ""
        title = f"Sample {self.session.manifest.name}{count}"
        self.issue_list.border_title = Content(visible_line(title))
        self.issue_list.refresh()

    def list_issues(self, keys: Sequence[str]) -> None:
        """Put issues into the list; the current one stays, or the first takes its place."""
        current = self.issue if self.listed else None
        self.listed = list(keys)
        self.known = frozenset(self.session.listed)
        self.issue_list.fill(self.listed)
        self.place = self.listed.index(current) if current in self.listed else 0
        self.issue_list.move_to(self.place)

    def take_codebook(self, codebook: Codebook) -> None:
        """Go on with another edition of the codebook; its questions are the same."""
        self.session.take_codebook(codebook)
        self._pace = Pace(codebook, self.session.store.history())
        self.questionnaire.ask(codebook.questions)

    def take_issues(self, issues: Mapping[str, SampledIssue]) -> None:
        """Go on with newer copies of the same issues."""
        self.session.issues = issues
        self.candidates.clear()
        self.issue_text.shelf.take(issues)
        self.issue_list.refresh()
        self._show_page(keep_place=True)

    def open_issue(self, place: int) -> None:
        """Make an issue the current one, at its first open question."""
        self.stillness.disturb()
        self.strip.fall_silent()
        self.show_pane(ISSUE_PANE, LIST_PANE)
        self.place = place
        self.study.keep_place(self.issue)
        self.issue_list.move_to(place)
        self._show_page()
        answers = [self.coding.answer(question.id) for question in self.session.codebook]
        still_open = (index for index, answer in enumerate(answers) if not answer.is_given)
        self.activate(next(still_open, 0))
        self.show_answers()
        self.call_after_refresh(self.prepare_neighbours)

    def prepare_neighbours(self) -> None:
        """Once the issue is painted, lay out those that the rater may ask for next."""
        following = next_uncoded(self.session, self.listed, self.place)
        places = (self.place + 1, following, self.place - 1)
        neighbours = [
            self.listed[place]
            for place in places
            if place is not None and 0 <= place < len(self.listed)
        ]
        width = self.reader.page_width
        self.run_worker(
            lambda: self._prepare(neighbours, width), thread=True, exclusive=True, group="pages"
        )

    def _prepare(self, issues: Sequence[str], width: int) -> None:
        worker = get_current_worker()

        def is_wanted() -> bool:
            self.stillness.wait(lambda: worker.is_cancelled)
            return not worker.is_cancelled

        self.issue_text.prepare(issues, width, is_wanted)

    @property
    def question_index(self) -> int:
        """Place of the active question in the codebook."""
        return self._question

    @property
    def is_last_question(self) -> bool:
        """Whether the active question is the codebook's last one."""
        return self._question == len(self.session.codebook.questions) - 1

    def go_to_next_uncoded(self) -> None:
        """Open the next issue that needs coding, or say that there is none."""
        place = next_uncoded(self.session, self.listed, self.place)
        if place is not None:
            self.open_issue(place)
        else:
            is_filtered = bool(self.filter_text)
            self.say(nothing_left(self.session, self.listed, self.keys, is_filtered=is_filtered))

    def activate_question(self, question_id: str) -> None:
        """Make the question of that id the active one, if there is one."""
        for place, question in enumerate(self.session.codebook):
            if question.id == question_id:
                self.activate(place)

    def activate(self, index: int) -> None:
        """Make a question the active one."""
        self._question = index % max(1, len(self.session.codebook.questions))
        self._show_questions()

    def show_answers(self, code_in_focus: Code | None = None) -> None:
        """Bring every pane up to what is saved now."""
        outdated = self._show_questions(code_in_focus)
        self.reader.underline(
            Selection(quote.source, quote.start, quote.end)
            for quote in self.coding.quotes
            if quote not in outdated
        )
        self.issue_list.refresh_entry(self.place)
        summary = self.session.summary()
        remaining = summary.in_scope - summary.complete
        pace = self._pace.figures(self.clock().astimezone(), remaining)
        self.summary_pane.show(summary, self._question)
        self.strip.show(summary, pace_in_words(pace), NOT_SAVED * self.session.has_unsaved_key)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Do something that saves; when it fails, say so and show what is true."""
        self.stillness.disturb()
        self.strip.fall_silent()
        self.show_pane(ISSUE_PANE, LIST_PANE)
        try:
            yield
            for change in self.session.take_news():
                self._pace.record(change)
                coding = self.session.coding(change.issue)
                for words in asides(change, coding, self.session.codebook, self.keys):
                    self.strip.say_first(words)
                if change.issue in self.changes or change.reason == READ_AGAIN:
                    self.post_message(self.CodedAgain())
        except TriageError as error:
            tell_not_saved(self, error)
            self.show_answers()
        tell_notices(self, self.session.store.take_notices())

    def say(self, text: str) -> None:
        """Tell the rater something in the strip, where it covers nothing.

        The next issue and the next change end it, so what a key tells it tells after them.
        """
        self.strip.say(text)

    def warn(self, text: str) -> None:
        """Tell the rater something that must not be missed."""
        self.notify(visible(text), severity="error", timeout=12, markup=False)

    @on(Resize)
    def lay_out_again(self) -> None:
        """Fit the page to the new width; a pane that was hidden had none."""
        if self.is_mounted and self.listed:
            self.call_after_refresh(self._show_page, keep_place=True)

    @on(Reader.FoldClicked)
    def toggle_folds(self) -> None:
        """Open or fold boilerplate and long logs."""
        self.issue_text.toggle_folds()
        self._show_page(keep_place=True)

    @on(IssueList.Chosen)
    def open_chosen(self, message: IssueList.Chosen) -> None:
        """Go to the issue that was clicked."""
        self.open_issue(self.listed.index(message.key))

    def _learn_forms(self) -> None:
        self.issue_text.shelf.learn_forms(self.listed[:FORM_ISSUES])
        self.app.call_from_thread(self._show_page, keep_place=True)

    def _show_questions(self, code_in_focus: Code | None = None) -> Collection[Quote]:
        """Show the questions as they are answered; the quotes whose text was changed since."""
        sampled = self.session.issues[self.issue]
        outdated = [quote for quote in self.coding.quotes if is_outdated(quote, sampled)]
        self.questionnaire.show(self.coding.answers, self._question, code_in_focus, outdated)
        return outdated

    def _show_page(self, *, keep_place: bool = False) -> None:
        self.issue_text.show(self.issue, self.reader, keep_place=keep_place)
