"""A field for the words of a report: nothing that steers a terminal gets into it."""

from dataclasses import replace

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from triage.domain.safe_text import visible


class WordsEditor(TextArea):
    """A text area for prose."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, soft_wrap=True)

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what is pasted may come from an issue, so it is made visible."""
        return super().edit(replace(edit, text=visible(edit.text)))

    def give(self, text: str) -> None:
        """Give it another text, which undo takes back; the cursor stays where it can."""
        row, column = self.cursor_location
        self.replace(text, (0, 0), self.document.end)
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))
