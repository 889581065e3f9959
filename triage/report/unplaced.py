"""What of a report has no place in codings."""

from msgspec import Struct


class Unplaced(Struct, frozen=True, kw_only=True):
    """Something in a report that no coding holds."""

    line: int
    """Where it stands, from 1; 0 when it is the whole report's."""
    text: str
    reason: str
