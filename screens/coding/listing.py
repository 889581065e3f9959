"""Which issues the list holds: all that are read, or those of a filter, as exclusions change them.

A filter selects when it is written. An issue that stops fitting while it is coded stays where it
is, so that the list does not jump under the rater; a reserve issue that steps in is added.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.coding.desk import Desk

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

    def list_and_follow(self, keys: Sequence[str]) -> None:
        """List some issues, and read the current one: no key may act on what is not shown."""
        here = self.issue
        self.list_issues(keys)
        if self.issue != here:
            self.open_issue(self.place)

    def filter_field(self) -> "Input":
        """The field of the filter, which is made with the first filter."""
        from textual.widgets import Input

        for field in self.query("#filter").results(Input):
            return field
        field = Input(placeholder="filter: state:open coded:no words…", id="filter")
        self.query_one("#left").mount(field, before=self.issue_list)
        return field

    def drop_filter(self) -> None:
        """List every issue again."""
        field = self.filter_field()
        with self.prevent(field.Changed):
            field.value = ""
        field.remove_class("-open")
        self.filter_text = ""
        self.issue_list.border_subtitle = Content("")
        self.list_issues(self.session.listed)
