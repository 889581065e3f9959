"""The key that leads from coding to the samples of the study."""

from textual.message import Message

from screens.coding.desk import Desk
from triage.domain.issue import issue_key, number_of


class Resampling(Desk):
    """Actions on the samples of the study."""

    class SampleWanted(Message):
        """The rater wants to code another sample."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def action_show_samples(self) -> None:
        """Look at the population and the samples; draw one, or open another."""
        from screens.samples.screen import SamplesScreen

        codings = self.session.store.codings()
        excluded = {
            number_of(key): coding.marks.excluded
            for key, coding in codings.items()
            if coding.marks.excluded
        }
        titles = {
            number: self.session.issues[
                issue_key(self.session.manifest.repository, number)
            ].issue.title
            for number in self.session.manifest.reserve
        }

        def open_sample(name: str | None) -> None:
            if name is not None and name != self.session.manifest.name:
                self.post_message(self.SampleWanted(name))

        screen = SamplesScreen(
            self.study.sampling, self.study.title, excluded, titles, keymap=self.keymap
        )
        self.app.push_screen(screen, open_sample)
