"""Keys that answer: codes, questions, memo, repeat, undo and redo."""

from collections import Counter

from textual import on

from screens.coding.listing import Listing
from screens.coding.next_up import next_open_question
from screens.coding.quoting import Quoting
from screens.widgets.questionnaire import Questionnaire
from triage.domain.codebook import Code, Kind
from triage.domain.coding import Answer
from triage.domain.history import Change
from triage.domain.issue import number_of
from triage.domain.wording import redone_in_words, undone_in_words


class Answering(Quoting, Listing):
    """Actions on the answers to the questions."""

    def action_choose_code(self, key: str) -> None:
        """Press the code that has a key in the active question."""
        if code := self.question.code_at_key(key):
            self.press_code(code)
        else:
            shown = self.keys.digits().get(key, key)
            self.say(f"No code of {self.question.id} has the key {shown}")

    def press_code(self, code: Code) -> None:
        """Choose, toggle or step a code, or bind the selected lines to it.

        A single choice moves on to the next question.
        """
        if self.reader.is_selecting:
            self.bind_quote(code)
            return
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
            if self.session.is_settled(self.issue):
                self.show_answers()
                self.go_to_next_uncoded()
            else:
                self.activate(
                    next_open_question(self.session.codebook, self.coding, self.question_index)
                )
                self.show_answers()

    def action_next_question(self) -> None:
        """Make the next question the active one."""
        self.strip.fall_silent()
        self.activate(self.question_index + 1)

    def action_previous_question(self) -> None:
        """Make the previous question the active one."""
        self.strip.fall_silent()
        self.activate(self.question_index - 1)

    def action_pick_code(self) -> None:
        """Find a code by name."""
        from screens.code_picker import CodePicker

        def take(choice: Code | str | None) -> None:
            if isinstance(choice, Code):
                self.press_code(choice)
            elif choice:
                self._ask_for_definition(choice)

        self.app.push_screen(CodePicker(self.question, self.coding.answer(self.question.id)), take)

    def _ask_for_definition(self, label: str) -> None:
        from screens.prompt_dialog import PromptDialog

        question = self.question

        def define(definition: str | None) -> None:
            if definition is None:
                return
            if not definition.strip():
                self.say("A new code needs a definition; nothing was added")
                return
            with self.saving():
                codebook = self.study.add_code(question.id, label, definition)
                self.take_codebook(codebook)
                added = self.question.codes[-1]
                self.press_code(added)
                self.say(f"{label} is in the codebook now, edition {codebook.edition}")

        self.app.push_screen(
            PromptDialog(
                f"New code “{label}”: what is it, and what is it not?",
                hint="Enter adds it · Esc does not",
            ),
            define,
        )

    def action_repeat(self) -> None:
        """Give this issue the codes of the issue coded before it."""
        history = self.session.store.history()
        others = (change.issue for change in reversed(history) if change.issue != self.issue)
        source = next((key for key in others if self.session.coding(key).answers), None)
        if source is None:
            self.say("No other issue is coded yet")
            return
        with self.saving():
            self.session.repeat(source, self.issue)
            self.activate(len(self.session.codebook.questions) - 1)
            self.show_answers()
            words = self.keys.fill("{accept} goes on, {undo} takes it back")
            self.say(f"Coded like #{number_of(source)}; {words}")

    def action_write_memo(self) -> None:
        """Ask for the memo of the active question."""
        from screens.prompt_dialog import PromptDialog

        issue, question = self.issue, self.question
        answer = self.session.coding(issue).answer(question.id)

        def write(memo: str | None) -> None:
            if memo is not None:
                with self.saving():
                    self.session.write_memo(issue, question, memo)
                    self.show_answers()

        self.app.push_screen(
            PromptDialog(
                f"Memo · {question.name}",
                answer.memo or self.session.issues[issue].issue.title,
                suggestions=self._memos_like(answer, question.id),
            ),
            write,
        )

    def _memos_like(self, answer: Answer, question_id: str) -> list[str]:
        """Earlier memos of the same codes, the most frequent first."""
        memos: Counter[str] = Counter()
        for coding in self.session.store.codings().values():
            other = coding.answer(question_id)
            if other.memo and set(other.codes) & set(answer.codes) and other.memo != answer.memo:
                memos[other.memo] += 1
        return [memo for memo, _ in memos.most_common()]

    def action_undo(self) -> None:
        """Undo the last change, return to its issue, say what it was."""
        with self.saving():
            changes = self.session.undo()
            words = undone_in_words(changes, self.session.codebook)
            self._return_to(changes, f"Undone: {words}" if changes else "There is nothing to undo")

    def action_redo(self) -> None:
        """Redo what was undone last, return to its issue, say what it was."""
        with self.saving():
            changes = self.session.redo()
            words = redone_in_words(changes, self.session.codebook)
            self._return_to(changes, f"Redone: {words}" if changes else "There is nothing to redo")

    def _return_to(self, changes: list[Change], words: str) -> None:
        if not changes:
            self.say(words)
            return
        issue = changes[0].issue
        before = self.known
        self.relist()
        words = "; ".join((words, *self.reserve_moves(before)))
        if issue not in self.listed and issue in self.session.listed:
            self.drop_filter()
        if issue in self.listed:
            self.open_issue(self.listed.index(issue))
            self.activate_question(changes[0].part)
        else:
            words += " (not an issue of this sample)"
        self.show_answers()
        self.say(words)

    @on(Questionnaire.CodePressed)
    def press_clicked_code(self, message: Questionnaire.CodePressed) -> None:
        """A click on a code counts like its key."""
        self.press_code(message.code)

    @on(Questionnaire.Activated)
    def activate_clicked_question(self, message: Questionnaire.Activated) -> None:
        """A click on a question makes it the active one."""
        self.activate(message.place)
