"""The settings of a workspace: `triage.toml`, read with every rule checked.

People write the file by hand, so a refusal names the line and the remedy.
"""

from functools import partial

from msgspec import Struct, structs

from triage.domain.errors import InputError
from triage.domain.names import checked_name, checked_repository
from triage.domain.toml_table import Table, open_toml


class Settings(Struct, frozen=True, kw_only=True):
    """What `triage.toml` says."""

    repository: str
    label: str = ""
    """The label that defines the population; empty for the whole repository."""
    rater: str = ""
    """Who codes when nobody is named or has coded here; empty for the login name."""
    primary: str = "krippendorff_alpha"
    """The coefficient of agreement declared before coding."""
    theme: str = ""
    """Name of a theme; empty for the first one."""


def read_settings(text: str, source: str) -> Settings:
    """The settings that a TOML text holds; `source` is what errors call the file.

    Raises:
        InputError: with the line and the reason, when the text breaks a rule.
    """
    table = open_toml(text, "settings file", partial(_refusal, source))
    table.allow_only([each.name for each in structs.fields(Settings)])
    repository = table.required("repository")
    try:
        checked_repository(repository)
    except InputError as error:
        raise table.error(str(error), "repository") from error
    return Settings(
        repository=repository,
        label=table.title("label"),
        rater=_rater(table),
        primary=table.title("primary") or Settings(repository=repository).primary,
        theme=table.title("theme"),
    )


def settings_text(settings: Settings) -> str:
    """The text of the file; settings that say nothing are left out."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("The study; see docs/workspace.md for every setting."))
    for name, value in structs.asdict(settings).items():
        if value:
            document.add(name, value)
    text: str = tomlkit.dumps(document)
    return text


def _rater(table: Table) -> str:
    rater = table.title("rater")
    try:
        return checked_name(rater, "rater") if rater else ""
    except InputError as error:
        raise table.error(str(error), "rater") from error


def _refusal(source: str, line: int | None, reason: str) -> InputError:
    where = f"{source}:{line}" if line else source
    return InputError(f"{where}: {reason}")
