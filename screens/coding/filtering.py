"""Keys that narrow the list: a filter as one types it, and filters kept by name."""

from textual import on
from textual.content import Content
from textual.widgets import Input

from screens.choice_dialog import ChoiceDialog
from screens.coding.listing import Listing
from screens.prompt_dialog import PromptDialog
from triage.domain.errors import FilterError
from triage.domain.filter_match import Candidate, matches
from triage.domain.filter_parser import parse
from triage.domain.filters import Filter

KEEP = "Keep the filter of the list under a name…"
CLEAR = "Show every issue"


class Filtering(Listing):
    """Actions on what the list shows."""

    def action_filter(self) -> None:
        """Write a filter; the list follows each key."""
        field = self.query_one("#filter", Input)
        field.add_class("-open")
        self.set_focus(field)

    def action_saved_filters(self) -> None:
        """Choose a kept filter, or keep the one of the list."""
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

    @on(Input.Changed, "#filter")
    def follow_filter(self, message: Input.Changed) -> None:
        """Show what the filter selects, or where it cannot be read."""
        try:
            where = parse(message.value)
        except FilterError as error:
            self.issue_list.border_subtitle = Content(f"{error.reason} ↑{error.position + 1}")
            return
        self.filter_text = message.value.strip()
        self._apply(where)

    @on(Input.Submitted, "#filter")
    def leave_filter(self) -> None:
        """Keep the list as it is and go back to coding."""
        field = self.query_one("#filter", Input)
        field.set_class(bool(self.filter_text), "-open")
        self.set_focus(None)
        if self.listed:
            self.open_issue(self.place)

    def _write_filter(self, text: str) -> None:
        field = self.query_one("#filter", Input)
        field.value = text
        field.set_class(bool(text), "-open")
        self.call_after_refresh(self.open_issue, 0)

    def _ask_for_name(self) -> None:
        text = self.filter_text

        def keep(name: str | None) -> None:
            if name and name.strip():
                with self.saving():
                    self.study.keep_filter(name.strip(), text)
                    self.say(
                        f"Kept as {name.strip()}; {self.keys.first('saved-filters')} finds it again"
                    )

        self.app.push_screen(PromptDialog(f"Keep “{text}” as"), keep)

    def _apply(self, where: Filter) -> None:
        selected = [key for key in self.session.listed if matches(where, self._candidate(key))]
        if not selected:
            self.issue_list.border_subtitle = Content("no issue fits")
            return
        total = len(self.session.listed)
        is_whole = len(selected) == total
        self.issue_list.border_subtitle = Content("" if is_whole else f"{len(selected)} of {total}")
        self.list_and_follow(selected)

    def _candidate(self, key: str) -> Candidate:
        candidate = self.candidates.get(key)
        sampled = self.session.issues[key]
        if candidate is None or candidate.issue is not sampled.issue:
            candidate = Candidate(sampled.issue, standing=sampled.standing)
            self.candidates[key] = candidate
        candidate.codings = (self.session.coding(key),)
        candidate.codebook = self.session.codebook
        return candidate
