"""The reproducibility package: all that a stranger needs to check a study and do it again.

It holds values, not a copy of the workspace's folder, so it stays readable when the workspace's
files change their format. Texts of issues are left out unless they are asked for: the issues are
on GitHub, and their digests tell whether they are still the same.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from triage.analysis.disagreements import Disagreement
from triage.domain.canonical_json import canonical_json
from triage.domain.coding import Coding
from triage.domain.history import Change
from triage.domain.issue import SampledIssue, number_of
from triage.domain.sample import Manifest
from triage.exchange.archive import zip_archive
from triage.exchange.package_readme import readme
from triage.exchange.without_texts import (
    change_without_texts,
    coding_without_texts,
    issue_record,
    report_without_quotes,
)
from triage.report.escape import csv_cell
from triage.report.model import Report
from triage.report.write import SUFFIXES, write_report


class CodingsWithHistory(Struct, frozen=True, kw_only=True):
    """What one rater says, and how it came about."""

    codings: Sequence[Coding]
    history: Sequence[Change]
    """Every change, in order."""


class PackageMaterial(Struct, frozen=True, kw_only=True):
    """What a package is made from."""

    manifest: Manifest
    issues: Sequence[SampledIssue]
    """The copies of drawn and reserve issues, as the raters read them."""
    codebooks: Mapping[str, str]
    """TOML text of every edition that codings cite, by edition, the present one included."""
    raters: Mapping[str, CodingsWithHistory]
    """By name."""
    consensus: CodingsWithHistory | None
    """None when nothing was settled."""
    disagreements: Sequence[Disagreement]
    """Of all questions, computed from the raters' own codings."""
    report: Report
    narrative: str = ""
    """The human's words, as their file has them."""
    settings: str = ""
    """The study's settings, as their file has them."""
    made_with: str = ""
    """Name and version of the program."""
    with_texts: bool = False
    """Whether bodies, comments and quotes are in it."""


def package(material: PackageMaterial) -> bytes:
    """The package as the bytes of a zip file, the same for the same material."""
    return zip_archive(package_entries(material), package_folder(material.manifest))


def package_folder(manifest: Manifest) -> str:
    """What the package unpacks into: `owner-name-sample`."""
    return f"{manifest.repository.replace('/', '-')}-{manifest.name}"


def package_entries(material: PackageMaterial) -> dict[str, bytes]:
    """The files of the package by path; `README.md` says what each is."""
    entries = {
        "README.md": readme(material.report, made_with=material.made_with,
                            with_texts=material.with_texts).encode(),
        "manifest.json": _document(material.manifest),
        "issues.jsonl": _lines(
            issue_record(each, with_texts=material.with_texts) for each in material.issues
        ),
        "disagreements.csv": _disagreements(material.disagreements, list(material.raters)),
        **_reports(material),
    }  # fmt: skip
    for edition, text in material.codebooks.items():
        entries[f"codebook/{edition}.toml"] = text.encode()
    for rater, own in material.raters.items():
        entries |= _coder(f"codings/{rater}", own, with_texts=material.with_texts)
    if material.consensus is not None:
        entries |= _coder("consensus", material.consensus, with_texts=material.with_texts)
    for name, text in (("narrative.md", material.narrative), ("triage.toml", material.settings)):
        if text:
            entries[name] = text.encode()
    return entries


def _reports(material: PackageMaterial) -> dict[str, bytes]:
    report = material.report if material.with_texts else report_without_quotes(material.report)
    return {f"report{suffix}": write_report(report, suffix).encode() for suffix in SUFFIXES}


def _coder(path: str, own: CodingsWithHistory, *, with_texts: bool) -> dict[str, bytes]:
    codings = sorted(own.codings, key=lambda coding: (number_of(coding.issue), coding.issue))
    history = own.history
    if not with_texts:
        codings = [coding_without_texts(each) for each in codings]
        history = [change_without_texts(each) for each in history]
    return {f"{path}.jsonl": _lines(codings), f"{path}.history.jsonl": _lines(history)}


def _disagreements(found: Sequence[Disagreement], raters: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["issue", "question", "dispute", *raters])
    for each in found:
        answers = (
            " ".join(each.answers[rater]) or "(none)" if rater in each.answers else ""
            for rater in raters
        )
        row = (each.issue, each.question, f"{each.dispute:.4f}", *answers)
        writer.writerow([csv_cell(cell, for_spreadsheet=False) for cell in row])
    return text.getvalue().encode()


def _document(value: Struct) -> bytes:
    return msgspec.json.format(canonical_json(value), indent=2) + b"\n"


def _lines(values: Iterable[Struct]) -> bytes:
    return b"".join(canonical_json(value) + b"\n" for value in values)
