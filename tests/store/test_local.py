"""What is remembered for one machine, and that losing it is no error."""

import os
from pathlib import Path

from store.local import Places


def test_places_and_who_sits_here_are_remembered(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert (places.read("ada", "main"), places.seated()) == (None, [])
    places.keep("ada", "main", "octo/cats#1")
    places.keep("ada", "main", "octo/cats#2")
    places.sit_down("ada")
    assert Places(tmp_path).read("ada", "main") == "octo/cats#2"
    assert Places(tmp_path).read("ben", "main") is None
    places.sit_down("ben")
    places.sit_down("ada")
    assert Places(tmp_path).seated() == ["ada", "ben"]


def test_the_folder_keeps_itself_out_of_git(tmp_path: Path) -> None:
    Places(tmp_path).sit_down("ada")
    assert (tmp_path / ".local" / ".gitignore").read_text() == "*\n"


def test_what_cannot_be_kept_or_read_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".local").write_bytes(b"in the way")
    places = Places(tmp_path)
    places.keep("ada", "main", "octo/cats#1")
    assert places.read("ada", "main") is None
    (tmp_path / ".local").unlink()
    (tmp_path / ".local").mkdir()
    for name in ("rater", "ada.main.place"):
        (tmp_path / ".local" / name).write_bytes(b"\xff")
    assert (places.read("ada", "main"), places.seated()) == (None, [])


def test_the_sample_in_which_a_rater_was_last_is_known(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert places.last_sample("ada", ["old", "new"]) is None
    for age, sample in ((9, "new"), (20, "old")):
        places.keep("ada", sample, "octo/cats#1")
        os.utime(tmp_path / ".local" / f"ada.{sample}.place", (1e9 - age, 1e9 - age))
    assert places.last_sample("ada", ["never", "old", "new"]) == "new"
    assert places.last_sample("ben", ["old", "new"]) is None
