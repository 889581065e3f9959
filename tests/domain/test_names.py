import pytest

from triage.domain.errors import InputError
from triage.domain.names import checked_name


@pytest.mark.parametrize("name", ["ada", "A", "0", "ada.lovelace", "a_b-c.9", "x" * 64, "console"])
def test_plain_name_may_become_a_file_name(name: str) -> None:
    assert checked_name(name, "rater") == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".ada", "-ada", "a/b", "a\\b", "a b", "ädä", "a\n", "ada\x00", "x" * 65, "a:b"],
)
def test_name_that_could_leave_its_folder_or_surprise_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a rater: use 1 to 64 letters"):
        checked_name(name, "rater")


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9.txt", "aux.old"])
def test_name_that_a_system_reserves_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a sample: some systems reserve it"):
        checked_name(name, "sample")
