"""Every error that a user can cause, as one small tree.

    TriageError
    ├── InputError         a file, an option or a value from outside is wrong
    │   ├── CodebookError  the codebook breaks a rule (file, line, reason)
    │   ├── FilterError    a filter cannot be read (the character is pointed at)
    │   └── SampleError    a sample cannot be drawn or does not match its manifest
    ├── StoreError         what must not be lost is in danger
    │   ├── StoreBusyError     another process writes it
    │   ├── StoreDamagedError  a file does not hold what was written to it
    │   └── StoreTooNewError   a newer triage wrote it
    ├── WorkspaceError     the folder is not a workspace, or already is one
    ├── BlindRoundError    somebody else's codings are closed while a round is open
    └── GitHubError        GitHub could not be asked, or its answer not used

A message says what failed, where, and what to do next; it is raised where that is known and
caught at the one place that tells the user.
"""


class TriageError(Exception):
    """Something a user can cause and can mend; its text is meant for them."""


class InputError(TriageError):
    """A file, an option or a value from outside is wrong."""


class CodebookError(InputError):
    """The codebook breaks a rule."""

    def __init__(self, source: str, line: int | None, reason: str) -> None:
        where = f"{source}:{line}" if line else source
        super().__init__(f"{where}: {reason}")
        self.source = source
        self.line = line
        self.reason = reason


class FilterError(InputError):
    """A filter cannot be read; `position` is the offending character, from 0."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(f"{reason}\n  {text}\n  {' ' * position}^")
        self.text = text
        self.position = position
        self.reason = reason


class SampleError(InputError):
    """A sample cannot be drawn, or does not match its manifest."""


class StoreError(TriageError):
    """Saved work could not be read or written."""


class StoreBusyError(StoreError):
    """Another process has the store open for writing."""


class StoreDamagedError(StoreError):
    """A file does not hold what was written to it; nothing was changed."""


class StoreTooNewError(StoreError):
    """A newer version of triage wrote the file."""


class WorkspaceError(TriageError):
    """The folder is not a workspace, or it already is one."""


class BlindRoundError(TriageError):
    """Another rater's codings are closed while a round is open."""


class GitHubError(TriageError):
    """GitHub could not be asked, or its answer could not be used."""
