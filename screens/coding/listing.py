"""Which issues the list holds: all that are read, or those of a filter, as exclusions change them.

A filter selects when it is written. An issue that stops fitting while it is coded stays where it
is, so that the list does not jump under the rater; a reserve issue that steps in is added.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.coding.desk import Desk
from screens.coding.panes import ISSUE_PANE
from triage.domain.issue import number_of
from triage.domain.safe_text import visible_line

if TYPE_CHECKING:
    from textual.widgets import Input


class Listing(Desk):
    """What keeps the list true to the session."""

    def relist(self) -> None:
        """Take in reserve issues that stepped in, and let go of those that stepped back."""
        reading = self.session.listed
        if self.filter_text:
            added = [key for key in reading if key not in self.known]
            reading = [key for key in (*self.listed, *added) if key in set(reading)]
        self.list_and_follow(reading)

    def reserve_moves(self, before: frozenset[str]) -> list[str]:
        """How issues of the reserve came and went since others were read, in words."""
        moves = []
        if came := [key for key in self.session.listed if key not in before]:
            moves.append(f"{_numbers(came)} of the reserve steps in")
        if went := sorted(before - set(self.session.listed)):
            is_coded = any(
                self.session.coding(key).is_started(self.session.codebook) for key in went
            )
            kept = "; its codes are kept, but do not count now" if is_coded else ""
            moves.append(f"{_numbers(went)} goes back to the reserve{kept}")
        return moves

    def list_and_follow(self, keys: Sequence[str]) -> None:
        """List some issues, and read the current one: no key may act on what is not shown."""
        here = self.issue
        self.list_issues(keys)
        self._tell_filter()
        if self.issue != here:
            self.open_issue(self.place)

    def filter_field(self) -> "Input":
        """The field of the filter, which is made with the first filter."""
        from textual.widgets import Input, Static

        for field in self.query("#filter").results(Input):
            return field
        field = Input(placeholder="such as state:open coded:no, or words", id="filter")
        trouble = Static(id="filter-trouble", markup=False)
        self.query_one("#left").mount(field, trouble, before=self.issue_list)
        return field

    def tell_filter_trouble(self, words: str) -> None:
        """Say under the field why the list does not follow it; nothing when it does."""
        from textual.widgets import Static

        trouble = self.query_one("#filter-trouble", Static)
        trouble.update(words)
        trouble.set_class(bool(words), "-open")

    def leave_filter(self) -> None:
        """Leave the field, which then holds the filter of the list, or is not there."""
        field = self.filter_field()
        with self.prevent(field.Changed):
            field.value = visible_line(self.filter_text)
        field.set_class(bool(self.filter_text), "-open")
        self.tell_filter_trouble("")
        self.set_focus(None)
        self.key_hints.refresh()
        self.show_pane(ISSUE_PANE)

    def drop_filter(self) -> None:
        """List every issue again."""
        self.filter_text = ""
        self.leave_filter()
        self.list_issues(self.session.listed)
        self._tell_filter()

    def _tell_filter(self) -> None:
        """Say at every width that the list does not hold every issue."""
        share = f"{len(self.listed)} of {len(self.session.listed)}" if self.filter_text else ""
        self.issue_list.border_subtitle = Content(share)
        self.strip.show_filter(f"Filter: {share} · {self.filter_text}" if share else "")


def _numbers(keys: Iterable[str]) -> str:
    return ", ".join(f"#{number_of(key)}" for key in keys)
