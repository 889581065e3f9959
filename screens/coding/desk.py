"""The desk: what lies on the coding screen, and where the rater is.

The desk knows the current issue and the active question and keeps every pane true to the
session. What single keys do is added by the groups of actions beside this file; they change the
session through `saving`, so that a failed save is told at once and leaves no trace on the screen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from screens.coding.pages import PageShelf
from screens.commands import CODING_COMMANDS
from screens.pace_words import pace_in_words
from screens.saving import tell_not_saved, tell_notices
from screens.session import Session
from screens.standing import Standing, standing_of
from screens.study import Study
from screens.widgets.duplicate_strip import DuplicateStrip
from screens.widgets.issue_list import IssueList
from screens.widgets.key_hints import KeyHints
from screens.widgets.progress_strip import ProgressStrip
from screens.widgets.questionnaire import Questionnaire
from screens.widgets.reader import Reader, Selection
from screens.widgets.summary_pane import SummaryPane
from triage.analysis.highlight import KeywordFinder
from triage.analysis.pace import Pace
from triage.domain.codebook import Code, Codebook, Question
from triage.domain.coding import Coding
from triage.domain.errors import TriageError
from triage.domain.filter_match import Candidate
from triage.domain.issue import SampledIssue
from triage.domain.safe_text import visible

FORM_ISSUES = 200
"""Issues that are looked at to learn which headings belong to a form."""

NOT_SAVED = "NOT SAVED: the last key did not count. Press it again when the cause is mended"

SUPERSCRIPTS = dict(zip("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰", strict=True))
"""How the key of a code is written behind its keywords."""


class Desk(Screen[None]):
    """The panes of the coding screen."""

    CSS_PATH = "coding.tcss"
    AUTO_FOCUS = ""
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

    issue_list = getters.query_one("#issues", IssueList)
    reader = getters.query_one("#reader", Reader)
    questionnaire = getters.query_one("#questions", Questionnaire)
    summary_pane = getters.query_one("#summary", SummaryPane)
    strip = getters.query_one("#strip", ProgressStrip)

    def __init__(
        self,
        session: Session,
        study: Study,
        clock: Callable[[], datetime],
        keymap: Mapping[str, str] = {},
    ) -> None:
        super().__init__()
        self.keymap = keymap
        """The keys that the user changed, by command id."""
        self.session = session
        self.study = study
        self.clock = clock
        self.place = 0
        """Index of the current issue among the listed ones."""
        self.listed: list[str] = list(session.listed)
        """Keys of the issues in the list."""
        self.filter_text = ""
        """The filter that selects the listed issues; empty for all."""
        self.candidates: dict[str, Candidate] = {}
        """What filters ask about, by issue."""
        self._question = 0
        self._finders: dict[str, KeywordFinder | None] = {}
        self._pages = PageShelf(session.issues, clock)
        self._pace = Pace(session.codebook, session.store.history())

    def compose(self) -> ComposeResult:
        """Strip, the three panes, the summary, the keys."""
        yield ProgressStrip(self.study.title, id="strip")
        with Horizontal(id="work"):
            with Vertical(id="left"):
                yield Input(placeholder="filter: state:open coded:no words…", id="filter")
                yield IssueList(self.standing, self.title_of, id="issues")
            with Vertical(id="centre"):
                yield Reader(id="reader")
                yield DuplicateStrip(id="duplicates")
            yield Questionnaire(self.session.codebook.questions)
        yield SummaryPane(id="summary")
        yield KeyHints(CODING_COMMANDS, self.keymap)

    def on_mount(self) -> None:
        """Show the sample and the issue to go on with."""
        self.issue_list.border_title = Content(f"Sample {self.session.manifest.name}")
        self.list_issues(self.listed)
        self.run_worker(self._learn_forms, thread=True, group="forms")
        self.call_after_refresh(self.open_issue, self.starting_place())

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
        return self.next_uncoded(-1) or 0

    def is_settled(self, issue: str) -> bool:
        """Whether nothing is left to do on an issue: coded, or excluded."""
        coding = self.session.coding(issue)
        return bool(coding.marks.excluded) or coding.is_complete(self.session.codebook)

    def next_uncoded(self, after: int) -> int | None:
        """Place of the next issue that is neither settled nor skipped, from the top at the end."""
        count = len(self.listed)
        for step in range(1, count + 1):
            place = (after + step) % count
            issue = self.listed[place]
            if not self.is_settled(issue) and not self.session.coding(issue).marks.skipped:
                return place
        return None

    def standing(self, issue: str) -> Standing:
        """How far an issue is."""
        return standing_of(self.session.coding(issue), self.session.codebook)

    def title_of(self, issue: str) -> str:
        """The title of an issue."""
        return self.session.issues[issue].issue.title

    def list_issues(self, keys: Sequence[str]) -> None:
        """Put issues into the list; the current one stays, or the first takes its place."""
        current = self.issue if self.listed else None
        self.listed = list(keys)
        self.issue_list.fill(self.listed)
        self.place = self.listed.index(current) if current in self.listed else 0
        self.issue_list.move_to(self.place)

    def take_codebook(self, codebook: Codebook) -> None:
        """Go on with another edition of the codebook; its questions are the same."""
        self.session.take_codebook(codebook)
        self._pace = Pace(codebook, self.session.store.history())
        self._finders.clear()
        self.questionnaire.ask(codebook.questions)

    def take_issues(self, issues: Mapping[str, SampledIssue]) -> None:
        """Go on with newer copies of the same issues."""
        self.session.issues = issues
        self.candidates.clear()
        self._pages.take(issues)
        self.issue_list.refresh()
        self._show_page(keep_place=True)

    def open_issue(self, place: int) -> None:
        """Make an issue the current one, at its first open question."""
        self.place = place
        self.study.keep_place(self.issue)
        self.issue_list.move_to(place)
        self._show_page()
        answers = [self.coding.answer(question.id) for question in self.session.codebook]
        still_open = (index for index, answer in enumerate(answers) if not answer.is_given)
        self.activate(next(still_open, 0))
        self.show_answers()

    @property
    def question_index(self) -> int:
        """Place of the active question in the codebook."""
        return self._question

    @property
    def is_last_question(self) -> bool:
        """Whether the active question is the codebook's last one."""
        return self._question == len(self.session.codebook.questions) - 1

    def next_open_question(self) -> int:
        """Place of the next question without an answer, from the top at the end."""
        questions = self.session.codebook.questions
        for step in range(1, len(questions) + 1):
            place = (self._question + step) % len(questions)
            if not self.coding.answer(questions[place].id).is_given:
                return place
        return self._question

    def go_to_next_uncoded(self) -> None:
        """Open the next issue that needs coding, or say that there is none."""
        place = self.next_uncoded(self.place)
        if place is None:
            self.say("Every issue of this list is coded, skipped or excluded")
        else:
            self.open_issue(place)

    def activate_question(self, question_id: str) -> None:
        """Make the question of that id the active one, if there is one."""
        for place, question in enumerate(self.session.codebook):
            if question.id == question_id:
                self.activate(place)

    def activate(self, index: int) -> None:
        """Make a question the active one."""
        self._question = index % max(1, len(self.session.codebook.questions))
        self._mark_keywords()
        self.questionnaire.show(self.coding.answers, self._question)

    def show_answers(self, code_in_focus: Code | None = None) -> None:
        """Bring every pane up to what is saved now."""
        coding = self.coding
        self.questionnaire.show(coding.answers, self._question, code_in_focus)
        self.reader.underline(
            Selection(quote.source, quote.start, quote.end)
            for answer in coding.answers.values()
            for quote in answer.quotes
        )
        self.issue_list.refresh_entry(self.place)
        summary = self.session.summary()
        remaining = summary.in_scope - summary.complete
        pace = self._pace.figures(self.clock().astimezone(), remaining)
        self.summary_pane.show(summary)
        self.strip.show(summary, pace_in_words(pace), NOT_SAVED * self.session.has_unsaved_key)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Do something that saves; when it fails, say so and show what is true."""
        try:
            yield
            for change in self.session.take_news():
                self._pace.record(change)
        except TriageError as error:
            tell_not_saved(self, error)
            self.show_answers()
        tell_notices(self, self.session.store.take_notices())

    def say(self, text: str) -> None:
        """Tell the rater something in the strip, where it covers nothing."""
        self.strip.say(text)

    def warn(self, text: str) -> None:
        """Tell the rater something that must not be missed."""
        self.notify(visible(text), severity="error", timeout=12, markup=False)

    @on(Resize)
    def lay_out_again(self) -> None:
        """Fit the page to the new width."""
        if self.is_mounted and self.listed:
            self.call_after_refresh(self._show_page, keep_place=True)

    @on(IssueList.Chosen)
    def open_chosen(self, message: IssueList.Chosen) -> None:
        """Go to the issue that was clicked."""
        self.open_issue(self.listed.index(message.key))

    def toggle_folds(self) -> None:
        """Open or fold boilerplate and long logs."""
        self._pages.is_open = not self._pages.is_open
        self._show_page(keep_place=True)

    def _learn_forms(self) -> None:
        self._pages.learn_forms(self.listed[:FORM_ISSUES])
        self.app.call_from_thread(self._show_page, keep_place=True)

    def _mark_keywords(self) -> None:
        """Mark the keywords of the active question, unless the round is blind."""
        question = self.question
        if question.id not in self._finders:
            has_keywords = any(code.keywords for code in question.codes)
            finder = KeywordFinder(question.codes) if has_keywords else None
            self._finders[question.id] = finder if self.study.shows_hints else None
        letters = {code.id: SUPERSCRIPTS.get(code.key, "") for code in question.codes}
        self.reader.highlight(self._finders[question.id], letters)

    def _show_page(self, *, keep_place: bool = False) -> None:
        page = self._pages.page(self.issue, self.reader.page_width)
        self.reader.border_title = Content(f"#{page.issue.number}")
        self.reader.border_subtitle = Content(page.facts)
        self.reader.show(page, keep_place=keep_place)
        neighbours = [
            self.listed[place]
            for place in (self.place + 1, self.next_uncoded(self.place), self.place - 1)
            if place is not None and 0 <= place < len(self.listed)
        ]
        self.run_worker(
            lambda: self._pages.prepare(neighbours, page.width),
            thread=True,
            exclusive=True,
            group="pages",
        )
