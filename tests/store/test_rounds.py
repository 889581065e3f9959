"""The record of rounds on disk."""

from pathlib import Path

import pytest

from store.rounds import Rounds
from tests.samples import NOON
from triage.domain.errors import StoreDamagedError
from triage.domain.rounds import Deed, RoundEntry


def entry(rater: str, reason: str = "to train") -> RoundEntry:
    return RoundEntry(at=NOON, sample="main", rater=rater, deed=Deed.UNBLINDED, reason=reason)


def test_each_rater_has_a_file_of_lines(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path / "rounds")
    assert rounds.entries() == []
    assert Rounds(tmp_path / "rounds").is_empty
    rounds.add(entry("bob"))
    assert not rounds.is_empty
    rounds.add(entry("ada", "first"))
    rounds.add(entry("ada", "second"))
    assert [(each.rater, each.reason) for each in rounds.entries()] == [
        ("ada", "first"),
        ("ada", "second"),
        ("bob", "to train"),
    ]
    assert len((tmp_path / "rounds/ada.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize("line", ["{", '{"at":1}', entry.__name__])
def test_a_bad_line_is_named_and_nothing_is_added(tmp_path: Path, line: str) -> None:
    rounds = Rounds(tmp_path)
    (tmp_path / "ada.jsonl").write_text(line + "\n")
    with pytest.raises(StoreDamagedError, match=r"ada\.jsonl, line 1"):
        rounds.add(entry("ada"))
    assert (tmp_path / "ada.jsonl").read_text() == line + "\n"


def test_a_line_of_somebody_else_is_damage(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path)
    rounds.add(entry("ada"))
    (tmp_path / "ada.jsonl").rename(tmp_path / "bob.jsonl")
    with pytest.raises(StoreDamagedError, match="it is ada's, not bob's"):
        rounds.entries()
