"""`triage verify`: finds a sample, codings or a report that are not what they were."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.workspace import Workspace
from tests.cli.command_line import made_workspace, run
from tests.domain.populations import NOW, REPOSITORY, population
from triage.domain.coding import Answer
from triage.domain.history import Change
from triage.domain.rounds import Deed, RoundEntry
from triage.domain.sample import Manifest, sealed

Capsys = pytest.CaptureFixture[str]
Facts = dict[str, object]


@pytest.fixture
def workspace(tmp_path: Path, capsys: Capsys) -> Workspace:
    made = made_workspace(tmp_path / "study")
    run(capsys, "sample", "main", "--size", 20, "--seed", 42, "--workspace", made.folder)
    return made


def code_an_issue(workspace: Workspace, number: int = 1, *, rater: str = "ada") -> None:
    codebook = workspace.codebook()
    workspace.keep_edition(codebook)
    after = Answer(none_apply=True, memo="read")
    change = Change(
        step=1,
        at=NOW,
        issue=f"{REPOSITORY}#{number}",
        part=codebook.questions[0].id,
        before=Answer(),
        after=after,
        edition=codebook.edition,
    )
    with workspace.codings(rater, write=True) as store:
        store.commit([change])


def edit(workspace: Workspace, change: Callable[[Facts], object], *, seal: bool = False) -> None:
    path = workspace.samples.folder / "main.json"
    content = msgspec.json.decode(path.read_bytes())
    change(content["manifest"])
    if seal:
        manifest = sealed(msgspec.convert(content["manifest"], Manifest))
        content["manifest"] = msgspec.to_builtins(manifest)
    path.write_bytes(msgspec.json.encode(content))


def findings(capsys: Capsys, workspace: Workspace, *options: object) -> tuple[object, set[str]]:
    ended = run(capsys, "verify", "--json", *options, "--workspace", workspace.folder)
    remarks = msgspec.convert(ended.json["remarks"], list[Facts])
    return ended.code, {str(remark["finding"]) for remark in remarks}


def swap(facts: Facts) -> None:
    numbers = facts["numbers"]
    assert isinstance(numbers, list)
    numbers[3], numbers[4] = numbers[4], numbers[3]


def drop(facts: Facts) -> None:
    numbers = facts["numbers"]
    assert isinstance(numbers, list)
    numbers.pop(2)


def reseed(facts: Facts) -> None:
    facts["seed"] = "43"


def widen(facts: Facts) -> None:
    facts["where"] = "label:feature"


def test_untouched_workspace_is_right(workspace: Workspace, capsys: Capsys) -> None:
    code_an_issue(workspace)
    ended = run(capsys, "verify", "--workspace", workspace.folder)
    assert ended.code == 0
    assert ended.out == "✓ sample main\n✓ codings of ada\n"


@pytest.mark.parametrize(
    ("change", "found"),
    [(reseed, "order"), (drop, "copy"), (swap, "order"), (widen, "edited")],
)
def test_edited_manifest_is_found(
    workspace: Workspace, capsys: Capsys, change: Callable[[Facts], object], found: str
) -> None:
    edit(workspace, change)
    code, kinds = findings(capsys, workspace)
    assert code == 1
    assert {"edited", found} <= kinds


@pytest.mark.parametrize(("change", "found"), [(reseed, "order"), (drop, "draw"), (swap, "order")])
def test_edited_manifest_is_found_under_a_new_seal(
    workspace: Workspace, capsys: Capsys, change: Callable[[Facts], object], found: str
) -> None:
    edit(workspace, change, seal=True)
    code, kinds = findings(capsys, workspace)
    assert code == 1
    assert found in kinds


def test_population_that_lives_on_is_told_and_not_wrong(
    workspace: Workspace, capsys: Capsys
) -> None:
    gone = workspace.manifest("main").numbers[0]
    with workspace.population() as issues:
        issues.save_issues(population(5, first=500), NOW)
        issues.mark(REPOSITORY, gone, "deleted")
    ended = run(capsys, "verify", "--workspace", workspace.folder)
    assert ended.code == 0
    assert f"note: #{gone} drawn, but not in the population now (deleted)" in ended.out
    assert "N was 100, is 104" in ended.out


def test_edited_copies_are_found(workspace: Workspace, capsys: Capsys) -> None:
    path = workspace.samples.folder / "main.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"title":"Issue', b'"title":"issue', 1))
    assert findings(capsys, workspace) == (1, {"unreadable"})


def test_missing_population_is_told(workspace: Workspace, capsys: Capsys) -> None:
    shutil.rmtree(workspace.folder / "population")
    assert findings(capsys, workspace) == (0, {"population"})


def test_foreign_population_is_one_finding_among_others(
    workspace: Workspace, capsys: Capsys
) -> None:
    shutil.rmtree(workspace.folder / "population")
    (workspace.folder / "population").mkdir()
    (workspace.folder / "population" / "issues.db").write_bytes(b"no database" * 100)
    edit(workspace, swap)
    code, kinds = findings(capsys, workspace)
    assert (code, kinds) == (1, {"unreadable", "edited", "order", "copy"})


def test_coding_that_no_history_leads_to_is_found(workspace: Workspace, capsys: Capsys) -> None:
    code_an_issue(workspace)
    with workspace.codings("ada", write=True) as store:
        store.database.table("codings").update({"edition": ""})
    assert findings(capsys, workspace) == (1, {"history"})


def test_damaged_codings_are_one_finding_among_others(workspace: Workspace, capsys: Capsys) -> None:
    code_an_issue(workspace)
    path = workspace.folder / "codings" / "ada.jsonl"
    path.write_bytes(path.read_bytes().replace(b"read", b"seen"))
    assert findings(capsys, workspace) == (1, {"unreadable"})


def test_codebook_edition_that_is_cited_must_be_there(workspace: Workspace, capsys: Capsys) -> None:
    code_an_issue(workspace)
    (kept,) = (workspace.folder / "codebooks").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("version = 1", "version = 2"), "utf-8")
    assert findings(capsys, workspace) == (1, {"codebook"})
    kept.unlink()
    assert findings(capsys, workspace) == (1, {"codebook"})


def test_seal_that_the_history_does_not_bear_out_is_found(
    workspace: Workspace, capsys: Capsys
) -> None:
    code_an_issue(workspace, workspace.manifest("main").numbers[0])
    run(capsys, "seal", "--rater", "ada", "--workspace", workspace.folder)
    assert findings(capsys, workspace) == (0, set())
    record = workspace.folder / "rounds" / "ada.jsonl"
    honest = record.read_text("utf-8")
    record.write_text(honest.replace('"digest":"', '"digest":"0'), "utf-8")
    assert findings(capsys, workspace) == (1, {"seal"})
    record.write_text("no record\n", "utf-8")
    assert findings(capsys, workspace) == (1, {"unreadable"})
    record.write_text(honest.replace('"sample":"main"', '"sample":"other"'), "utf-8")
    assert findings(capsys, workspace) == (1, {"unreadable"})


def test_early_look_and_another_primary_coefficient_are_told_and_not_wrong(
    workspace: Workspace, capsys: Capsys
) -> None:
    code_an_issue(workspace, workspace.manifest("main").numbers[0])
    run(capsys, "seal", "--rater", "ada", "--workspace", workspace.folder)
    early = RoundEntry(at=NOW, sample="main", rater="bob", deed=Deed.UNBLINDED, reason="to train")
    workspace.rounds.add(early)
    settings = workspace.folder / "triage.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("krippendorff_alpha", "gwet_ac1"), "utf-8")
    assert findings(capsys, workspace) == (0, {"unblinded", "primary"})
    assert findings(capsys, workspace, "--rater", "ada") == (0, {"primary"})


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.md", ()), ("a.md", ("--plain", "--charts", "bars")), ("a.html", ()), ("a.csv", ())],
)
def test_report_must_be_what_the_codings_give(
    workspace: Workspace, capsys: Capsys, name: str, options: tuple[str, ...]
) -> None:
    code_an_issue(workspace, workspace.manifest().numbers[0])
    report = workspace.folder / name
    run(capsys, "export", report, *options, "--workspace", workspace.folder)
    assert findings(capsys, workspace, "--report", report) == (0, set())
    report.write_text(report.read_text("utf-8") + "one line more\n", "utf-8")
    assert findings(capsys, workspace, "--report", report) == (1, {"report"})


def test_a_report_of_another_rater_says_how_to_verify_it(
    workspace: Workspace, capsys: Capsys
) -> None:
    number = workspace.manifest().numbers[0]
    code_an_issue(workspace, number)
    report, where = workspace.folder / "a.md", ("--workspace", workspace.folder)
    run(capsys, "export", report, *where)
    code_an_issue(workspace, number, rater="ben")
    run(capsys, "compare", "--unblind", "to try", *where)
    ended = run(capsys, "verify", "--report", report, "--rater", "ben", *where)
    assert ended.code == 1
    assert "it was made from the codings of ada: verify it with --rater ada" in ended.out


def test_files_that_a_report_is_made_from_are_named_beside_it(
    workspace: Workspace, capsys: Capsys
) -> None:
    code_an_issue(workspace, workspace.manifest().numbers[0])
    report = workspace.folder / "a.md"
    run(capsys, "export", report, "--workspace", workspace.folder)
    copies = workspace.samples.folder / "main.jsonl"
    copies.write_bytes(copies.read_bytes().replace(b"title", b"t1tle", 1))
    ended = run(capsys, "verify", "--report", report, "--workspace", workspace.folder)
    assert ended.code == 1
    assert "✗ sample main" in ended.out
    assert "it cannot be written anew" in ended.out


def test_consensus_is_verified_like_codings(workspace: Workspace, capsys: Capsys) -> None:
    code_an_issue(workspace)
    with workspace.codings("ada") as store:
        made = store.history()
    with workspace.consensus("main", write=True) as store:
        store.commit(made)
    assert findings(capsys, workspace, "--rater", "consensus") == (0, set())
    snapshot = workspace.folder / "consensus" / "main.jsonl"
    snapshot.write_bytes(snapshot.read_bytes().replace(b"read", b"rEad"))
    assert findings(capsys, workspace) == (1, {"unreadable"})
    assert findings(capsys, workspace, "--rater", "ada") == (0, set())


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--sample", "other"), "no sample is called 'other'"),
        (("--rater", "bob"), "'bob' has no codings"),
        (("--report", "gone.md"), "cannot be read"),
    ],
)
def test_what_is_not_there_cannot_be_verified(
    workspace: Workspace, capsys: Capsys, options: tuple[object, ...], reason: str
) -> None:
    ended = run(capsys, "verify", *options, "--workspace", workspace.folder)
    assert ended.code == 2
    assert reason in ended.err


def test_codes_that_the_codebook_has_no_more_are_told_by_every_command(
    tmp_path: Path, capsys: Capsys
) -> None:
    study = tmp_path / "study"
    run(capsys, "demo", study)
    codebook = study / "codebook.toml"
    head, _, rest = codebook.read_text("utf-8").partition('[[questions.codes]]\nid = "hardware"')
    codebook.write_text(head + rest[rest.index("[[questions.codes]]") :], "utf-8")
    told = "The code “hardware” (“Hardware and platform”) of RQ1 is no longer in the codebook"
    report = study / "new.md"
    verified = run(capsys, "verify", "--workspace", study)
    assert verified.code == 0
    assert verified.out.count(told) == 3
    assert told in run(capsys, "summary", "--workspace", study).err
    assert told in run(capsys, "export", report, "--workspace", study).err
    assert f"- {told}" in report.read_text("utf-8")
