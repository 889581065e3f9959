import gc

import pytest

from store.documents import differences, encode, paused_collector
from triage.domain.coding import Answer


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"a": float("nan"), "b": float("inf")}, b'{"a":null,"b":null}'),
        ({"a": "x\ud83dy"}, '{"a":"x\N{REPLACEMENT CHARACTER}y"}'.encode()),
        ({"\udc80": ["\ud800", 1, None]}, '{"\ufffd":["\ufffd",1,null]}'.encode()),
        (Answer(codes=("\ud800",)), '{"type":"answer","codes":["\ufffd"]}'.encode()),
        ({"a": "\U0001f600\x00\u2028"}, '{"a":"\U0001f600\\u0000\u2028"}'.encode()),
    ],
)
def test_text_and_numbers_are_made_fit_for_json(document: object, text: bytes) -> None:
    assert encode(document) == text


def test_differences_lead_from_one_state_to_the_other() -> None:
    before = {"a": {"1": b"x", "2": b"y"}, "b": {"3": b"z"}}
    after = {"a": {"2": b"Y", "4": b"w"}, "c": {}}
    assert differences(before, after) == {
        "a": {"1": None, "2": b"Y", "4": b"w"},
        "b": {"3": None},
    }


def test_collector_is_paused_and_left_as_it_was() -> None:
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
