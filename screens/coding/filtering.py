"""Keys that narrow the list: a filter as one types it, and filters kept by name.

What reads filters is imported when the first one is written.
"""

from typing import TYPE_CHECKING

from textual.content import Content

from screens.coding.listing import Listing
from triage.domain.errors import FilterError
from triage.domain.safe_text import visible_line

if TYPE_CHECKING:
    from textual.widgets import Input

    from triage.domain.filter_match import Candidate
    from triage.domain.filters import Filter

KEEP = "Keep the filter of the list under a name…"
CLEAR = "Show every issue"


class Filtering(Listing):
    """Actions on what the list shows."""

    def action_filter(self) -> None:
        """Write a filter; the list follows each key."""
        field = self.filter_field()
        field.add_class("-open")
        self.set_focus(field)

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
        """Show what the filter selects, or where it cannot be read."""
        from triage.domain.filter_parser import parse

        try:
            where = parse(message.value)
        except FilterError as error:
            self.issue_list.border_subtitle = Content(f"{error.reason} ↑{error.position + 1}")
            return
        self.filter_text = message.value.strip()
        self._apply(where)

    def on_input_submitted(self) -> None:
        """Keep the list as it is and go back to coding."""
        self.filter_field().set_class(bool(self.filter_text), "-open")
        self.set_focus(None)
        if self.listed:
            self.open_issue(self.place)

    def _write_filter(self, text: str) -> None:
        field = self.filter_field()
        field.value = visible_line(text)
        field.set_class(bool(text), "-open")
        self.call_after_refresh(self.open_issue, 0)

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

    def _apply(self, where: "Filter") -> None:
        from triage.domain.filter_match import matches

        selected = [key for key in self.session.listed if matches(where, self._candidate(key))]
        if not selected:
            self.issue_list.border_subtitle = Content("no issue fits")
            return
        total = len(self.session.listed)
        is_whole = len(selected) == total
        self.issue_list.border_subtitle = Content("" if is_whole else f"{len(selected)} of {total}")
        self.list_and_follow(selected)

    def _candidate(self, key: str) -> "Candidate":
        from triage.domain.filter_match import Candidate

        candidate = self.candidates.get(key)
        sampled = self.session.issues[key]
        if candidate is None or candidate.issue is not sampled.issue:
            candidate = Candidate(sampled.issue, standing=sampled.standing)
            self.candidates[key] = candidate
        candidate.codings = (self.session.coding(key),)
        candidate.codebook = self.session.codebook
        return candidate
