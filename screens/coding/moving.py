"""Keys that move: between issues, through the text, between panes, out to GitHub.

A screen behind a key is imported when the key is pressed: the first paint waits for none of them.
"""

from msgspec import structs

from screens.coding.listing import Listing
from screens.coding.panes import ISSUE_PANE, NARROW_PANES, SUMMARY_PANE
from triage.domain.errors import TriageError
from triage.domain.issue import number_of


class Moving(Listing):
    """Actions that change what is looked at, never what is coded."""

    def action_next_issue(self) -> None:
        """Go to the next issue; while words are looked for, to their next place."""
        if self.reader.is_searching:
            self._go_to_place(1)
        elif self.place + 1 < len(self.listed):
            self.open_issue(self.place + 1)
        else:
            self.say("This is the last issue of the list")

    def action_previous_issue(self) -> None:
        """Go to the previous issue of the list."""
        if self.place > 0:
            self.open_issue(self.place - 1)
        else:
            self.say("This is the first issue of the list")

    def action_go_to_issue(self) -> None:
        """Ask for a number and go there."""
        from screens.prompt_dialog import PromptDialog

        def go(number: str | None) -> None:
            if not number:
                return
            for place, key in enumerate(self.listed):
                if str(number_of(key)) == number:
                    self.open_issue(place)
                    return
            self.say(f"#{number} is not in this list")

        dialog = PromptDialog("Go to issue", hint="Enter goes · Esc stays", digits_only=True)
        self.app.push_screen(dialog, go)

    def action_look_for(self) -> None:
        """Ask for words and go to their first place in the text."""
        from screens.prompt_dialog import PromptDialog

        def look(words: str | None) -> None:
            if not words or not words.strip():
                return
            if not self.reader.search(words) and self.issue_text.has_folds:
                self.toggle_folds()
                self.reader.search(words)
            if self.reader.place_count:
                self._go_to_place(1)
            else:
                self.reader.end_search()
                self.say(f"“{words}” is not in this text")

        dialog = PromptDialog("Look for words in the text", hint="Enter looks · Esc stays")
        self.app.push_screen(dialog, look)

    def action_previous_place(self) -> None:
        """Go to the previous place of what is looked for."""
        if self.reader.is_searching:
            self._go_to_place(-1)
        else:
            self.say(self.keys.fill("Nothing is looked for; {look-for} asks for words"))

    def _go_to_place(self, step: int) -> None:
        self.show_pane(ISSUE_PANE)
        place = self.reader.go_to_place(step)
        keys = self.keys.fill("{next-issue} next, {previous-place} back, {cancel} ends")
        self.say(f"Place {place} of {self.reader.place_count}; {keys}")

    def action_cancel(self) -> None:
        """Leave the filter, quoting, looking for words, and what the screen told."""
        if self.focused is not None:
            self.leave_filter()
        self.app.clear_notifications()
        self.strip.fall_silent()
        self.reader.end_selection()
        self.reader.end_search()

    def action_scroll_down(self) -> None:
        """Scroll the text down a line; while quoting, extend the selection."""
        self.show_pane(ISSUE_PANE)
        if self.reader.is_selecting:
            self.reader.extend_selection(1)
        else:
            self.reader.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the text up a line; while quoting, draw the selection in."""
        self.show_pane(ISSUE_PANE)
        if self.reader.is_selecting:
            self.reader.extend_selection(-1)
        else:
            self.reader.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the text down a page."""
        self.show_pane(ISSUE_PANE)
        self.reader.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the text up a page."""
        self.show_pane(ISSUE_PANE)
        self.reader.scroll_page_up(animate=False)

    def action_toggle_summary(self) -> None:
        """Show or hide the live summary; a narrow window has room for nothing else beside it."""
        if self.has_class("-narrow"):
            self.show_pane(ISSUE_PANE if self.pane == SUMMARY_PANE else SUMMARY_PANE)
        else:
            self.toggle_class("-no-summary")

    def action_next_pane(self) -> None:
        """In a narrow window, show the next pane."""
        following = NARROW_PANES.index(self.pane) + 1
        self.show_pane(NARROW_PANES[following % len(NARROW_PANES)])

    def action_toggle_folds(self) -> None:
        """Open or fold boilerplate and long logs."""
        self.show_pane(ISSUE_PANE)
        self.toggle_folds()

    def action_show_evidence(self) -> None:
        """Show facts, changes and the whole conversation."""
        from screens.evidence_screen import Evidence, EvidenceScreen

        issue, copy = self.issue, self.session.issues[self.issue]
        reading = self.session.reading(issue)
        try:
            newest = self.study.latest(issue) or copy
            read = self.study.as_read(issue, reading) if reading else copy
        except TriageError as error:
            self.warn(str(error))
            return
        if newest.conversation is None:
            newest = structs.replace(newest, conversation=copy.conversation)
        evidence = Evidence(
            newest=newest,
            read=read,
            sample=self.session.manifest.name,
            is_coded=reading is not None,
            is_in_sample=newest == copy,
            refresh_key=self.keys.first("refresh"),
        )

        def confirm(holds: bool | None) -> None:
            if holds:
                with self.saving():
                    self.session.confirm(issue)
                    self.say("Noted that the coding holds for what the issue says now")

        self.app.push_screen(EvidenceScreen(evidence, self.clock(), self.keymap), confirm)

    def action_open_on_github(self) -> None:
        """Open the issue's page, after its host was shown."""
        from screens.open_dialog import OpenDialog

        url = self.session.issues[self.issue].issue.url

        def open_page(agreed: bool | None) -> None:
            if agreed:
                self.app.open_url(url)

        self.app.push_screen(OpenDialog(url), open_page)

    def action_copy_link(self) -> None:
        """Copy the link of the issue."""
        url = self.session.issues[self.issue].issue.url
        self.app.copy_to_clipboard(url)
        self.say(f"Copied {url}")

    def action_show_report(self) -> None:
        """Show the report as it would be now, and write the narrative."""
        from screens.report_screen import ReportScreen

        self.app.push_screen(ReportScreen(self.study, self.keymap))

    def action_show_codebook(self) -> None:
        """Show every definition."""
        from screens.codebook_screen import CodebookScreen

        self.app.push_screen(CodebookScreen(self.session.codebook, self.keymap))

    def action_leave(self) -> None:
        """Leave; everything is saved already."""
        self.app.exit()
