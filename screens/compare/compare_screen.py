"""The compare screen: how far raters agree, who chose what, and every disagreement to be read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from screens.commands.command import bindings
from screens.commands.raters import COMPARE_COMMANDS
from screens.compare.adjudicate_screen import AdjudicateScreen
from screens.compare.bars import figures
from screens.compare.comparing import ComparingScreen
from screens.compare.matrix import Matrix
from screens.compare.pairs import heading, is_pair, issues_of, pair_title, verdicts_on
from screens.compare.side_by_side import (
    Block,
    Column,
    Line,
    SideBySide,
    answer_lines,
    marks_lines,
    scope_lines,
)
from screens.compare.source import Comparing
from screens.standing import Standing
from screens.widgets.issue_list import IssueList
from screens.widgets.key_hints import KeyHints
from screens.widgets.reader import Reader
from triage.analysis.comparison import Comparison
from triage.analysis.confusion import Confusion
from triage.analysis.question_agreement import QuestionAgreement
from triage.analysis.text import bare_title
from triage.analysis.verdict_agreement import VERDICT_QUESTION, pair_in_words
from triage.domain.codebook import Question
from triage.domain.coding import Coding
from triage.domain.issue import number_of
from triage.domain.safe_text import visible_line


class CompareScreen(ComparingScreen):
    """Figures above, disagreements below."""

    TITLE = "Agreement"
    SCREEN_COMMANDS = COMPARE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMPARE_COMMANDS)]

    headline = getters.query_one("#headline", Static)
    coefficients = getters.query_one("#coefficients", Static)
    matrix = getters.query_one("#matrix", Matrix)
    disputes = getters.query_one("#disputes", IssueList)
    answers = getters.query_one("#answers", SideBySide)

    def __init__(
        self, source: Comparing, clock: Callable[[], datetime], keymap: Mapping[str, str]
    ) -> None:
        super().__init__(source, clock, keymap)
        self.comparison: Comparison | None = None
        self.listed: list[str] = []
        """Keys of the issues in the list: all in dispute, or those of a cell."""
        self.is_cell_open = False
        self._place = 0
        self._question = 0
        self._matrix = 0
        self._dispute: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        """Headline, figures, disagreements, keys."""
        yield Static(id="headline")
        with Horizontal(id="figures"):
            with VerticalScroll(id="coefficient-pane", can_focus=False):
                yield Static(id="coefficients")
            yield Matrix(id="matrix")
        with Horizontal(id="reading"):
            yield IssueList(self._standing, self._title_of, id="disputes")
            with Vertical(id="said"):
                with VerticalScroll(id="answer-pane", can_focus=False):
                    yield SideBySide(id="answers")
                yield Reader(id="text")
        yield KeyHints(self.keys, small=("-narrow", "-low"))

    def on_mount(self) -> None:
        """Begin to compare."""
        self.headline.update(Content(f"Comparing {visible_line(self.source.title)} …"))
        self.start_comparing(intervals=True)

    @on(ComparingScreen.Progressed)
    def show_progress(self, message: ComparingScreen.Progressed) -> None:
        """Tell how far the intervals are."""
        share = message.done / message.wanted if message.wanted else 0
        words = f"Comparing {self.source.title} … {share:.0%}; {self.keys.first('go-back')} leaves"
        self.headline.update(Content(visible_line(words)))

    @on(ComparingScreen.Compared)
    def show_comparison(self, message: ComparingScreen.Compared) -> None:
        """Show what was found."""
        self.comparison = message.comparison
        verdicts = message.comparison.verdicts
        pairs = verdicts.disagreements if verdicts else ()
        self._dispute = {each.issue: each.dispute for each in message.comparison.disputes}
        self._dispute |= {each.issue: each.dispute for each in pairs}
        self._show_question()
        self._list_all()

    @on(ComparingScreen.Failed)
    def tell_failure(self, message: ComparingScreen.Failed) -> None:
        """Say why there is nothing to see, and go back."""
        self.app.notify(
            Content(visible_line(message.reason)).plain, severity="error", timeout=12, markup=False
        )
        self.dismiss()

    @property
    def agreement(self) -> QuestionAgreement | None:
        """The figures of the question that is shown; None while there are none."""
        found = self._agreements()
        return found[self._question] if found else None

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return (*self.source.codebook.questions, VERDICT_QUESTION)[self._question]

    @property
    def issue(self) -> str | None:
        """The issue that is read; None when nothing is listed."""
        return self.listed[self._place] if self.listed else None

    @on(Matrix.Opened)
    def open_clicked_cell(self) -> None:
        """A second click on a cell opens it."""
        self.action_open_cell()

    @on(Resize)
    def fit_to_width(self) -> None:
        """Draw the bars anew."""
        if self.is_mounted and self.comparison is not None:
            self.call_after_refresh(self._draw_bars)
            self.call_after_refresh(self._read_again)

    @on(IssueList.Chosen)
    def read_chosen(self, message: IssueList.Chosen) -> None:
        """Read the issue that was clicked."""
        self._go_to(self.listed.index(message.key))

    def action_next_question(self) -> None:
        """Show the next question."""
        self._turn_to(self._question + 1)

    def action_previous_question(self) -> None:
        """Show the previous question."""
        self._turn_to(self._question - 1)

    def action_next_matrix(self) -> None:
        """Show the next matrix of the question."""
        self._matrix += 1
        self._show_matrix()

    def action_move_cell(self, rows: int, columns: int) -> None:
        """Move the cursor of the matrix."""
        self.matrix.move(rows, columns)

    def action_open_cell(self) -> None:
        """List exactly the issues of the cell."""
        if issues := self.matrix.issues:
            self.is_cell_open = True
            self.add_class("-show-reading")
            self._list(issues, f"{heading(self.question)}, {self.matrix.cell_in_words}")
        else:
            self.notify("No issue is in this cell")

    def action_scroll_figures(self) -> None:
        """Scroll the coefficients and codes down a page, from their end back to the top."""
        pane = self.query_one("#coefficient-pane")
        if pane.is_vertical_scroll_end:
            pane.scroll_home(animate=False)
        else:
            pane.scroll_page_down(animate=False)

    def action_next_dispute(self) -> None:
        """Read the next issue of the list."""
        self._go_to(min(self._place + 1, len(self.listed) - 1))

    def action_previous_dispute(self) -> None:
        """Read the previous issue of the list."""
        self._go_to(max(0, self._place - 1))

    def action_next_pane(self) -> None:
        """In a small window, show the other half."""
        self.toggle_class("-show-reading")
        self.call_after_refresh(self._read_again)

    def action_adjudicate(self) -> None:
        """Settle what is in dispute."""
        self.app.push_screen(AdjudicateScreen(self.source, self.clock, self.keymap))

    def action_go_back(self) -> None:
        """From a cell to all that is in dispute, from there to coding."""
        if self.is_cell_open:
            self._list_all()
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Go back to coding."""
        self.dismiss()

    def _turn_to(self, place: int) -> None:
        if found := self._agreements():
            self._question = place % len(found)
            self._matrix = 0
            self._show_question()
            self._show_answers()

    def _agreements(self) -> Sequence[QuestionAgreement]:
        """What Tab goes through: the questions, then the verdicts on duplicates."""
        if self.comparison is None:
            return ()
        verdicts = self.comparison.verdicts
        return (*self.comparison.questions, *([verdicts] if verdicts else ()))

    def _show_question(self) -> None:
        agreement = self.agreement
        if agreement is None or self.comparison is None:
            return
        drawn = f"{self.comparison.resamples:,} resamples, seed {self.comparison.seed}"
        title = f"{self.source.title} · {drawn}"
        self.headline.update(Content(visible_line(title)))
        pane = self.query_one("#coefficient-pane")
        pane.border_title = Content(visible_line(heading(self.question, with_name=True)))
        self._draw_bars()
        self._show_matrix()

    def _draw_bars(self) -> None:
        if self.agreement is not None:
            width = self.query_one("#coefficient-pane").content_size.width - 1
            self.coefficients.update(figures(self.agreement, max(40, width)))

    def _show_matrix(self) -> None:
        matrices = self._matrices()
        shown = matrices[self._matrix % len(matrices)] if matrices else None
        self.matrix.show(shown, self.question)
        if len(matrices) > 1:
            place = self._matrix % len(matrices) + 1
            self.matrix.border_title = f"Who chose what · {place} of {len(matrices)}"
        else:
            self.matrix.border_title = "Who chose what"

    def _matrices(self) -> Sequence[Confusion]:
        pairs = self.agreement.pairs if self.agreement else ()
        return [matrix for pair in pairs for matrix in pair.confusions]

    def _list_all(self) -> None:
        self.is_cell_open = False
        if self.comparison is not None:
            split = [each.issue for each in self.comparison.split_exclusions]
            verdicts = self.comparison.verdicts
            pairs = [each.issue for each in verdicts.disagreements] if verdicts else []
            found = [*split, *(each.issue for each in self.comparison.disputes), *pairs]
            self._list(list(dict.fromkeys(found)), "In dispute, most first")

    def _list(self, issues: Sequence[str], title: str) -> None:
        self.listed = list(issues)
        self.disputes.fill(self.listed)
        self.disputes.border_title = Content(f"{visible_line(title)} · {len(self.listed)}")
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        self._place = max(0, place)
        self.disputes.move_to(self._place)
        self.call_after_refresh(self._read_again)
        self._show_answers()

    def _read_again(self) -> None:
        """Lay the issue out for the width that there is now."""
        if self.issue is not None:
            self.read(*issues_of(self.issue, self.source.issues))

    def _show_answers(self) -> None:
        issue = self.issue
        if issue is None:
            self.answers.show(Content("The raters agree on everything that both coded."), ())
            return
        if is_pair(issue):
            self.answers.show(*self._pair_in_words(issue))
            return
        questions = [self.question] if self.is_cell_open else self._disputed(issue)
        title = f"#{number_of(issue)} · {', '.join(each.id for each in questions)}"
        self.answers.show(Content.styled(title, "bold"), self._blocks(issue, questions))

    def _pair_in_words(self, key: str) -> tuple[Content, list[Block]]:
        """What the raters say about a pair of issues."""
        title = f"{pair_in_words(key)} · {VERDICT_QUESTION.title}"
        columns = [
            Column(rater, answer_lines(VERDICT_QUESTION, answer))
            for rater, answer in verdicts_on(key, self.source).items()
        ]
        return Content.styled(title, "bold"), [Block("", tuple(columns))]

    def _disputed(self, issue: str) -> list[Question]:
        assert self.comparison is not None
        disputed = {
            each.question
            for dispute in self.comparison.disputes
            if dispute.issue == issue
            for each in dispute.questions
        }
        return [question for question in self.source.codebook if question.id in disputed]

    def _blocks(self, issue: str, questions: Sequence[Question]) -> list[Block]:
        codings = {
            rater: own.get(issue) or Coding(issue=issue)
            for rater, own in self.source.codings.items()
        }
        names = [
            Column(rater, (*_scope(coding), *marks_lines(coding.marks)))
            for rater, coding in codings.items()
        ]
        said = [
            Block(
                f"{question.id} {question.name}",
                tuple(
                    Column("", answer_lines(question, coding.answer(question.id)))
                    for coding in codings.values()
                ),
            )
            for question in questions
        ]
        return [Block("", tuple(names)), *said]

    def _standing(self, issue: str) -> Standing:
        return Standing.PARTLY if issue in self._dispute else Standing.CODED

    def _title_of(self, issue: str) -> str:
        if is_pair(issue):
            return pair_title(issue, self.source.issues)
        dispute = self._dispute.get(issue)
        title = bare_title(self.source.issues[issue].issue.title)
        return f"{dispute:.2f} {title}" if dispute else title


def _scope(coding: Coding) -> tuple[Line, ...]:
    return scope_lines(coding) if coding.marks.excluded else ()
