"""Samples in the workspace: the frozen manifest of each, and the issues as they were read.

`<name>.json` is written once, at the draw; only an extension that keeps every drawn number may
take its place. `<name>.jsonl` holds a copy of every sampled issue, so that coding never depends
on the population; a copy changes only by a refresh, which is recorded and keeps the copy that it
replaces. Copies are written before the manifest that names them: a crash between the two leaves
copies too many, never too few.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zlib import crc32

from msgspec import structs

from store.copies_file import (
    Copies,
    Earlier,
    Header,
    Refresh,
    decode_copies,
    encode_copies,
    encode_copy,
)
from store.disk import make_folder, replace_file
from store.manifest_file import decode_manifest, encode_manifest
from store.new_file import create_file
from store.sampled_issues import SampledIssues
from triage.domain.differences import named
from triage.domain.errors import InputError, SampleError, StoreError
from triage.domain.issue import SampledIssue
from triage.domain.manifest_rules import checked_manifest
from triage.domain.names import checked_name
from triage.domain.sample import Manifest, stage_of


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
            return decode_manifest(path, path.read_bytes(), name)
        except FileNotFoundError as error:
            known = ", ".join(self.names()) or "none yet; draw one with `triage sample`"
            raise InputError(f"there is no sample {name}; there are: {known}") from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error

    def keep(self, manifest: Manifest, issues: Iterable[SampledIssue]) -> None:
        """Freeze a draw with copies of its issues; keeping the same draw again changes nothing.

        Args:
            manifest: the draw.
            issues: one for every drawn and reserve issue, in any order.

        Raises:
            SampleError: there is another sample of that name, or an issue is missing or strange.
            StoreError: it could not be written.
        """
        path = self._path(checked_manifest(manifest).name, ".json")
        copies = self._path(manifest.name, ".jsonl")
        if path.exists():
            self._refuse_another(manifest)
        if not (path.exists() and copies.exists()):
            none = Copies(header=Header(sample=manifest.name), current=(), earlier=())
            self._write_copies(manifest, none, _own(manifest, issues))
        if not create_file(path, encode_manifest(manifest)):
            self._refuse_another(manifest)

    def extend(self, manifest: Manifest, issues: Iterable[SampledIssue]) -> None:
        """Put an extended manifest in the place of the one that it extends.

        Args:
            manifest: the extension.
            issues: one for every issue that has no copy yet; existing copies stay as they are.

        Raises:
            SampleError: it does not keep what was drawn, or an issue is missing or strange.
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
        copies = self._copies(manifest.name)
        held = {copy.issue.number: copy for copy in copies.current}
        self._write_copies(manifest, copies, {**_own(manifest, issues), **held})
        replace_file(self._path(manifest.name, ".json"), encode_manifest(manifest))

    def open_issues(self, manifest: Manifest) -> SampledIssues:
        """The copies of a sample by issue key, each read when it is asked for.

        Raises:
            StoreError: they cannot be read, or are not of this sample.
        """
        return SampledIssues(self._path(manifest.name, ".jsonl"), manifest)

    def issues(self, name: str) -> tuple[SampledIssue, ...]:
        """All copies of sampled issues, the drawn ones in order, then the reserve.

        Raises:
            InputError: the issues of that sample were never copied.
            StoreDamagedError: the file does not hold what was written to it.
            StoreTooNewError: a newer triage wrote it.
        """
        return self._copies(name).current

    def refreshes(self, name: str) -> tuple[Refresh, ...]:
        """When copies of issues were changed after the draw, oldest first."""
        return self._copies(name).header.refreshes

    def refresh_issues(
        self, name: str, issues: Iterable[SampledIssue], at: datetime, reason: str
    ) -> Refresh | None:
        """Put newer copies in the place of those that they differ from, which are kept too.

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
        manifest = self.manifest(name)
        copies = self._copies(name)
        before = {copy.issue.number: copy for copy in copies.current}
        newer = _own(manifest, issues)
        changed = tuple(number for number in newer if newer[number] != before.get(number))
        if not changed:
            return None
        snapshot = self.open_issues(manifest).snapshot.name
        refresh = Refresh(at=at, reason=reason, numbers=changed, before=snapshot)
        replaced = [before[number] for number in changed if number in before]
        self._write_copies(manifest, _refreshed(copies, refresh, replaced), {**before, **newer})
        return refresh

    def _refuse_another(self, manifest: Manifest) -> None:
        if self.manifest(manifest.name) != manifest:
            raise SampleError(
                f"there is a sample {manifest.name} already, and a drawn sample never changes; "
                "choose another name, or extend it"
            )

    def _write_copies(
        self, manifest: Manifest, held: Copies, current: Mapping[int, SampledIssue]
    ) -> None:
        """Write one copy of every issue in the order of the manifest, then the earlier ones.

        Args:
            manifest: the sample.
            held: whose header and earlier copies are written.
            current: the copies of now by number.
        """
        numbers = (*manifest.numbers, *manifest.reserve)
        if missing := [number for number in numbers if number not in current]:
            raise SampleError(
                f"sample {manifest.name}: nothing is known of {named(missing)}; "
                "fetch or load these issues first"
            )
        make_folder(self.folder)
        copies = [current[number] for number in numbers]
        content = encode_copies(held.header, copies, held.earlier)
        replace_file(self._path(held.header.sample, ".jsonl"), content)

    def _copies(self, name: str) -> Copies:
        path = self._path(name, ".jsonl")
        try:
            return decode_copies(path, path.read_bytes(), name)
        except FileNotFoundError as error:
            raise InputError(
                f"{path}: the issues of sample {name} are missing; "
                "bring the file back from a backup or from version control"
            ) from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror})") from error

    def _path(self, name: str, suffix: str) -> Path:
        return self.folder / f"{checked_name(name, 'sample')}{suffix}"


def _refreshed(copies: Copies, refresh: Refresh, replaced: Sequence[SampledIssue]) -> Copies:
    """What is held with one more refresh, and the copies that it replaced behind the others."""
    header = copies.header
    lines = [encode_copy(copy, header.sample) for copy in replaced]
    place = len(header.refreshes)
    added = (
        Earlier(number=copy.issue.number, refresh=place, checksum=crc32(line))
        for copy, line in zip(replaced, lines, strict=True)
    )
    return structs.replace(
        copies,
        header=structs.replace(
            header,
            refreshes=(*header.refreshes, refresh),
            earlier=(*header.earlier, *added),
        ),
        earlier=(*copies.earlier, *lines),
    )


def _own(manifest: Manifest, issues: Iterable[SampledIssue]) -> dict[int, SampledIssue]:
    """Issues by number, all of which must be of the sample."""
    numbers = {*manifest.numbers, *manifest.reserve}
    copies = {copy.issue.number: copy for copy in issues}
    for number, copy in copies.items():
        repository = copy.issue.repository.casefold()
        if number not in numbers or repository != manifest.repository.casefold():
            raise SampleError(f"{copy.issue.key} is not an issue of sample {manifest.name}")
    return copies
