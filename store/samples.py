"""The samples of a workspace: a frozen manifest each, and the issues as they were read.

A manifest is written once. The issues beside it are one line each, in drawn order, so that coding
never opens the population and what a rater saw stays what is cited.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from store.disk import make_folder, read_file, replace_file
from triage.domain.errors import SampleError, StoreDamagedError, StoreError
from triage.domain.issue import SampledIssue
from triage.domain.names import checked_name
from triage.domain.sample import Manifest


def sample_names(folder: Path) -> list[str]:
    """The samples in a folder, by name."""
    return sorted(path.stem for path in folder.glob("*.json"))


def keep_sample(folder: Path, manifest: Manifest, issues: Iterable[SampledIssue]) -> None:
    """Write a manifest and its issues, once.

    Raises:
        SampleError: there is another sample of that name.
        StoreError: it cannot be written.
    """
    path = folder / f"{checked_name(manifest.name, 'sample')}.json"
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    known = read_file(path)
    if known is not None and known != data:
        raise SampleError(f"{path} is there already and is never overwritten; choose another name")
    make_folder(folder)
    keep_sampled_issues(folder, manifest.name, issues)
    replace_file(path, data)


def keep_sampled_issues(folder: Path, name: str, issues: Iterable[SampledIssue]) -> None:
    """Write the issues of a sample, in drawn order.

    Raises:
        StoreError: they cannot be written.
    """
    lines = (msgspec.json.encode(each) + b"\n" for each in issues)
    replace_file(folder / f"{name}.jsonl", b"".join(lines))


def read_manifest(folder: Path, name: str) -> Manifest:
    """The manifest of a sample.

    Raises:
        StoreError: it is missing, or is none.
    """
    path = folder / f"{name}.json"
    try:
        return msgspec.json.decode(_bytes_of(path), type=Manifest)
    except msgspec.MsgspecError as error:
        raise StoreDamagedError(f"{path}: not a manifest: {error}") from error


def read_sampled_issues(folder: Path, name: str) -> list[SampledIssue]:
    """The issues of a sample, in drawn order.

    Raises:
        StoreError: they are missing, or a line is none.
    """
    path = folder / f"{name}.jsonl"
    issues = []
    for number, line in enumerate(_bytes_of(path).splitlines(), start=1):
        try:
            issues.append(msgspec.json.decode(line, type=SampledIssue))
        except msgspec.MsgspecError as error:
            raise StoreDamagedError(f"{path}:{number}: not a sampled issue: {error}") from error
    return issues


def _bytes_of(path: Path) -> bytes:
    data = read_file(path)
    if data is None:
        raise StoreError(f"{path} is missing; bring it back from a backup or from git")
    return data
