"""The package is whole, the same each time, and without the words of others unless asked."""

import csv
import io
from hashlib import sha256
from pathlib import PurePosixPath
from zipfile import ZipFile

import msgspec
import pytest
from msgspec import structs

from tests.report.material import small_material
from tests.samples import CODEBOOK, NOON, issue
from triage.analysis.answers import answer_table
from triage.analysis.disagreements import disagreements
from triage.domain.codebook_writing import codebook_text
from triage.domain.coding import NO_ANSWER, Answer, Coding, Likeness, Quote, Verdicts
from triage.domain.errors import InputError
from triage.domain.history import Change, replay
from triage.domain.issue import Comment, Conversation, SampledIssue, text_digest
from triage.domain.sample import Manifest
from triage.exchange.archive import zip_archive
from triage.exchange.package import (
    CodingsWithHistory,
    PackageMaterial,
    package,
    package_entries,
    package_folder,
)
from triage.exchange.without_texts import IssueRecord
from triage.report.build import build_report
from triage.report.write import read_json

SECRET = "words of somebody else"
BODY = f"before {SECRET} after"
QUOTE = Quote(source="body", start=7, end=29, text=SECRET, digest=text_digest(BODY), code="speed")


def history(number: int, code: str) -> list[Change]:
    answer = Answer(codes=(code,), memo="my own words", quotes=(QUOTE,))
    key = f"octo/cats#{number}"
    return [
        Change(step=number, at=NOON, issue=key, part="RQ1", before=NO_ANSWER, after=answer),
        Change(step=number, at=NOON, issue=key, part="RQ2", before=answer, after=NO_ANSWER),
    ]


def coder(*codes: str) -> CodingsWithHistory:
    changes = [each for n, code in enumerate(codes, 1) for each in history(n, code)]
    return CodingsWithHistory(codings=list(replay(changes).values()), history=changes)


def sampled(number: int) -> SampledIssue:
    comment = Comment(id="c1", created_at=NOON, body=f"comment: {SECRET}", author="bo")
    return SampledIssue(
        issue=issue(number, body=BODY),
        conversation=Conversation(fetched_at=NOON, comments=(comment,)),
    )


def material(*, with_texts: bool = False) -> PackageMaterial:
    raters = {"ada": coder("speed", "api", "api"), "bob": coder("speed", "speed", "api")}
    issues = [sampled(number) for number in (2, 1, 3)]
    codings = {
        rater: {coding.issue: coding for coding in own.codings} for rater, own in raters.items()
    }
    made = small_material(list(codings["ada"].values()), issues=issues, raters=("ada", "bob"))
    table = answer_table(CODEBOOK.questions[0], codings, [each.issue.key for each in issues])
    return PackageMaterial(
        manifest=made.manifest,
        issues=issues,
        codebooks={CODEBOOK.edition: codebook_text(CODEBOOK)},
        raters=raters,
        consensus=coder("speed", "api"),
        disagreements=disagreements(table),
        report=build_report(made),
        narrative="# Narrative\n",
        settings='repository = "octo/cats"\n',
        made_with="triage 1.0",
        with_texts=with_texts,
    )


PLAIN = package_entries(material())


def test_every_part_of_a_study_is_in_it() -> None:
    assert sorted(PLAIN) == [
        "README.md", f"codebook/{CODEBOOK.edition}.toml",
        "codings/ada.history.jsonl", "codings/ada.jsonl",
        "codings/bob.history.jsonl", "codings/bob.jsonl",
        "consensus.history.jsonl", "consensus.jsonl", "disagreements.csv", "issues.jsonl",
        "manifest.json", "narrative.md",
        "report.csv", "report.html", "report.json", "report.md", "report.tex", "triage.toml",
    ]  # fmt: skip


def test_the_words_of_others_are_in_it_only_when_asked_for() -> None:
    assert not [path for path, content in PLAIN.items() if SECRET.encode() in content]
    full = package_entries(material(with_texts=True))
    assert {path for path, content in full.items() if SECRET.encode() in content} == {
        "issues.jsonl", "codings/ada.jsonl", "codings/ada.history.jsonl", "codings/bob.jsonl",
        "codings/bob.history.jsonl", "consensus.jsonl", "consensus.history.jsonl",
        "report.html", "report.json", "report.md", "report.tex",
    }  # fmt: skip
    assert b"No body, comment or quote" in PLAIN["README.md"]
    assert b"mind their rights" in full["README.md"]


def test_what_is_left_out_can_be_checked_by_its_digest() -> None:
    record = msgspec.json.decode(PLAIN["issues.jsonl"].splitlines()[0], type=IssueRecord)
    assert record.sampled.issue == structs.replace(issue(2), body="")
    assert record.body_digest == text_digest(BODY)
    assert record.comment_digests == {"c1": text_digest(f"comment: {SECRET}")}
    (coding, *_) = PLAIN["codings/ada.jsonl"].splitlines()
    (quote,) = msgspec.json.decode(coding, type=Coding).answer("RQ1").quotes
    assert quote == structs.replace(QUOTE, text="")


def test_codings_and_histories_of_each_rater_agree() -> None:
    for rater in ("ada", "bob"):
        lines = PLAIN[f"codings/{rater}.jsonl"].splitlines()
        codings = [msgspec.json.decode(line, type=Coding) for line in lines]
        changes = PLAIN[f"codings/{rater}.history.jsonl"].splitlines()
        replayed = replay(msgspec.json.decode(line, type=Change) for line in changes)
        assert {coding.issue: coding for coding in codings} == replayed
        assert [coding.issue for coding in codings] == [f"octo/cats#{n}" for n in (1, 2, 3)]


def test_verdicts_on_duplicates_are_in_it() -> None:
    coding = Coding(issue="octo/cats#1", verdicts=Verdicts(pairs={2: Likeness.SAME}))
    judged = CodingsWithHistory(codings=[coding], history=[])
    entries = package_entries(structs.replace(material(), consensus=judged))
    assert msgspec.json.decode(entries["consensus.jsonl"], type=Coding) == coding


def test_manifest_report_and_disagreements_are_the_studys() -> None:
    made = material()
    assert msgspec.json.decode(PLAIN["manifest.json"], type=Manifest) == made.manifest
    assert read_json(PLAIN["report.json"]).sections[0].n == made.report.sections[0].n
    rows = list(csv.DictReader(io.StringIO(PLAIN["disagreements.csv"].decode())))
    assert rows == [
        {"issue": "octo/cats#2", "question": "RQ1", "dispute": "1.0000", "ada": "api",
         "bob": "speed"}
    ]  # fmt: skip


def test_the_archive_is_the_same_each_time_and_its_checksums_hold() -> None:
    made = package(material())
    assert made == package(material())
    with ZipFile(io.BytesIO(made)) as archive:
        folder = package_folder(material().manifest)
        assert folder == "octo-cats-main"
        assert {PurePosixPath(name).parts[0] for name in archive.namelist()} == {folder}
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        sums = archive.read(f"{folder}/SHA256SUMS").decode().splitlines()
        assert len(sums) == len(PLAIN)
        for line in sums:
            digest, _, path = line.partition("  ")
            assert sha256(archive.read(f"{folder}/{path}")).hexdigest() == digest


@pytest.mark.parametrize("path", ["../up", "/root", "a//b", "a\\b", "", "nul:", "a/..", ".hidden"])
def test_no_path_can_lead_out_of_the_archive(path: str) -> None:
    with pytest.raises(InputError, match="cannot be a path in an archive"):
        zip_archive({path: b""}, "study")
