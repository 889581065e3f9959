import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.exchange import json_splitting
from triage.exchange.json_splitting import Broken, LineSplitter, ObjectSplitter, Row, Splitter

NASTY = st.text(st.sampled_from('a{}[],"\\\n\r\u2028é🚀 :'), max_size=12)
OBJECTS = st.lists(
    st.dictionaries(NASTY, NASTY | st.dictionaries(NASTY, NASTY, max_size=2), max_size=3),
    max_size=5,
)
WRITTEN = {
    "array": lambda rows: json.dumps(rows),
    "indented": lambda rows: json.dumps(rows, indent=2, ensure_ascii=False),
    "arrays": lambda rows: "".join(json.dumps([row]) for row in rows) or "[]",
    "array of pages": lambda rows: json.dumps([[row] for row in rows]),
    "a row a line": lambda rows: "[\r\n" + ",\r\n".join(map(json.dumps, rows)) + "]\r\n",
    "indented objects": lambda rows: "\n".join(json.dumps(row, indent=1) for row in rows),
}


def split(splitter: Splitter, text: bytes, step: int = 1 << 20) -> list[Row | Broken]:
    found: list[Row | Broken] = []
    for start in range(0, len(text), step):
        found += splitter.feed(text[start : start + step])
    return [*found, *splitter.finish()]


@pytest.mark.parametrize("way", WRITTEN)
@settings(deadline=None, max_examples=60)
@given(rows=OBJECTS, step=st.integers(1, 40))
def test_objects_are_found_however_they_are_written_and_cut(
    way: str, rows: list[object], step: int
) -> None:
    text = WRITTEN[way](rows).encode()
    found = split(ObjectSplitter(), text, step)
    assert [json.loads(row.text) for row in found if isinstance(row, Row)] == rows
    assert len(found) == len(rows)


@settings(deadline=None, max_examples=60)
@given(rows=OBJECTS, step=st.integers(1, 40))
def test_lines_are_found_however_they_are_cut(rows: list[object], step: int) -> None:
    text = "\r\n\n".join(map(json.dumps, rows)).encode()
    found = split(LineSplitter(), text, step)
    assert [(row.line, json.loads(row.text)) for row in found if isinstance(row, Row)] == [
        (1 + 2 * place, row) for place, row in enumerate(rows)
    ]


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60) | NASTY.map(str.encode), st.integers(1, 20))
def test_splitters_take_any_bytes_and_lose_no_object_to_the_cut(text: bytes, step: int) -> None:
    for kind in (LineSplitter, ObjectSplitter):
        assert split(kind(), text, step) == split(kind(), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'[{"a":1},\n 3, {"a":2}]', [1, "not an object: '3'", 2]),
        (b'[{"a":"x},\n{"a":2}]', ["the file ends inside this object"]),
        (b'[{"a":"x\n},\n{"a":2}]', [1, 3]),
        (b'[{"a":1},\n{"a"', [1, "the file ends inside this object"]),
        (b'[{"a":1},\n', [1, "the file ends before its array does; rows may be missing"]),
        (b'[{"a":1}}]', [1, "not an object: '}'"]),
        (b"[]", []),
        (b'[\n\n"{", {}]', ["not an object: '\"{\"'", 3]),
        (b'[{"a":1}]\xef\xbb\xbf[{"a":2}]', [1, 1]),
    ],
)
def test_broken_places_are_told_and_objects_behind_them_found(
    text: bytes, found: list[int | str]
) -> None:
    rows = split(ObjectSplitter(), text)
    assert [row.line if isinstance(row, Row) else row.reason for row in rows] == found


def test_broken_object_is_told_with_the_line_on_which_it_starts() -> None:
    assert split(ObjectSplitter(), b'[\n{"a": 1},\n\n{"a":\n')[-1].line == 4


def test_splitters_keep_no_endless_object_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_splitting, "LONGEST_ROW", 100)
    lines, objects = LineSplitter(), ObjectSplitter()
    found = split(lines, b"x" * 1000 + b'\n{"a":1}', 50)
    assert [type(row) for row in found] == [Broken, Row]
    assert [type(row) for row in objects.feed(b'[{"a":"' + b"x" * 1000)] == [Broken]
    assert objects.is_over
