"""Samples in the workspace: the frozen manifest of each, and the issues as they were read.

`<name>.json` is written once, at the draw; only an extension that keeps every drawn number may
take its place. `<name>.jsonl` holds a copy of every sampled issue, a header and one issue a line
in drawn order, so that coding never depends on the population. A copy changes only by a refresh,
which the header records.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from store.disk import replace_file
from store.new_file import create_file
from store.sampled_issues import (
    Header,
    Refresh,
    SampledIssues,
    decode_copies,
    encode_copies,
)
from triage.domain.errors import (
    InputError,
    SampleError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from triage.domain.issue import SampledIssue
from triage.domain.manifest_rules import checked_manifest
from triage.domain.names import checked_name
from triage.domain.sample import Manifest, stage_of

FORMAT = 1
"""Version of the manifest's file; a file with a higher one is refused."""


class _File(Struct, frozen=True, kw_only=True):
    format: int
    manifest: Manifest


class _Version(Struct, frozen=True):
    format: int = 0


class Samples:
    """The samples of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Names of all samples, in alphabetical order."""
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def manifest(self, name: str) -> Manifest:
        """The manifest of a sample; whether it is unchanged is for `verify` to say.

        Raises:
            InputError: there is no such sample.
            StoreDamagedError: the file does not hold a manifest that can be used.
            StoreTooNewError: a newer triage wrote it.
        """
        path = self._path(name, ".json")
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            known = ", ".join(self.names()) or "none yet; draw one with `triage sample`"
            raise InputError(f"there is no sample {name}; there are: {known}") from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
        manifest = _decoded(path, content)
        if manifest.name != name:
            raise _damaged(path, f"it is the manifest of {manifest.name!r}")
        return manifest

    def write(self, manifest: Manifest) -> None:
        """Freeze a draw; writing the same manifest again changes nothing.

        Raises:
            SampleError: there is another sample of that name.
            StoreError: it could not be written.
        """
        path = self._path(checked_manifest(manifest).name, ".json")
        if not create_file(path, _encoded(manifest)) and self.manifest(manifest.name) != manifest:
            raise SampleError(
                f"there is a sample {manifest.name} already, and a drawn sample never changes; "
                "choose another name, or extend it"
            )

    def write_extension(self, manifest: Manifest) -> None:
        """Put an extended manifest in the place of the one that it extends.

        Raises:
            SampleError: it does not keep what was drawn.
            StoreError: it could not be written; the old one is untouched.
        """
        before = self.manifest(checked_manifest(manifest).name)
        if (
            manifest.numbers[: before.size] != before.numbers
            or manifest.earlier != (*before.earlier, stage_of(before))
            or (manifest.seed, manifest.repository) != (before.seed, before.repository)
        ):
            raise SampleError(
                f"sample {manifest.name}: an extension keeps every number that was drawn, "
                "and this one does not; nothing was changed"
            )
        replace_file(self._path(manifest.name, ".json"), _encoded(manifest))

    def open_issues(self, manifest: Manifest) -> SampledIssues:
        """The copies of a sample by issue key, each read when it is asked for.

        Raises:
            StoreError: they cannot be read, or are not of this sample.
        """
        return SampledIssues(self._path(manifest.name, ".jsonl"), manifest)

    def issues(self, name: str) -> tuple[SampledIssue, ...]:
        """The copies of the sampled issues in drawn order, the reserve behind them.

        Raises:
            InputError: the issues of that sample were never copied.
            StoreDamagedError: the file does not hold what was written to it.
            StoreTooNewError: a newer triage wrote it.
        """
        return self._copies(name)[1]

    def refreshes(self, name: str) -> tuple[Refresh, ...]:
        """When copies of issues were changed after the draw, oldest first."""
        return self._copies(name)[0].refreshes

    def copy_issues(self, name: str, issues: Iterable[SampledIssue]) -> None:
        """Copy the issues of a sample at its draw or extension; existing copies stay as they are.

        A copy whose number is no longer in the manifest (an extension may take another reserve)
        is left out.

        Raises:
            SampleError: an issue is not of the sample.
            StoreError: they could not be written.
        """
        held = self._copies(name) if self._path(name, ".jsonl").exists() else None
        header, copies = held or (Header(sample=name), ())
        manifest = self.manifest(name)
        wanted = {*manifest.numbers, *manifest.reserve}
        kept = [copy for copy in copies if copy.issue.number in wanted]
        known = {copy.issue.number for copy in kept}
        added = [copy for copy in issues if copy.issue.number not in known]
        self._write_copies(header, [*kept, *added])

    def refresh_issues(
        self, name: str, issues: Iterable[SampledIssue], at: datetime, reason: str
    ) -> Refresh | None:
        """Replace copies by newer ones, and record which of them changed.

        Args:
            name: the sample.
            issues: newer copies, of some or all of its issues.
            at: time of the refresh.
            reason: why, in a few words.

        Returns:
            What was recorded; None when nothing differed, and so nothing was written.

        Raises:
            SampleError: an issue is not of the sample.
            StoreError: they could not be written; the old copies are untouched.
        """
        header, copies = self._copies(name)
        newer = {copy.issue.number: copy for copy in copies}
        before = dict(newer)
        newer.update((copy.issue.number, copy) for copy in issues)
        changed = tuple(number for number in newer if newer[number] != before.get(number))
        if not changed:
            return None
        refresh = Refresh(at=at, reason=reason, numbers=changed)
        header = structs.replace(header, refreshes=(*header.refreshes, refresh))
        self._write_copies(header, list(newer.values()))
        return refresh

    def _write_copies(self, header: Header, copies: list[SampledIssue]) -> None:
        manifest = self.manifest(header.sample)
        order = {number: at for at, number in enumerate((*manifest.numbers, *manifest.reserve))}
        for copy in copies:
            repository = copy.issue.repository.casefold()
            if copy.issue.number not in order or repository != manifest.repository.casefold():
                raise SampleError(f"{copy.issue.key} is not an issue of sample {manifest.name}")
        copies.sort(key=lambda copy: order[copy.issue.number])
        replace_file(self._path(header.sample, ".jsonl"), encode_copies(header, copies))

    def _copies(self, name: str) -> tuple[Header, tuple[SampledIssue, ...]]:
        path = self._path(name, ".jsonl")
        try:
            return decode_copies(path, path.read_bytes(), name)
        except FileNotFoundError as error:
            raise InputError(
                f"{path}: the issues of sample {name} were never copied here; draw it again "
                "under another name, or fetch its issues"
            ) from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error

    def _path(self, name: str, suffix: str) -> Path:
        return self.folder / f"{checked_name(name, 'sample')}{suffix}"


def _encoded(manifest: Manifest) -> bytes:
    content = msgspec.json.encode(_File(format=FORMAT, manifest=manifest))
    return msgspec.json.format(content, indent=1) + b"\n"


def _decoded(path: Path, content: bytes) -> Manifest:
    try:
        version = msgspec.json.decode(content, type=_Version).format
        if version > FORMAT:
            raise StoreTooNewError(
                f"{path}: a newer triage wrote this manifest (format {version}, this one reads "
                f"up to {FORMAT}); update triage"
            )
        return checked_manifest(msgspec.json.decode(content, type=_File).manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, InputError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{path}: this is not the manifest of a sample that can be used ({reason}); "
        "restore the file from a backup or from version control"
    )
