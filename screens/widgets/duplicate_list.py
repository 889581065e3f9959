"""The list of the duplicates panel: facts, suggestions and coded issues, each under its heading."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.duplicate_entries import Entry
from screens.verdicts import GLYPHS
from triage.domain.coding import Likeness
from triage.domain.safe_text import visible_line

INDENT = " " * 3
"""Stands under pointer and verdict in the further rows of an entry."""

EMPTY = "No other issue shares a word with it, and nobody stated one"


class DuplicateList(OptionList, can_focus=False):
    """Shows entries; the id of an option is the place of its entry."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self.border_title = "Beside it"

    def show(
        self, entries: Sequence[Entry], place: int, verdicts: Mapping[int, Likeness | None]
    ) -> None:
        """Show other entries.

        Args:
            entries: the list, section by section.
            place: the entry that is compared.
            verdicts: what was said, by number.
        """
        width = max(len(INDENT) + 2, self.scrollable_content_region.width)
        options: list[Option] = []
        section = ""
        for at, entry in enumerate(entries):
            if entry.section != section:
                section = entry.section
                options.append(Option(Content.styled(section, "bold $accent"), disabled=True))
            is_here = at == place and entry.number is not None
            verdict = None if entry.number is None else verdicts.get(entry.number)
            words = _words(entry, "▸" if is_here else " ", verdict, width)
            options.append(Option(words, id=str(at), disabled=entry.number is None))
        self.clear_options()
        self.add_options(options or [Option(Content(EMPTY), disabled=True)])
        if any(at == place and entry.number is not None for at, entry in enumerate(entries)):
            self.highlighted = self.get_option_index(str(place))


def _words(entry: Entry, pointer: str, verdict: Likeness | None, width: int) -> Content:
    """Number, verdict and title, then the reasons; rows hang under the number."""
    number = f"#{entry.number} " if entry.number is not None else ""
    given = f"{verdict.value}  " if verdict else ""
    title = Content.assemble((number, "bold"), (given, "bold $accent"), visible_line(entry.title))
    reasons = Content.styled(visible_line(entry.reasons), "$text-muted")
    rows = [row for each in (title, reasons) for row in each.wrap(width - len(INDENT))]
    return Content(f"{pointer}{GLYPHS[verdict]} ") + Content(f"\n{INDENT}").join(rows)
