"""The workspace: one folder, one study.

    triage.toml              repository, label, default rater, primary coefficient
    codebook.toml            the questions and codes
    codebooks/EDITION.toml   every edition that codings cite
    filters.toml             filters kept under a name
    narrative.md             the human's words for the report
    population/issues.db     what GitHub said; can be fetched again
    population/duplicates.index   words of these issues; made again when it is missing
    samples/NAME.json        the frozen manifest of a draw
    samples/NAME.jsonl       the sampled issues as they were read
    codings/RATER.jsonl      one store per rater (and .journal, .lock)
    consensus/SAMPLE.jsonl   what was settled about a sample: the same format
    rounds/RATER.jsonl       when a rater sealed, or looked at others early

Everything that a person writes is TOML or Markdown; everything that triage writes is
line-oriented and sorted, so that a team can share the folder through git.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.coding_documents import CONSENSUS
from store.codings import CodingStore
from store.disk import filling, make_folder, replace_file
from store.local import Places
from store.login import login_name
from store.reading import stored_names
from store.rounds import Rounds
from store.sampled_issues import SampledIssues
from store.samples import Samples
from store.settings import Settings, read_settings, settings_text
from store.texts import read_text, replace_text
from triage.domain.codebook import Code, Codebook
from triage.domain.codebook_toml import read_codebook
from triage.domain.codebook_writing import with_new_code
from triage.domain.errors import InputError, WorkspaceError
from triage.domain.issue import SampledIssue
from triage.domain.names import checked_name, is_name
from triage.domain.sample import Manifest

if TYPE_CHECKING:
    from store.duplicate_index import OpenedIndex
    from store.indexed_population import Reading
    from store.population import Population

SETTINGS = "triage.toml"
CODEBOOK = "codebook.toml"
NARRATIVE = "narrative.md"
EDITIONS = "codebooks"
FILTERS = "filters.toml"
CODINGS = "codings"
POPULATION = "population/issues.db"


class Workspace:
    """One study on disk."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """The workspace in a folder.

        Raises:
            WorkspaceError: there is none, or its settings cannot be read.
            InputError: its settings break a rule.
        """
        path = folder / SETTINGS
        try:
            text = read_text(path)
        except WorkspaceError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            raise WorkspaceError(
                f"{folder.resolve()} is not a workspace: it has no {SETTINGS}. Make one with "
                f"`triage new DIR --repo OWNER/NAME`, or name one with --workspace"
            ) from error
        return cls(folder, read_settings(text, str(path)))

    @classmethod
    def create(cls, folder: Path, settings: Settings, codebook: str, narrative: str) -> "Workspace":
        """Make a workspace in a new or empty folder.

        Args:
            folder: where; made if it is not there.
            settings: what the study is about.
            codebook: text of `codebook.toml`.
            narrative: text of `narrative.md`.

        Raises:
            WorkspaceError: the folder holds something already.
            StoreError: it cannot be written.
        """
        make_folder(folder)
        if any(folder.iterdir()):
            raise WorkspaceError(f"{folder} is not empty; choose another folder")
        workspace = cls(folder, settings)
        with filling(folder):
            for name in ("population", "samples", CODINGS):
                make_folder(folder / name)
            workspace.write(CODEBOOK, codebook)
            workspace.write(NARRATIVE, narrative)
            workspace.write(SETTINGS, settings_text(settings))
        return workspace

    @property
    def study(self) -> str:
        """Repository and label, for titles."""
        label = f' · label "{self.settings.label}"' if self.settings.label else ""
        return f"{self.settings.repository}{label}"

    def codebook(self) -> Codebook:
        """The codebook as its file stands now.

        Raises:
            CodebookError: it breaks a rule.
        """
        return read_codebook(self.text(CODEBOOK), str(self.folder / CODEBOOK))

    def write(self, name: str, text: str) -> None:
        """Give a file of the workspace new contents.

        Raises:
            StoreError: it cannot be written.
        """
        replace_file(self.folder / name, text.encode())

    def keep_edition(self, codebook: Codebook) -> None:
        """Keep the text of an edition that codings may cite; once for each edition.

        Raises:
            StoreError: it cannot be written.
        """
        name = f"{EDITIONS}/{codebook.edition}.toml"
        if not (self.folder / name).exists():
            make_folder(self.folder / EDITIONS)
            self.write(name, self.text(CODEBOOK))

    def editions(self) -> dict[str, str]:
        """The text of every edition that was kept, by edition."""
        paths = sorted((self.folder / EDITIONS).glob("*.toml"))
        return {path.stem: self.text(f"{EDITIONS}/{path.name}") for path in paths}

    def edition(self, edition: str) -> Codebook:
        """An edition of the codebook that codings cite.

        Raises:
            InputError: it cannot be the name of an edition.
            WorkspaceError: it was not kept, or cannot be read.
            CodebookError: its file breaks a rule.
        """
        name = f"{EDITIONS}/{checked_name(edition, 'codebook edition')}.toml"
        return read_codebook(self.text(name), str(self.folder / name))

    def add_code(self, question_id: str, code: Code) -> Codebook:
        """Add a code to the codebook's file, and keep the new edition.

        Raises:
            CodebookError: the code or the file breaks a rule.
            StoreError: it cannot be written.
        """
        source = str(self.folder / CODEBOOK)
        self.write(CODEBOOK, with_new_code(self.text(CODEBOOK), question_id, code, source))
        codebook = self.codebook()
        self.keep_edition(codebook)
        return codebook

    def filters(self) -> dict[str, str]:
        """Filters kept under a name.

        Raises:
            WorkspaceError: the file cannot be read.
        """
        path = self.folder / FILTERS
        if not path.exists():
            return {}
        try:
            return msgspec.toml.decode(self.text(FILTERS), type=dict[str, str])
        except msgspec.MsgspecError as error:
            raise WorkspaceError(f"{path}: {error}. Mend the file by hand") from error

    def keep_filter(self, name: str, text: str) -> None:
        """Keep a filter under a name.

        Raises:
            StoreError: it cannot be written.
        """
        import tomlkit

        kept = dict(sorted({**self.filters(), name: text}.items()))
        self.write(FILTERS, tomlkit.dumps(kept))

    def narrative_text(self) -> str:
        """The human's words for the report; empty when there are none."""
        return self.text(NARRATIVE) if (self.folder / NARRATIVE).exists() else ""

    def write_narrative(self, text: str, known: str) -> str:
        """Save the human's words for the report; what another wrote meanwhile is kept beside.

        Args:
            text: the words.
            known: the contents of the file as the writer read or saved it last.

        Returns:
            The name of the file with the other's words; empty when nobody wrote.

        Raises:
            StoreError: it cannot be written; what is there stays.
        """
        return replace_text(self.folder / NARRATIVE, text, known)

    @property
    def has_population(self) -> bool:
        """Whether there is a population to open."""
        return (self.folder / POPULATION).exists()

    def population(self, *, create: bool = False) -> "Population":
        """The population, opened.

        Raises:
            StoreError: it is not there, damaged, or somebody else's file.
        """
        from store.population import Population  # coding never opens it

        return Population.open(self.folder / POPULATION, create=create)

    def duplicate_index(self, progress: "Reading | None" = None) -> "OpenedIndex":
        """The index of likely duplicates over the population, or over the sampled issues.

        Args:
            progress: told how many of how many issues were read; what it raises stops the work.

        Raises:
            StoreError: the issues cannot be read.
        """
        from store.indexed_population import indexed_issues, open_duplicate_index

        with indexed_issues(self) as issues:
            path = self.folder / "population" / "duplicates.index"
            return open_duplicate_index(path, issues, progress)

    @property
    def samples(self) -> Samples:
        """The samples of this workspace."""
        return Samples(self.folder / "samples")

    def manifest(self, name: str | None = None) -> Manifest:
        """The manifest of a sample; of the only one when none is named.

        Raises:
            InputError: no such sample, or several and none named.
        """
        names = self.samples.names()
        if name is None and len(names) == 1:
            name = names[0]
        if name is None:
            reason = f"it has several ({', '.join(names)}); add --sample NAME"
            if not names:
                reason = "it has none yet; draw one with `triage sample`"
            raise InputError(f"{self.folder}: which sample? {reason}")
        if name not in names:
            known = f"there is: {', '.join(names)}" if names else "there is none yet"
            raise InputError(f"{self.folder}: no sample is called {name!r}; {known}")
        return self.samples.manifest(name)

    def keep_sample(self, manifest: Manifest, issues: Iterable[SampledIssue]) -> None:
        """Freeze a draw: its manifest, and the issues as they are read.

        Raises:
            SampleError: there is another sample of that name.
            StoreError: it cannot be written.
        """
        self.samples.keep(manifest, issues)

    def sampled_issues(self, manifest: Manifest) -> SampledIssues:
        """The issues of a sample as they were read, drawn ones and reserve, by key.

        Raises:
            StoreError: they are missing, or do not fit the manifest.
        """
        return self.samples.open_issues(manifest)

    def rater(self, name: str | None = None) -> str:
        """The rater's name: the one given, else who coded here last, the settings' or the login.

        Settings are shared, so what this machine remembers goes before them. Who sat down and
        changed nothing has not coded.

        Raises:
            InputError: it cannot be a file name, or it is the name of the consensus, or nobody is
                named and the system does not know who logged in.
        """
        chosen = name or self._coded_here_last() or self.settings.rater
        chosen = checked_name(chosen, "rater") if chosen else _rater_logged_in()
        if chosen == CONSENSUS:
            raise InputError(
                "“consensus” is what raters settle together, so no rater is called that; "
                "choose another name"
            )
        return chosen

    def _coded_here_last(self) -> str:
        seated = Places(self.folder).seated()
        coded = set(self.raters()) if seated else set()
        return next((rater for rater in seated if rater in coded), "")

    def raters(self) -> list[str]:
        """Everybody who has codings here, by name.

        Raises:
            StoreError: the folder cannot be read.
        """
        return stored_names(self.folder / CODINGS)

    def codings(self, rater: str, *, write: bool = False) -> CodingStore:
        """A rater's store.

        Raises:
            InputError: to read a rater who has no codings.
            StoreError: it cannot be opened.
        """
        is_there = rater in self.raters() or _has_files(self.folder / CODINGS, rater, "rater")
        if not write and not is_there:
            others = ", ".join(self.raters())
            there_are = f"; there are those of {others}" if others else ""
            raise InputError(
                f"{self.folder}: {rater} has no codings here yet{there_are}. Begin with "
                "`triage code`, or name another rater with --rater"
            )
        return CodingStore.open(self.folder / CODINGS, rater, write=write)

    def damaged_codings(self, rater: str) -> CodingStore:
        """What can still be read of a rater's damaged store; its notices say what is lost.

        Raises:
            StoreError: nothing can be read.
        """
        return CodingStore.open_damaged(self.folder / CODINGS, rater)

    def has_consensus(self, sample: str) -> bool:
        """Whether anything was settled about a sample."""
        return _has_files(self.folder / CONSENSUS, sample, "sample")

    def consensus(self, sample: str, *, write: bool = False) -> CodingStore:
        """The consensus of a sample: a store of its own, which no rater's codings depend on.

        Raises:
            StoreError: it cannot be opened; to read it, it must be there.
        """
        return CodingStore.open(self.folder / CONSENSUS, sample, write=write, kind=CONSENSUS)

    @property
    def rounds(self) -> Rounds:
        """The record of seals and overrides."""
        return Rounds(self.folder / "rounds")

    def text(self, name: str) -> str:
        """The text of a file of the workspace.

        Raises:
            WorkspaceError: it cannot be read.
        """
        return read_text(self.folder / name)


def _has_files(folder: Path, name: str, what: str) -> bool:
    """Whether there is a store of that name, be it one that nothing was saved to."""
    stem = folder / checked_name(name, what)
    return any(stem.with_name(stem.name + end).exists() for end in (".jsonl", ".journal"))


def _rater_logged_in() -> str:
    name = login_name()
    if name is None or not is_name(name):
        whose = "your login name is not known" if name is None else f"{name!r} cannot name a rater"
        raise InputError(
            f"who are you? {whose}; name yourself with --rater, or as rater in triage.toml"
        )
    return name
