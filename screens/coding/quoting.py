"""Keys for evidence: select lines, bind them to a code, take a quote away."""

from textual import on

from screens.coding.desk import Desk
from screens.coding.panes import ISSUE_PANE
from screens.widgets.reader import Reader
from triage.domain.codebook import Code
from triage.domain.evidence import quote_from


class Quoting(Desk):
    """Actions on quotes."""

    def action_quote(self) -> None:
        """Select the line at the cursor; again to begin anew at the open end."""
        self.show_pane(ISSUE_PANE)
        if self.reader.begin_selection():
            words = (
                "Quote: {scroll-down} and {scroll-up} extend, a code's key binds, {cancel} leaves"
            )
            self.say(self.keys.fill(words))
        else:
            self.say("There is no text to quote from")

    def action_drop_quote(self) -> None:
        """Take the last quote of the active question away."""
        quotes = self.coding.answer(self.question.id).quotes
        if not quotes:
            self.say(f"{self.question.id} has no quote")
            return
        with self.saving():
            self.session.remove_quote(self.issue, self.question, quotes[-1])
            self.show_answers()
            code = self.question.code(quotes[-1].code)
            self.say(f"Quote taken away from {code.label if code else quotes[-1].code}")

    def bind_quote(self, code: Code) -> None:
        """Bind the selected lines to a code of the active question, and choose it."""
        selection = self.reader.selection
        self.reader.end_selection()
        if selection is None:
            return
        sampled = self.session.issues[self.issue]
        quote = quote_from(sampled, selection.source, selection.start, selection.end, code.id)
        if quote is None:
            self.say("There are no words in these lines")
            return
        with self.saving():
            self.session.add_quote(self.issue, self.question, quote)
            self.show_answers(code)
            self.say(f"Quoted for {code.label}: “{quote.text}”")

    @on(Reader.LineClicked)
    def select_clicked_line(self, message: Reader.LineClicked) -> None:
        """A click while quoting extends the selection to that line."""
        if self.reader.is_selecting:
            self.reader.extend_to(message.row)
