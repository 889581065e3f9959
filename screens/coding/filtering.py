"""Keys that narrow the list: a filter as one types it, and filters kept by name.

What reads filters is imported when the first one is written.
"""

from typing import TYPE_CHECKING

from screens.coding.listing import Listing
from screens.coding.panes import LIST_PANE
from triage.domain.errors import FilterError
from triage.domain.safe_text import visible_line

if TYPE_CHECKING:
    from textual.widgets import Input

    from triage.domain.filter_match import Candidate

KEEP = "Keep the filter of the list under a name…"
CLEAR = "Show every issue"


class Filtering(Listing):
    """Actions on what the list shows."""

    def action_filter(self) -> None:
        """Write a filter; the list follows each key."""
        field = self.filter_field()
        field.add_class("-open")
        self.show_pane(LIST_PANE)
        self.set_focus(field)
        self.key_hints.refresh()

    def action_show_help(self) -> None:
        """Show every key that works here, and in the field how a filter is written."""
        if self.focused is None:
            super().action_show_help()
            return
        from screens.coding.filter_help import filter_tables
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen("Filter", self.field_keys, filter_tables()))

    def action_saved_filters(self) -> None:
        """Choose a kept filter, or keep the one of the list."""
        from screens.choice_dialog import ChoiceDialog

        kept = self.study.filters()
        names = sorted(kept)
        extra = [KEEP] if self.filter_text else []
        extra += [CLEAR] if self.filter_text else []
        if not names and not extra:
            self.say(
                self.keys.fill("No filter is kept yet: write one with {filter} and keep it here")
            )
            return

        def choose(place: int | None) -> None:
            if place is None:
                return
            if place < len(names):
                self._write_filter(kept[names[place]])
            elif [*names, *extra][place] == KEEP:
                self._ask_for_name()
            else:
                self._write_filter("")

        choices = [*(f"{name}   {kept[name]}" for name in names), *extra]
        self.app.push_screen(ChoiceDialog("Filters", choices), choose)

    def on_input_changed(self, message: "Input.Changed") -> None:
        """Show what the filter selects, or why the list does not follow it."""
        self.tell_filter_trouble(self._follow(message.value))

    def on_input_submitted(self, message: "Input.Submitted") -> None:
        """Enter in the field."""
        message.stop()
        self.action_hold_filter()

    def action_hold_filter(self) -> None:
        """Keep the list as it is and go back to coding, if it is the list of what is written."""
        if self.filter_field().value.strip() == visible_line(self.filter_text):
            self.leave_filter()
            self.open_issue(self.place)

    def _write_filter(self, text: str) -> None:
        trouble = self._follow(text)
        self.leave_filter()
        self.open_issue(self.place if trouble else 0)
        self.say(trouble)

    def _ask_for_name(self) -> None:
        from screens.prompt_dialog import PromptDialog

        text = self.filter_text

        def keep(name: str | None) -> None:
            if name and name.strip():
                with self.saving():
                    self.study.keep_filter(name.strip(), text)
                    self.say(
                        f"Kept as {name.strip()}; {self.keys.first('saved-filters')} finds it again"
                    )

        self.app.push_screen(PromptDialog(f"Keep “{text}” as"), keep)

    def _follow(self, text: str) -> str:
        """List what a filter selects; why that cannot be done, else nothing."""
        from triage.domain.filter_match import matches
        from triage.domain.filter_parser import parse

        try:
            where = parse(text)
        except FilterError as error:
            read = visible_line(text[: error.position]).strip()
            return f"↑ {f'behind “{read}”' if read else 'at the beginning'}: {error.reason}"
        selected = [key for key in self.session.listed if matches(where, self._candidate(key))]
        if not selected:
            return "No issue of the sample fits; the list stays as it is"
        self.filter_text = text.strip()
        self.list_and_follow(selected)
        return ""

    def _candidate(self, key: str) -> "Candidate":
        from triage.domain.filter_match import Candidate

        candidate = self.candidates.get(key)
        sampled = self.session.issues[key]
        if candidate is None or candidate.issue is not sampled.issue:
            candidate = Candidate(sampled.issue, standing=sampled.standing)
            self.candidates[key] = candidate
        candidate.codings = (self.session.coding(key),)
        candidate.codebook = self.session.codebook
        candidate.is_changed = key in self.changes
        return candidate
