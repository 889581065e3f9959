"""Keys that leave coding for what raters say together: compare, and settle."""

from screens.coding.desk import Desk
from screens.compare.adjudicate_screen import AdjudicateScreen
from screens.compare.compare_screen import CompareScreen
from screens.compare.source import Comparing
from triage.domain.errors import TriageError


class ComparingRaters(Desk):
    """Actions on several raters."""

    def action_compare_raters(self) -> None:
        """Show agreement and disagreements, when they may be seen."""
        if source := self._comparing():
            self.app.push_screen(CompareScreen(source, self.clock, self.keymap))

    def action_adjudicate(self) -> None:
        """Settle what is in dispute, when it may be seen."""
        if source := self._comparing():
            self.app.push_screen(AdjudicateScreen(source, self.clock, self.keymap))

    def _comparing(self) -> Comparing | None:
        try:
            return self.study.comparing()
        except TriageError as error:
            self.warn(str(error))
            return None
