"""The workspace: one folder, and what is said when something in it is missing or wrong."""

import getpass
from pathlib import Path

import pytest

from store.coding_repair import repair_workspace
from store.settings import Settings
from store.workspace import Workspace
from tests.samples import manifest, sampled
from tests.store.making import START, change
from triage.cli.user import read_user_keys, user_themes
from triage.domain.codebook import Code
from triage.domain.errors import CodebookError, InputError, StoreError, WorkspaceError
from triage.presets import preset_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    settings = Settings(repository="octo/cats", label="bug", rater="ada")
    return Workspace.create(tmp_path / "study", settings, preset_text("blank"), "# Words\n")


def test_workspace_opens_as_it_was_made(workspace: Workspace) -> None:
    again = Workspace.open(workspace.folder)
    assert again.settings == workspace.settings
    assert again.study == 'octo/cats · label "bug"'
    assert again.narrative_text() == "# Words\n"
    assert not again.has_population
    (workspace.folder / "narrative.md").unlink()
    assert again.narrative_text() == ""


def test_narrative_written_elsewhere_meanwhile_is_kept_beside(workspace: Workspace) -> None:
    path = workspace.folder / "narrative.md"
    path.write_bytes(b"# Words\r\n")  # only its line ends differ
    assert workspace.write_narrative("# Mine\n", "# Words\n") == ""
    path.write_bytes(b"theirs \xff")
    assert workspace.write_narrative("# Mine too\n", "# Mine\n") == "narrative.md.2"
    assert (workspace.folder / "narrative.md.2").read_bytes() == b"theirs \xff"
    path.unlink()
    assert workspace.write_narrative("# Again\n", "# Mine too\n") == ""
    assert workspace.narrative_text() == "# Again\n"


def test_study_without_a_label_is_its_repository(tmp_path: Path) -> None:
    assert Workspace(tmp_path, Settings(repository="octo/cats")).study == "octo/cats"


def test_folder_with_something_in_it_is_not_taken(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="is not empty"):
        Workspace.create(workspace.folder, workspace.settings, "", "")


def test_folder_that_is_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="triage new DIR"):
        Workspace.open(tmp_path)


@pytest.mark.parametrize("text", [b"repository = ", b"colour = 1\n", b"\xff", None])
def test_settings_that_cannot_be_read_are_named(workspace: Workspace, text: bytes | None) -> None:
    path = workspace.folder / "triage.toml"
    path.unlink()
    if text is None:
        path.mkdir()
    else:
        path.write_bytes(text)
    with pytest.raises((WorkspaceError, InputError), match=r"triage\.toml"):
        Workspace.open(workspace.folder)


def test_texts_that_cannot_be_read_are_named(workspace: Workspace) -> None:
    (workspace.folder / "codebook.toml").write_bytes(b"\xff")
    with pytest.raises(WorkspaceError, match=r"codebook\.toml: byte 0 is not UTF-8"):
        workspace.codebook()
    (workspace.folder / "codebook.toml").unlink()
    with pytest.raises(WorkspaceError, match=r"codebook\.toml: there is no such file"):
        workspace.codebook()


def test_each_edition_is_kept_once_and_can_be_read_again(workspace: Workspace) -> None:
    codebook = workspace.codebook()
    workspace.keep_edition(codebook)
    workspace.keep_edition(codebook)
    question = codebook.questions[0]
    newer = workspace.add_code(question.id, Code(id="cats", label="Cats"))
    assert set(workspace.editions()) == {codebook.edition, newer.edition}
    assert workspace.edition(codebook.edition) == codebook
    with pytest.raises(InputError):
        workspace.edition("../codebook")
    with pytest.raises(CodebookError):
        workspace.add_code(question.id, Code(id="cats", label="Cats"))


def test_filters_are_kept_under_names(workspace: Workspace) -> None:
    assert workspace.filters() == {}
    workspace.keep_filter("open", "state:open")
    workspace.keep_filter("closed", "state:closed")
    assert list(workspace.filters().items()) == [
        ("closed", "state:closed"),
        ("open", "state:open"),
    ]
    (workspace.folder / "filters.toml").write_text("open = 1\n")
    with pytest.raises(WorkspaceError, match=r"filters\.toml"):
        workspace.filters()


def test_sample_that_is_not_named_must_be_the_only_one(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="none yet; draw one"):
        workspace.manifest()
    with pytest.raises(InputError, match="there is none yet"):
        workspace.manifest("main")
    workspace.keep_sample(manifest(2), sampled(2))
    assert workspace.manifest() == workspace.manifest("main") == manifest(2)
    assert set(workspace.sampled_issues(manifest(2))) == {"octo/cats#1", "octo/cats#2"}
    workspace.keep_sample(manifest(2, name="second"), sampled(2))
    with pytest.raises(InputError, match=r"several \(main, second\)"):
        workspace.manifest()
    with pytest.raises(InputError, match="there is: main, second"):
        workspace.manifest("third")


def test_rater_is_the_one_named_then_the_settings_then_the_login(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "carl")
    assert workspace.rater("ben") == "ben"
    assert workspace.rater() == "ada"
    assert Workspace(workspace.folder, Settings(repository="o/r")).rater() == "carl"


@pytest.mark.parametrize("name", ["consensus", "../ada"])
def test_name_that_no_rater_can_have_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(InputError):
        workspace.rater(name)


def test_codings_of_nobody_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="ada has no codings here yet"):
        workspace.codings("ada")
    with workspace.codings("ada", write=True) as store:
        store.commit([change(1)])
    assert workspace.raters() == ["ada"]
    with workspace.codings("ada") as store:
        assert len(store.history()) == 1
    with pytest.raises(InputError, match="there are those of ada"):
        workspace.codings("ben")
    with pytest.raises(InputError, match="'ben' has no codings"):
        repair_workspace(workspace, rater="ben", at=START)


def test_consensus_is_a_store_of_its_own(workspace: Workspace) -> None:
    assert not workspace.has_consensus("main")
    with workspace.consensus("main", write=True) as store:
        store.commit([change(1)])
    assert workspace.has_consensus("main")
    assert workspace.raters() == []
    assert workspace.rounds.entries() == []


def test_repair_reaches_raters_and_consensus(workspace: Workspace) -> None:
    with workspace.codings("ada", write=True) as store:
        store.commit([change(1)])
    with workspace.consensus("main", write=True) as store:
        store.commit([change(1)])
    path = workspace.folder / "consensus" / "main.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"answers"', b'"Answers"', 1))
    repaired = repair_workspace(workspace, at=START)
    assert repaired["ada"].damage == ""
    assert "line 2" in repaired["consensus of main"].damage
    assert len(workspace.consensus("main").history()) == 1
    assert list(repair_workspace(workspace, rater="ada", at=START)) == ["ada"]


def test_removed_codings_are_listed_looked_at_and_brought_back(workspace: Workspace) -> None:
    store = workspace.codings("ada", write=True)
    store.commit([change(1)])
    for path in (workspace.folder / "codings").glob("ada.*"):
        path.unlink()
    with pytest.raises(StoreError):
        store.commit([change(2)])
    store.close()
    assert workspace.raters() == ["ada"]
    assert len(workspace.damaged_codings("ada").history()) == 1
    assert repair_workspace(workspace, at=START)["ada"].lost == []
    with workspace.codings("ada") as again:
        assert len(again.history()) == 1


def test_population_is_opened_where_it_is(workspace: Workspace) -> None:
    with pytest.raises(StoreError):
        workspace.population()
    workspace.population(create=True).close()
    assert workspace.has_population
    assert len(workspace.duplicate_index().index) == 0


def test_user_without_a_home_has_neither_keys_nor_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(_name: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_config_path", no_home)
    assert read_user_keys() == {}
    assert user_themes() is None


def test_rater_without_codings_is_told_who_has_some(workspace: Workspace) -> None:
    with workspace.codings("grace", write=True) as store:
        store.commit([change(1)])
    with pytest.raises(
        InputError, match=r"ada has no codings here yet; there are those of grace\."
    ):
        workspace.codings("ada")


def test_missing_file_of_a_workspace_says_where_to_get_it(workspace: Workspace) -> None:
    (workspace.folder / "codebook.toml").unlink()
    with pytest.raises(WorkspaceError, match=r"codebook\.toml: there is no such file; bring it"):
        workspace.codebook()


def test_only_a_store_that_something_was_saved_to_makes_a_rater(workspace: Workspace) -> None:
    workspace.codings("mistyped", write=True).close()
    (workspace.folder / "codings" / "odd.journal").mkdir(parents=True)
    assert workspace.raters() == ["odd"], "what cannot be read may hold codings"
