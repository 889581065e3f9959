"""The duplicates panel: an issue beside those most like it, to be judged pair by pair.

Both texts stand side by side with the passages that they share. A verdict is a part of the coding
of the issue, saved when its key is pressed. Texts are read and compared in a thread.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from screens.choice_dialog import ChoiceDialog
from screens.commanded import Commanded
from screens.commands.command import bindings
from screens.commands.duplicates import DUPLICATE_COMMANDS
from screens.compared import Comparison, compare
from screens.duplicate_entries import Entry, entries_of
from screens.saving import tell_not_saved, tell_notices
from screens.session import Session
from screens.study import Study
from screens.suggested import Suggested, coded_alike
from screens.verdicts import (
    coded_numbers,
    group_of,
    judge_pair,
    judged_numbers,
    verdict_between,
)
from screens.widgets.compared_text import ComparedText
from screens.widgets.duplicate_list import DuplicateList
from screens.widgets.key_hints import KeyHints
from triage.analysis.duplicates import Index
from triage.analysis.reasons import Suggestion
from triage.domain.coding import Likeness
from triage.domain.errors import TriageError
from triage.domain.issue import SampledIssue, issue_key, number_of
from triage.domain.safe_text import visible_line
from triage.domain.wording import redone_in_words, undone_in_words


class DuplicatesScreen(Commanded, Screen[None]):
    """Judges the duplicates of one issue."""

    TITLE = "Duplicates"
    CSS_PATH = "duplicates_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-normal")]
    SCREEN_COMMANDS = DUPLICATE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DUPLICATE_COMMANDS)]

    choices = getters.query_one("#entries", DuplicateList)
    ours = getters.query_one("#ours", ComparedText)
    theirs = getters.query_one("#theirs", ComparedText)

    class CodedFound(Message):
        """The coded issues most like this one are known."""

        def __init__(self, coded: Sequence[Suggestion]) -> None:
            super().__init__()
            self.coded = coded

    class Compared(Message):
        """An issue is laid out beside this one, or why it is not."""

        def __init__(self, number: int, width: int, comparison: Comparison | str) -> None:
            super().__init__()
            self.number = number
            self.width = width
            self.comparison = comparison

    def __init__(
        self,
        session: Session,
        study: Study,
        index: Index,
        suggested: Suggested,
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__(keymap)
        self._session = session
        self._study = study
        self._index = index
        self._suggested = suggested
        self._sampled = session.issues[suggested.issue]
        self._home = suggested.issue.rpartition("#")[0]
        self._coded: Sequence[Suggestion] = ()
        self._entries = self._entries_now()
        self._place = next(iter(self._places()), 0)
        self._compared: dict[tuple[int, int], Comparison | str] = {}

    def compose(self) -> ComposeResult:
        """What is done, the list, both texts, the keys."""
        yield Static(id="news")
        with Horizontal(id="panes"):
            yield DuplicateList(id="entries")
            with Horizontal(id="texts"):
                yield ComparedText(id="ours")
                yield ComparedText(id="theirs")
        yield KeyHints(self.keys)

    def on_mount(self) -> None:
        """Show the list, and begin to compare."""
        self.ours.border_title = Content(f"#{self._sampled.issue.number}, the issue you read")
        words = "a rank is no verdict; yours is {judge-same}, {judge-related} or {judge-not}"
        self.say(f"#{self._sampled.issue.number}: {self.keys.fill(words)}")
        self._show_entries()
        if self._study.shows_hints:
            coded = coded_numbers(self._session, self._home)
            self.run_worker(lambda: self._find_coded(coded), thread=True, group="coded")

    @on(Resize)
    def lay_out_again(self) -> None:
        """List and compare at the new width."""
        self.call_after_refresh(self._show_entries)
        self.call_after_refresh(self._show_texts)

    @on(CodedFound)
    def list_coded(self, message: CodedFound) -> None:
        """Add the coded issues to the list."""
        self._coded = message.coded
        self._show_entries()
        if self._entry is None and self._places():
            self._go_to(self._places()[0])
        self._show_texts()

    @on(Compared)
    def show_compared(self, message: Compared) -> None:
        """Show an issue, when it is the one that is looked at."""
        self._compared[message.number, message.width] = message.comparison
        if self._entry is not None and self._entry.number == message.number:
            self._show_texts()

    @on(OptionList.OptionSelected)
    def go_to_clicked(self, message: OptionList.OptionSelected) -> None:
        """A click on an issue compares with it."""
        if message.option_id is not None:
            self._go_to(int(message.option_id))

    def action_judge(self, likeness: str) -> None:
        """Save a verdict on the pair, and go to the next one without."""
        entry = self._entry
        if entry is None or entry.number is None:
            return
        with self.saving():
            judge_pair(self._session, self._suggested.issue, entry.number, Likeness(likeness))
            self.say(f"#{self._sampled.issue.number} and #{entry.number}: {likeness}")
            behind = (place for place in self._places() if place > self._place)
            following = (place for place in behind if not self._is_judged(place))
            self._go_to(next(following, self._place))

    def action_move(self, step: int) -> None:
        """Compare with another issue of the list."""
        places = self._places()
        if places:
            at = places.index(self._place) + step
            self._go_to(places[max(0, min(len(places) - 1, at))])

    def action_code_group(self) -> None:
        """Choose the issue that stands for the group, and code the group like this one."""
        group = group_of(self._session, self._suggested.issue)
        if group is None:
            words = "No issue is judged the same yet; {judge-same} says so, {code-group} codes them"
            self.say(self.keys.fill(words))
            return
        titles = {entry.number: entry.title for entry in self._entries}
        titles[self._sampled.issue.number] = self._sampled.issue.title

        def settle(place: int | None) -> None:
            if place is not None:
                self._settle(group.numbers, group.numbers[place])

        lines = [self._member_in_words(number, titles) for number in group.numbers]
        self.app.push_screen(ChoiceDialog("Which issue stands for the group?", lines), settle)

    def action_scroll_texts(self, rows: int) -> None:
        """Scroll both texts."""
        for text in (self.ours, self.theirs):
            text.scroll_relative(y=rows, animate=False)

    def action_page_texts(self, step: int) -> None:
        """Scroll both texts by what is seen of them."""
        self.action_scroll_texts(step * max(1, self.ours.size.height - 1))

    def action_undo(self) -> None:
        """Undo the last change, and say what it was."""
        with self.saving():
            changes = self._session.undo()
            words = undone_in_words(changes, self._session.codebook)
            self.say(f"Undone: {words}" if changes else "There is nothing to undo")
            self._return_to(judged_numbers(self._suggested.issue, changes))

    def action_redo(self) -> None:
        """Redo what was undone last, and say what it was."""
        with self.saving():
            changes = self._session.redo()
            words = redone_in_words(changes, self._session.codebook)
            self.say(f"Redone: {words}" if changes else "There is nothing to redo")
            self._return_to(judged_numbers(self._suggested.issue, changes))

    def action_go_back(self) -> None:
        """Go back to coding; everything is saved already."""
        self.dismiss(None)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Do something that saves, and show what is true then; when it fails, say so."""
        try:
            yield
        except TriageError as error:
            tell_not_saved(self, error)
        tell_notices(self, self._session.store.take_notices())
        self._show_entries()

    def say(self, text: str) -> None:
        """Tell the rater something in the first line."""
        self.query_one("#news", Static).update(Content(visible_line(text)))

    def _entries_now(self) -> list[Entry]:
        shows_codes = self._study.shows_hints
        return entries_of(self._suggested, self._coded, self._session, shows_codes=shows_codes)

    @property
    def _entry(self) -> Entry | None:
        return self._entries[self._place] if self._place in self._places() else None

    def _places(self) -> list[int]:
        """Places of the entries that can be compared."""
        return [place for place, each in enumerate(self._entries) if each.number is not None]

    def _is_judged(self, place: int) -> bool:
        number = self._entries[place].number
        if number is None:
            return True
        return verdict_between(self._session, self._suggested.issue, number) is not None

    def _go_to(self, place: int) -> None:
        self._place = place
        self._show_entries()
        self._show_texts()

    def _settle(self, numbers: Sequence[int], canonical: int) -> None:
        read = set(self._session.listed)
        members = [key for number in numbers if (key := issue_key(self._home, number)) in read]
        others = [key for key in members if key != self._suggested.issue]
        had = [
            key for key in others if self._session.coding(key).is_complete(self._session.codebook)
        ]
        with self.saving():
            self._session.settle_group(self._suggested.issue, members, canonical)
            words = f"#{canonical} stands for the group"
            if coded := [f"#{number_of(key)}" for key in others if key not in had]:
                words += f"; {', '.join(coded)} coded like #{self._sampled.issue.number}"
            if had:
                words += f"; {', '.join(f'#{number_of(key)}' for key in had)} kept the codes it had"
            self.say(f"{words}; {self.keys.first('undo')} takes it back")

    def _member_in_words(self, number: int, titles: Mapping[int | None, str]) -> str:
        key = issue_key(self._home, number)
        if key not in self._session.listed:
            standing = "not in the sample"
        elif self._session.coding(key).is_complete(self._session.codebook):
            standing = "coded, keeps its codes"
        else:
            standing = "open questions get this issue's codes"
        if number == self._sampled.issue.number:
            standing = "the issue you read"
        return f"#{number}  {titles.get(number, '')}  ({standing})"

    def _return_to(self, numbers: Collection[int]) -> None:
        """Compare with an issue of which the verdict changed, if it is listed."""
        for place in self._places():
            if self._entries[place].number in numbers:
                self._go_to(place)
                return

    def _show_entries(self) -> None:
        self._entries = self._entries_now()
        numbers = [entry.number for entry in self._entries if entry.number is not None]
        issue = self._suggested.issue
        verdicts = {n: verdict_between(self._session, issue, n) for n in numbers}
        self.choices.show(self._entries, self._place, verdicts)

    def _show_texts(self) -> None:
        """Show the pair that is looked at, or begin to lay it out."""
        entry = self._entry
        if entry is None or entry.number is None:
            return
        width = min(self.ours.row_width, self.theirs.row_width)
        comparison = self._compared.get((entry.number, width))
        self.theirs.border_title = Content(f"#{entry.number}")
        if comparison is None:
            self.theirs.border_subtitle = Content("reading…")
            self._compare_from(self._place, width)
        elif isinstance(comparison, str):
            self.theirs.border_subtitle = Content(visible_line(comparison))
            self.theirs.show(())
        else:
            count = comparison.passages
            words = f"{count} shared passage{'' if count == 1 else 's'}"
            self.theirs.border_subtitle = Content(words)
            self.ours.show(comparison.ours)
            self.theirs.show(comparison.theirs)

    def _compare_from(self, place: int, width: int) -> None:
        """Lay out an issue and those behind it, unless they are laid out."""
        behind = [each.number for each in self._entries[place:] if each.number is not None]
        missing = {
            number: self._session.issues.get(issue_key(self._home, number))
            for number in behind
            if (number, width) not in self._compared
        }
        self.run_worker(
            lambda: self._compare(missing, width), thread=True, exclusive=True, group="compare"
        )

    def _compare(self, wanted: Mapping[int, SampledIssue | None], width: int) -> None:
        worker = get_current_worker()
        for number, sampled in wanted.items():
            if worker.is_cancelled:
                return
            comparison = self._comparison(number, sampled, width)
            self.post_message(self.Compared(number, width, comparison))

    def _comparison(
        self, number: int, sampled: SampledIssue | None, width: int
    ) -> Comparison | str:
        """An issue beside this one, as it was sampled or else as it was fetched."""
        try:
            theirs = sampled or self._study.issues_to_compare([number]).get(number)
        except TriageError as error:
            return str(error)
        if theirs is None:
            return "not fetched: its text is not here"
        return compare(self._sampled, theirs, width, self._index.common)

    def _find_coded(self, coded: Sequence[int]) -> None:
        self.post_message(self.CodedFound(coded_alike(self._sampled, self._index, coded)))
