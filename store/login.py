"""Who sits at this machine, as far as the system knows."""

import getpass


def login_name() -> str | None:
    """The login name; None where the system has none, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
