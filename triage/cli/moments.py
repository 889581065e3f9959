"""Days and moments as users write them in options."""

from datetime import UTC, datetime

from triage.domain.errors import InputError


def read_moment(text: str, option: str) -> datetime:
    """A day or a moment; without a zone it is UTC.

    Args:
        text: as it was written.
        option: whose value it is, for the error.

    Raises:
        InputError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{option} {text}: not a day or moment; write it like 2024-01-31 or 2024-01-31T12:00Z"
        ) from error
