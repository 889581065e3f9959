"""Which codebook the codings of a report are in: the workspace's, or the report's own.

A codebook that somebody wrote is never replaced. But a study may begin with a report: as long as
nobody has coded and the codebook is still the preset that `triage new` laid down, nobody has
decided on it, and a report that does not fit it brings its own.
"""

from store.workspace import CODEBOOK, NARRATIVE, Workspace
from triage.domain.codebook import Codebook
from triage.domain.codebook_writing import codebook_text
from triage.presets import preset_names, preset_text
from triage.report.import_report import ImportedReport, import_report
from triage.report.narrative import narrative_template


def read_codings(
    text: str, *, source: str, repository: str, workspace: Workspace
) -> ImportedReport:
    """What a report says, in the codebook that its codings are to have here.

    Raises:
        InputError: it cannot be read as a report.
        CodebookError: the workspace's codebook breaks a rule.
    """
    codebook = workspace.codebook()
    found = import_report(text, source=source, repository=repository, codebook=codebook)
    if not is_undecided(workspace) or not (
        found.unplaced or found.codebook.edition != codebook.edition
    ):
        return found
    own = import_report(text, source=source, repository=repository)
    return own if _places_more(own, found) else found


def is_undecided(workspace: Workspace) -> bool:
    """Whether nobody has coded, and the codebook is a preset as it was shipped."""
    return not workspace.raters() and workspace.text(CODEBOOK) in map(preset_text, preset_names())


def adopt_codebook(workspace: Workspace, codebook: Codebook) -> None:
    """Make a report's codebook the workspace's, and the empty narrative fit it.

    Raises:
        StoreError: a file cannot be written.
    """
    is_empty = workspace.narrative_text() == narrative_template(workspace.codebook())
    workspace.write(CODEBOOK, codebook_text(codebook))
    if is_empty:
        workspace.write(NARRATIVE, narrative_template(codebook))


def _places_more(own: ImportedReport, found: ImportedReport) -> bool:
    return len(own.unplaced) < len(found.unplaced) or own.codebook.edition == found.codebook.edition
