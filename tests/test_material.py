"""What is gathered for a report: all that it prints, and no more."""

from pathlib import Path

from tests.cli.workspaces import code_as, key, make_workspace, single
from tests.samples import NOON, sampled
from triage.domain.coding import Answer, Coding, Likeness, Verdicts
from triage.domain.evidence import quote_from
from triage.domain.rounds import Deed, RoundEntry
from triage.material import gather


def test_texts_are_kept_of_issues_on_whose_words_a_coding_rests(tmp_path: Path) -> None:
    copies = sampled(5, body="too slow today")
    quote = quote_from(copies[0], "body", 0, 4, "speed")
    assert quote is not None
    quoted = Answer(codes=("speed",), quotes=(quote,))
    workspace = make_workspace(tmp_path / "study", 5)
    workspace.samples.refresh_issues("main", copies, NOON, "fetched")
    judged = Coding(issue=key(2), verdicts=Verdicts(pairs={3: Likeness.SAME}))
    code_as(workspace, "ada", [Coding(issue=key(1), answers={"RQ1": quoted}), judged])
    issues = gather(workspace, None, "ada").issues
    assert issues[:3] == copies[:3]
    assert [each.issue.body for each in issues[3:]] == ["", ""]
    assert [each.issue.title for each in issues] == [each.issue.title for each in copies]


def test_own_memos_are_kept_beside_the_codes_of_others(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "study", 3)
    said = Answer(codes=("speed",), memo="the words of ada")
    code_as(workspace, "ada", [Coding(issue=key(1), answers={"RQ1": said})])
    code_as(workspace, "bob", single({1: "speed", 2: "device"}))
    early = RoundEntry(at=NOON, sample="main", rater="ada", deed=Deed.UNBLINDED, reason="to train")
    workspace.rounds.add(early)
    material = gather(workspace, None, "ada")
    assert material.codings[key(1)].answer("RQ1") == said
    assert [each.n for each in material.agreement] == [1, 0, 0]
