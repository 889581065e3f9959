"""What a change did that its key does not say: a quote that went with its code, a code in vain."""

from collections.abc import Iterator

from msgspec import structs

from screens.commands.live_keys import LiveKeys
from triage.domain.codebook import Codebook
from triage.domain.coding import Answer, Coding
from triage.domain.history import Change, Gesture
from triage.domain.issue import number_of
from triage.domain.wording import lost_quotes_in_words


def asides(change: Change, coding: Coding, codebook: Codebook, keys: LiveKeys) -> Iterator[str]:
    """What the rater should know about a change to an answer; undo and redo tell it themselves.

    Args:
        change: one that was saved just now.
        coding: of its issue, with the change.
        codebook: for the names of codes.
        keys: as they are for the rater.
    """
    before, after = change.before, change.after
    if not (isinstance(before, Answer) and isinstance(after, Answer)):
        return
    if change.gesture is not Gesture.CODE:
        return
    takes_only_quotes = after == structs.replace(before, quotes=after.quotes)
    lost = lost_quotes_in_words(before, after, codebook.question(change.part))
    if lost and not takes_only_quotes:
        yield f"Gone with its code: {lost}; {keys.first('undo')} brings it back"
    if coding.marks.excluded:
        back = f"{keys.first('exclude')} takes it back in"
        yield f"#{number_of(change.issue)} is excluded, its codes do not count; {back}"
