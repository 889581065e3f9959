"""Keys that answer: codes, questions, memo, undo and redo."""

from textual import on

from screens.coding.desk import Desk
from screens.memo_dialog import MemoDialog
from screens.widgets.question_panel import QuestionPanel
from triage.domain.codebook import Code, Kind
from triage.domain.history import Change
from triage.domain.wording import change_in_words


class Answering(Desk):
    """Actions on the answers to the questions."""

    def action_choose_code(self, place: int) -> None:
        """Press the code at a place of the active question."""
        if place < len(self.question.codes):
            self.press_code(self.question.codes[place])

    def press_code(self, code: Code) -> None:
        """Choose, toggle or step a code; a single choice moves on to the next question."""
        question = self.question
        with self.saving():
            self.session.choose(self.issue, question, code.id)
            if question.kind is Kind.SINGLE and not self.is_last_question:
                self.action_next_question()
            self.show_answers(code if question is self.question else None)

    def action_accept(self) -> None:
        """Accept the active question's answer and go to what is still open."""
        question = self.question
        with self.saving():
            self.session.accept(self.issue, question)
            if not self.coding.answer(question.id).is_given:
                self.say(f"{question.id} is open: choose a code, or Tab past it, or skip the issue")
                return
            if self.is_settled(self.issue):
                self.show_answers()
                self.go_to_next_uncoded()
            else:
                self.activate(self.next_open_question())
                self.show_answers()

    def action_next_question(self) -> None:
        """Make the next question the active one."""
        self.activate(self.question_index + 1)

    def action_previous_question(self) -> None:
        """Make the previous question the active one."""
        self.activate(self.question_index - 1)

    def action_write_memo(self) -> None:
        """Ask for the memo of the active question."""
        issue, question = self.issue, self.question
        answer = self.session.coding(issue).answer(question.id)

        def write(memo: str | None) -> None:
            if memo is not None:
                with self.saving():
                    self.session.write_memo(issue, question, memo)
                    self.show_answers()

        title = self.session.issues[issue].issue.title
        self.app.push_screen(MemoDialog(question.name, answer.memo or title), write)

    def action_undo(self) -> None:
        """Undo the last change, return to its issue, say what it was."""
        with self.saving():
            self._return_to(self.session.undo(), "Undone", "There is nothing to undo")

    def action_redo(self) -> None:
        """Redo what was undone last, return to its issue, say what it was."""
        with self.saving():
            self._return_to(self.session.redo(), "Redone", "There is nothing to redo")

    def _return_to(self, changes: list[Change], done: str, nothing: str) -> None:
        if not changes:
            self.say(nothing)
            return
        issue = changes[0].issue
        if issue in self.listed:
            self.open_issue(self.listed.index(issue))
            self.activate_question(changes[0].part)
            self.show_answers()
        words = "; ".join(change_in_words(change, self.session.codebook) for change in changes)
        self.say(f"{done}: {words}")

    @on(QuestionPanel.CodePressed)
    def press_clicked_code(self, message: QuestionPanel.CodePressed) -> None:
        """A click on a code counts like its key."""
        self.press_code(message.code)

    @on(QuestionPanel.Activated)
    def activate_clicked_question(self, message: QuestionPanel.Activated) -> None:
        """A click on a question makes it the active one."""
        self.activate_question(message.question.id)
        self.show_answers()
