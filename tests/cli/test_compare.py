"""`triage compare` and `triage seal`: blindness, tables, JSON and the long CSV."""

import csv
import json
from pathlib import Path

import pytest

from store.local import Places
from store.workspace import Workspace
from tests.cli.workspaces import code_as, key, make_workspace, run, single
from tests.samples import NOON, manifest
from triage.domain.coding import Answer, Coding, Marks
from triage.domain.errors import BlindRoundError, InputError
from triage.study import WorkspaceStudy


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path / "study")
    code_as(made, "ada", single({1: "speed", 2: "speed", 3: "device"}))
    code_as(made, "bob", single({1: "speed", 2: "device", 3: "device"}))
    return made


def sealed(workspace: Workspace) -> Workspace:
    for rater in ("ada", "bob"):
        assert run(workspace.folder, "seal", "--rater", rater).exit_code == 0
    return workspace


def test_two_raters_are_closed_to_each_other_until_both_have_sealed(workspace: Workspace) -> None:
    assert isinstance(run(workspace.folder, "compare").exception, BlindRoundError)
    run(workspace.folder, "seal", "--rater", "ada")
    assert "bob" in str(run(workspace.folder, "compare").exception)
    run(workspace.folder, "seal", "--rater", "bob")
    assert run(workspace.folder, "compare").exit_code == 0


def test_a_rater_sees_their_own_figures_but_no_others_in_a_round(workspace: Workspace) -> None:
    assert run(workspace.folder, "summary").exit_code == 0
    other = run(workspace.folder, "summary", "--rater", "bob")
    assert isinstance(other.exception, BlindRoundError)
    settled = run(workspace.folder, "summary", "--rater", "consensus")
    assert isinstance(settled.exception, BlindRoundError)


def test_who_coded_here_last_is_who_looks(workspace: Workspace) -> None:
    Places(workspace.folder).sit_down("bob")
    assert run(workspace.folder, "summary", "--rater", "bob").exit_code == 0
    own = run(workspace.folder, "summary", "--rater", "ada")
    assert isinstance(own.exception, BlindRoundError)


def test_a_seal_counts_as_the_screen_does_and_names_what_is_open(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "study", 6, manifest(5, reserve=(6,)))
    done = {
        "RQ1": Answer(codes=("speed",)),
        "RQ2": Answer(none_apply=True),
        "RQ3": Answer(none_apply=True),
    }
    code_as(
        workspace,
        "ada",
        [
            Coding(issue=key(1), answers=done),
            Coding(issue=key(2), marks=Marks(excluded="another cat")),
            Coding(issue=key(3), marks=Marks(skipped=True)),
            Coding(issue=key(4), answers={"RQ1": Answer(codes=("speed",))}),
        ],
    )
    output = run(workspace.folder, "seal", "--rater", "ada").output
    assert "sample main, 1 of 5 coded, 1 excluded," in output
    assert "#3 (skipped), #4, #5, #6\n" in output


def test_an_override_is_recorded_with_its_reason(workspace: Workspace) -> None:
    assert run(workspace.folder, "compare", "--unblind", "a training round").exit_code == 0
    (entry,) = workspace.rounds.entries()
    assert (entry.rater, entry.reason) == ("ada", "a training round")
    assert isinstance(run(workspace.folder, "compare", "--unblind", " ").exception, InputError)


def test_the_json_has_the_figures_and_says_what_was_compared(workspace: Workspace) -> None:
    result = run(sealed(workspace).folder, "compare", "ada", "bob", "--json", "--resamples", "50")
    compared = json.loads(result.stdout)
    assert (compared["is_sealed"], compared["was_blind"]) == (True, True)
    question = compared["comparison"]["questions"][0]
    percent = question["coefficients"][0]
    assert percent["name"] == "percent_agreement"
    assert percent["figure"]["value"] == pytest.approx(2 / 3)
    assert [each["issue"] for each in compared["comparison"]["disputes"]] == ["octo/cats#2"]


def test_what_was_sealed_is_compared_whatever_is_changed_later(workspace: Workspace) -> None:
    code_as(sealed(workspace), "bob", single({2: "speed"}))
    compared = json.loads(run(workspace.folder, "compare", "--json").stdout)
    assert compared["changed_since_seal"] == {"bob": ["octo/cats#2"]}
    assert len(compared["comparison"]["disputes"]) == 1
    again = run(workspace.folder, "seal", "--rater", "bob")
    assert "stays what was sealed" in str(again.exception)


def test_the_tables_name_coefficients_codes_and_disputes(workspace: Workspace) -> None:
    output = run(sealed(workspace).folder, "compare", "--resamples", "0").output
    for words in ("Krippendorff's alpha", "primary", "Speed", "1 issue in dispute", "#2"):
        assert words in output


def test_the_csv_is_in_the_long_form(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "codings.csv"
    run(sealed(workspace).folder, "compare", "--csv", str(file), "--resamples", "0")
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 6
    assert rows[3] == {
        "issue": "octo/cats#2",
        "question": "RQ1",
        "rater": "bob",
        "code": "device",
    }
    again = run(workspace.folder, "compare", "--csv", str(file))
    assert "is there already" in str(again.exception)


def test_unknown_and_single_raters_are_refused_with_the_names_there_are(
    workspace: Workspace,
) -> None:
    unknown = run(sealed(workspace).folder, "compare", "ada", "eve")
    assert "there is: ada, bob" in str(unknown.exception)
    assert "two raters" in str(run(workspace.folder, "compare", "ada").exception)


def test_a_rater_can_be_compared_with_herself_and_counts_once(workspace: Workspace) -> None:
    code_as(workspace, "ada.again", single({1: "speed", 2: "device"}))
    result = run(workspace.folder, "compare", "ada", "ada.again", "--json", "--resamples", "0")
    compared = json.loads(result.stdout)
    assert compared["comparison"]["raters"] == ["ada", "ada.again"]
    assert len(compared["comparison"]["disputes"]) == 1
    between = run(sealed(workspace).folder, "compare", "--json", "--resamples", "0")
    assert json.loads(between.stdout)["comparison"]["raters"] == ["ada", "bob"]


def test_who_codes_again_reads_the_same_issues_and_is_compared_with_herself(
    workspace: Workspace,
) -> None:
    code_as(workspace, "ada.again", single({1: "speed", 2: "device"}))
    study = WorkspaceStudy(workspace, workspace.manifest(), "ada.again", lambda: NOON)
    assert sorted(study.presented.numbers) == [1, 2, 3]
    comparing = study.comparing()
    assert list(comparing.codings) == ["ada", "ada.again"]
    with pytest.raises(InputError, match="code as ada"):
        comparing.consensus()


def test_one_rater_alone_needs_no_ceremony(tmp_path: Path) -> None:
    alone = make_workspace(tmp_path / "alone")
    code_as(alone, "ada", single({1: "speed"}))
    assert run(alone.folder, "summary").exit_code == 0
    assert not (alone.folder / "rounds").exists()


def test_the_consensus_holds_what_agrees_and_says_that_it_is_one(workspace: Workspace) -> None:
    result = run(sealed(workspace).folder, "summary", "--rater", "consensus", "--json")
    figures = json.loads(result.stdout)
    assert figures["source"] == "consensus"
    counts = {code["code"]: code["k"] for code in figures["questions"][0]["codes"]}
    assert counts == {"speed": 1, "device": 1}


def test_nobody_can_be_called_consensus(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="settle together"):
        workspace.rater("consensus")


def test_the_report_says_who_looked_before_all_had_sealed(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = tmp_path / "report.md"
    run(workspace.folder, "compare", "--resamples", "0", "--unblind", "a training round")
    run(workspace.folder, "export", str(report))
    text = report.read_text()
    assert "in sight of each other's codings" in text
    assert "looked before all had sealed (“a training round”)" in text


def test_the_report_has_the_agreement_of_sealed_raters(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = tmp_path / "report.md"
    run(sealed(workspace).folder, "export", str(report), "--rater", "consensus")
    text = report.read_text()
    assert "## Agreement" in text
    assert "The figures come from the consensus" in text
    assert "blind to each other" in text


def test_a_coefficient_that_there_is_not_is_looked_for_in_the_settings(
    workspace: Workspace,
) -> None:
    settings = workspace.folder / "triage.toml"
    settings.write_text(settings.read_text().replace("krippendorff_alpha", "bogus"))
    refused = str(run(workspace.folder, "seal", "--rater", "ada").exception)
    assert refused.startswith(f"{settings}: primary: There is no coefficient “bogus”")


def test_a_second_coding_is_summed_up_over_the_issues_of_the_first(workspace: Workspace) -> None:
    code_as(workspace, "ada", [Coding(issue=key(3), marks=Marks(excluded="no cat"))])
    code_as(workspace, "ada.again", single({1: "speed"}))
    figures = json.loads(run(workspace.folder, "summary", "--rater", "ada.again", "--json").stdout)
    assert (figures["size"], figures["started"]) == (2, 1)
