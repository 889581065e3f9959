"""Names that become file names: raters, samples; and those of repositories.

One rule for all file names, strict enough for every file system and every shell: a name that is
accepted here needs no quoting and cannot leave its folder.
"""

import re

from triage.domain.errors import InputError

_RULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/(?!\.{1,2}\Z)[A-Za-z0-9._-]+", re.ASCII)

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""What Windows takes for a device, with any suffix and in any case."""


def is_name(name: str) -> bool:
    """Whether a name may become a file name."""
    return bool(_RULE.fullmatch(name)) and name.partition(".")[0].lower() not in _RESERVED


def checked_name(name: str, what: str) -> str:
    """The name itself, when it may become a file name.

    Args:
        name: what somebody wants to call it.
        what: what it names, for the message: `rater`, `sample`.

    Raises:
        InputError: the name breaks the rule.
    """
    if not _RULE.fullmatch(name):
        reason = (
            "use 1 to 64 letters of a to z, digits, dots, dashes and underscores, "
            "and begin with a letter or a digit"
        )
        raise InputError(f"{name!r} cannot name a {what}: {reason}.")
    if not is_name(name):
        raise InputError(
            f"{name!r} cannot name a {what}: some systems reserve it. Choose another name."
        )
    return name


def checked_repository(name: str) -> str:
    """The name of a repository, when it can be one.

    Raises:
        InputError: it is not of the form OWNER/NAME.
    """
    if not _REPOSITORY.fullmatch(name):
        raise InputError(f"{name!r} is not a repository: write OWNER/NAME")
    return name
