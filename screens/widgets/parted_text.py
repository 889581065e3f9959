"""A long text in parts, one for each of its chapters: only a part that changed is laid out anew."""

import re

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from triage.domain.safe_text import visible

_CHAPTER = re.compile(r"^(?=## )", re.MULTILINE)


class PartedText(VerticalScroll, can_focus=False):
    """Scrolls a text of chapters, each beginning with `## `."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """What it shows."""
        return "".join(self._parts)

    async def show(self, text: str) -> None:
        """Show a text; where its chapters are as many as before, the reader stays in place."""
        before, self._parts = self._parts, _CHAPTER.split(visible(text))
        # A part ends with the blank line before the next one, which Static shows as it is.
        contents = [Content(part.removesuffix("\n")) for part in self._parts]
        if len(before) != len(self._parts):
            await self.remove_children()
            await self.mount_all(Static(each) for each in contents)
            return
        for part, old, new, content in zip(
            self.query(Static), before, self._parts, contents, strict=True
        ):
            if old != new:
                part.update(content)

    def go_to(self, words: str) -> None:
        """Scroll to the first chapter whose heading has the words, in any case."""
        for part, text in zip(self.query(Static), self._parts, strict=True):
            heading = text.partition("\n")[0]
            if heading.startswith("## ") and words.casefold() in heading.casefold():
                part.scroll_visible(top=True, animate=False)
                return
