import gzip
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shared_data import shared
from triage.domain.errors import InputError
from triage.domain.issue import Issue
from triage.exchange.github_files import (
    BadRow,
    FiledComment,
    LoadCount,
    read_comments,
    read_issues,
)

HOME = "https://api.github.com/repos/ada/engine"


def issue(number: int, **fields: object) -> dict[str, object]:
    row = {"number": number, "title": f"Title {number}", "created_at": "2024-05-01T10:00:00Z"}
    return {**row, "repository_url": HOME, "body": 'é "{[\\n" 🚀', **fields}


def comment(number: int, **fields: object) -> dict[str, object]:
    url = f"{HOME}/issues/{number}"
    return {"id": 7, "issue_url": url, "created_at": "2024-05-02T10:00:00Z", "body": "x", **fields}


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def numbers(path: Path, count: LoadCount | None = None) -> list[int | str]:
    found = read_issues(path, count=count)
    return [each.number if isinstance(each, Issue) else each.reason for each in found]


ROWS = [issue(1), issue(2, pull_request={"url": "x"}), issue(3), issue(4, pull_request=None)]
SHAPES: dict[str, bytes] = {
    "lines": lines(*ROWS),
    "lines with CRLF, blanks and a BOM": b"\xef\xbb\xbf\r\n"
    + lines(*ROWS).replace(b"\n", b"\r\n\r\n"),
    "array": json.dumps(ROWS).encode(),
    "indented array": json.dumps(ROWS, indent=4, ensure_ascii=False).encode(),
    "pages": json.dumps(ROWS[:2]).encode() + json.dumps(ROWS[2:]).encode(),
    "indented objects": b"\n".join(json.dumps(row, indent=2).encode() for row in ROWS),
    "answer of a search": json.dumps({"total_count": 4, "items": ROWS}, indent=2).encode(),
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("shape", SHAPES)
def test_read_issues_leaves_out_pull_requests_in_every_shape(
    tmp_path: Path, shape: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "misleading.txt"
    path.write_bytes(pack(SHAPES[shape]))
    count = LoadCount()
    assert numbers(path, count) == [1, 3, 4]
    assert count == LoadCount(loaded=3, pull_requests=1)


def test_read_issues_reads_gzip_files_of_several_parts(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(lines(issue(1))) + gzip.compress(lines(issue(2))))
    assert numbers(path) == [1, 2]


def test_read_issues_keeps_the_good_rows_around_a_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    bad = [
        b'{"number": 2, "title": "x"',
        b"[1]",
        b"\x00\x00\x00",
        b'{"number": 0, "title": "x", "created_at": "2024-05-01T10:00:00Z"}',
        b'{"number": 1, "title": "\xff", "created_at": "2024-05-01T10:00:00Z"}',
        b'{"number": 1, "title": "x", "created_at": "0001-01-01T00:00:00+14:00"}',
        b'{"number": 1, "title": "x", "created_at": null}',
        b'{"number": 1, "title": "x", "y": ' + b"[" * 5000,
    ]
    path.write_bytes(lines(issue(1)) + b"\n".join(bad) + b"\n" + lines(issue(9)))
    found = list(read_issues(path))
    assert [type(each) for each in found] == [Issue, *[BadRow] * len(bad), Issue]
    rows = [each for each in found if isinstance(each, BadRow)]
    assert [row.line for row in rows] == list(range(2, 2 + len(bad)))
    assert str(rows[0]).startswith(f"{path}:2: row 2: not an issue as GitHub")


def test_read_issues_names_line_and_row_of_a_bad_row_in_an_array(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([issue(1), {"number": 2}, issue(3)], indent=1))
    assert [type(each) for each in read_issues(path)] == [Issue, BadRow, Issue]
    (bad,) = (each for each in read_issues(path) if isinstance(each, BadRow))
    assert (bad.line, bad.row) == (9, 2)


def test_read_issues_keeps_what_stands_before_the_cut_of_a_gzip_file(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    rows = [issue(number, body=os.urandom(40_000).hex()) for number in range(1, 21)]
    path.write_bytes(gzip.compress(lines(*rows))[:-400_000])
    found = numbers(path)
    assert found[0] == 1
    assert 3 < len(found) < 20
    assert "the gzip file is cut" in str(found[-1])
    path.write_bytes(gzip.compress(lines(issue(1), issue(2)))[:-5])
    assert numbers(path)[:2] == [1, 2]
    assert "the gzip file is cut" in str(numbers(path)[2])


def test_read_issues_takes_the_repository_for_rows_that_name_none(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(lines(issue(1, repository_url=None)))
    assert numbers(path) == ["the row does not say which repository it belongs to"]
    assert [each.repository for each in read_issues(path, "a/b") if isinstance(each, Issue)] == [
        "a/b"
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\r\n", "the file is empty"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"number,title\n1,x\n", "not JSON: it starts with 'number,title'"),
        (b"\x1b]0;x\x07", "not JSON: it starts with '␛]0;x␇'"),
        ('{"number": 1}'.encode("utf-16"), "it is UTF-16 text"),
        (b"PK\x03\x04...", "it is a zip archive"),
        (b"\x1f\x8b\x08\x00", "the gzip file is cut or damaged"),
        (b"\x1f\x8bxxxxxxxxxxxxxxxxx", "the gzip file is cut or damaged"),
        (lines(comment(1), issue(2)), "the file begins with a comment, not an issue"),
    ],
)
def test_read_issues_refuses_what_is_no_file_of_issues(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        list(read_issues(path))
    assert str(refusal.value).startswith(f"{path}: {reason}")


def test_read_issues_refuses_folders_and_absent_files(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InputError, match="cannot be opened"):
            list(read_issues(path))


def test_read_issues_tells_comments_and_other_shapes_among_issues(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(lines(issue(1), comment(1), {"number": 3, "createdAt": "2024-05-01"}))
    found = numbers(path)
    assert found[:2] == [1, "a comment, not an issue"]
    assert str(found[2]).startswith("written by gh issue list")


def test_read_issues_reads_from_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(gzip.compress(SHAPES["array"]),))
    writer.start()
    steps: list[tuple[int, int]] = []
    found = list(read_issues(path, on_progress=lambda done, size: steps.append((done, size))))
    writer.join()
    assert len(found) == 3
    assert set(steps) == {(0, 0)}


def test_read_issues_tells_progress_up_to_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(lines(*(issue(number, body="x" * 10_000) for number in range(1, 101))))
    steps: list[tuple[int, int]] = []
    assert len(list(read_issues(path, on_progress=lambda *step: steps.append(step)))) == 100
    size = path.stat().st_size
    assert steps == sorted(steps)
    assert len(steps) > 2
    assert steps[-1] == (size, size)


def test_read_comments_tells_the_issue_of_each_and_leaves_out_those_of_pull_requests(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x"
    review = "https://github.com/ada/engine/pull/4#issuecomment-1"
    path.write_bytes(lines(comment(3), comment(4, html_url=review), comment(5, issue_url=None)))
    count = LoadCount()
    first, last = read_comments(path, count=count)
    assert isinstance(first, FiledComment)
    assert (first.repository, first.number, first.comment.id) == ("ada/engine", 3, "7")
    assert isinstance(last, BadRow)
    assert last.reason == "the comment does not say which issue it stands under"
    assert count == LoadCount(loaded=1, pull_requests=1, bad_rows=1)


def test_read_comments_refuses_a_file_of_issues(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(lines(issue(1)))
    with pytest.raises(InputError, match="begins with an issue, not a comment"):
        list(read_comments(path))


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("vllm/issues.jsonl", LoadCount(loaded=193)),
        ("vllm/issues-other-labels.jsonl", LoadCount(loaded=537)),
        ("vllm/issues-facts-only.jsonl", LoadCount(bad_rows=25)),
        ("tls13/issues.jsonl", LoadCount(loaded=446, pull_requests=998)),
    ],
)
def test_read_issues_counts_real_files_completely(file: str, count: LoadCount) -> None:
    found = LoadCount()
    assert (
        len(list(read_issues(shared(f"data/{file}"), count=found))) == found.loaded + found.bad_rows
    )
    assert found == count


def test_read_comments_counts_real_files_completely() -> None:
    for file, count in {
        "tls13/comments.jsonl": LoadCount(loaded=2363),
        "vllm/comments.jsonl": LoadCount(bad_rows=55),
    }.items():
        found = LoadCount()
        assert list(read_comments(shared(f"data/{file}"), count=found))
        assert found == count
