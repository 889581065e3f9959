from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_data import shared
from triage.analysis.boilerplate import Fold, FoldKind, boilerplate, common_headings
from triage.analysis.text_blocks import BlockKind, find_blocks, find_headings
from triage.domain.github_json import decode_issue

FORM = """\
### What should be possible

Batches of *different* sizes.

### Alternatives

_No response_

### Your current environment

<details>
<summary>Output of the script</summary>

```text
Collecting environment information...
Engine: 1.2
Compiler: none
```

</details>

### Before you send this

- [x] I have searched the existing issues.
- [X] I agree to the Code of Conduct.
"""
TRACE = "Traceback (most recent call last):\n" + '  File "a.py", line 3, in f\n    g()\n' * 8
DUMP = "".join(f"Part {place}: {place}.0\n" for place in range(14))
LOG = "".join(f"INFO 05-01 10:00:{second:02} engine started\n" for second in range(20))


def folds(body: str) -> list[tuple[FoldKind, str, str]]:
    """Kind, first and last line of each fold."""
    lines = body.split("\n")
    return [
        (fold.kind, lines[fold.start_line], lines[fold.end_line - 1]) for fold in boilerplate(body)
    ]


def kinds(body: str) -> list[FoldKind]:
    return [fold.kind for fold in boilerplate(body)]


def test_boilerplate_of_a_form_leaves_what_the_reporter_wrote() -> None:
    assert folds(FORM) == [
        (FoldKind.HEADING, "### What should be possible", "### What should be possible"),
        (FoldKind.UNANSWERED, "### Alternatives", "_No response_"),
        (FoldKind.HEADING, "### Your current environment", "### Your current environment"),
        (FoldKind.ENVIRONMENT, "<details>", "</details>"),
        (FoldKind.TICKS, "### Before you send this", "- [X] I agree to the Code of Conduct."),
    ]


def test_boilerplate_is_the_same_with_windows_line_ends() -> None:
    assert boilerplate(FORM.replace("\n", "\r\n")) == boilerplate(FORM)


def test_fold_is_hidden_when_it_saves_lines() -> None:
    assert not Fold(0, 1, FoldKind.HEADING).is_hidden
    assert not Fold(0, 2, FoldKind.ENVIRONMENT).is_hidden
    assert Fold(0, 3, FoldKind.UNANSWERED).is_hidden


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"It fails:\n```\n{TRACE}```\nWhy?", [FoldKind.TRACE]),
        (f"It fails:\n{TRACE}ValueError: no\nWhy?", [FoldKind.TRACE]),
        (f"~~~log\n{LOG}~~~", [FoldKind.LOG]),
        (f"<details>\n{LOG}</details>", [FoldKind.LOG]),
        ("```python\n" + "x = 1\n" * 40 + "```", [FoldKind.CODE]),
        ("```python\n" + "x = 1\n" * 20 + "```", []),
        ("```\n" + "It fails.\n" * 40, []),
        ("<!-- Thanks!\nPlease fill this in. -->\nIt fails.", [FoldKind.COMMENT]),
        ("<!-- never closed\nIt fails.", []),
        ("<!-- a --> It fails.", []),
        (
            "Collecting environment information...\nEngine: 1\n\nOS: x\n\nIt fails.",
            [FoldKind.ENVIRONMENT],
        ),
        ("Please:\n- [ ] support batches\n- [ ] write docs", []),
        ("- [x] I searched for duplicates of this\n- [ ] other", []),
        ("## Version\n```\n1.2\n```\n## Bug\n```\nf()\n```", []),
        (f"## Version\n```\n{DUMP}```\n", [FoldKind.ENVIRONMENT]),
        (f"## Version\n{DUMP}\nIt fails.", [FoldKind.ENVIRONMENT]),
        ("## Environment\n```text\nCan I mix two devices at once?\n```", []),
        ("## Environment\n```text\n按照官网下载最新版\n```", []),
        ("<details>\n<summary>python collect_env.py</summary>\nNot related\n</details>", []),
        ("i cannot run collect_env.py\n\nin my other place: 2.4.0 works", []),
        ("Answered elsewhere:\n\n_No response_ so far", []),
        ("### A title of mine\nand text below it", []),
        ("", []),
    ],
)
def test_boilerplate_tells_programs_from_people(body: str, found: list[FoldKind]) -> None:
    assert kinds(body) == found


def test_words_inside_an_output_stay() -> None:
    asked = f"```\nI get this error here:\n{TRACE}```"
    ((_, first, _),) = folds(asked)
    assert first.startswith("Traceback")
    forgotten = f"```text\nCollecting environment information...\n{DUMP}\n### Bug\nIt fails.\n```"
    ((_, _, last),) = folds(forgotten)
    assert last == ""


def test_boilerplate_of_a_loose_trace_leaves_the_error_it_ends_with() -> None:
    ((_, first, last),) = folds(f"It fails:\n{TRACE}ValueError: no\nWhy?")
    assert first.startswith("Traceback")
    assert last == "    g()"


def test_common_headings_are_those_of_many_issues() -> None:
    bodies = ["**Describe it**\nx\n## Mine\n", "**Describe it**\r\ny", "```\n# Describe it\n```"]
    headings = common_headings(bodies, least=2)
    assert headings == {"**Describe it**"}
    assert [fold.kind for fold in boilerplate(bodies[0], headings)] == [FoldKind.HEADING]
    assert boilerplate(bodies[0]) == []


PIECES = [
    "```",
    "~~~~",
    "<details>",
    "</details>",
    "<!--",
    "-->",
    "### H",
    "",
    "a: b",
    "- [x] I read the",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([*PIECES, TRACE, LOG]) | st.text(max_size=8), max_size=30))
def test_folds_are_in_order_inside_the_text_and_apart(pieces: list[str]) -> None:
    body = "\n".join(pieces)
    found = boilerplate(body)
    assert all(0 <= fold.start_line < fold.end_line <= len(body.split("\n")) for fold in found)
    assert all(one.end_line <= other.start_line for one, other in pairwise(found))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_blocks_are_nested_or_apart(lines: list[str]) -> None:
    blocks = find_blocks(lines)
    for one in blocks:
        for other in blocks:
            inside = one.start <= other.start and other.end <= one.end
            apart = one.end <= other.start or other.end <= one.start
            outside = other.start <= one.start and one.end <= other.end
            assert inside or apart or outside


def test_find_headings_passes_over_fences_and_comments() -> None:
    lines = [
        "# one",
        "```",
        "# two",
        "```",
        "<!--",
        "# three",
        "-->",
        "**four**",
        "#five",
        "**six** x",
    ]
    assert find_headings(lines, find_blocks(lines)) == [0, 7]
    assert [block.kind for block in find_blocks(lines)] == [BlockKind.FENCE, BlockKind.COMMENT]


HOSTILE = [
    *(
        "\n",
        "`",
        "```a\n",
        "<!--\n",
        "<details>",
        "<details>\n",
        "# \n",
        "### a\n\n",
        "- [x] ",
        "- [ ] \n",
    ),
    *(
        "a ",
        "a: ",
        "at a.",
        " ",
        "    \n",
        "0x",
        "[",
        "File ",
        "2024-01-01\n",
        "**",
        "I have ",
        "\t:\n",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_boilerplate_of_a_hostile_body_ends(piece: str) -> None:
    body = piece * (100_000 // len(piece))
    assert all(fold.end_line <= body.count("\n") + 1 for fold in boilerplate(body))


def test_boilerplate_of_real_requests_folds_form_and_keeps_words() -> None:
    rows = shared("data/vllm/issues.jsonl").read_bytes().splitlines()
    bodies = [issue.body for row in rows if (issue := decode_issue(row))]
    found = [fold for body in bodies for fold in boilerplate(body)]
    count = {kind: sum(fold.kind is kind for fold in found) for kind in FoldKind}
    assert count[FoldKind.UNANSWERED] > 240
    assert 110 < count[FoldKind.TICKS] < 150
    assert count[FoldKind.HEADING] > 200
    hidden = sum(fold.end_line - fold.start_line for fold in found if fold.is_hidden)
    total = sum(body.count("\n") + 1 for body in bodies)
    assert 0.3 < hidden / total < 0.6
