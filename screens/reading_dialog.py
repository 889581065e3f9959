"""A dialog that is read: a text that may be longer than the window, and the keys that scroll it."""

from textual.containers import VerticalScroll

from screens.dialog import Dialog


class ReadingDialog(Dialog[None]):
    """Scrolls what it holds; the commands and bindings are the subclass's."""

    def action_scroll_down(self) -> None:
        """Scroll down a line."""
        self._scroll.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll up a line."""
        self._scroll.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self._scroll.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self._scroll.scroll_page_up(animate=False)

    def action_go_back(self) -> None:
        """Close."""
        self.action_leave_dialog()

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)
