"""Which lines of a body are its author's own, and what a population teaches about its forms."""

from collections.abc import Iterable

from triage.analysis.own_lines import COMMON_LEAST, CommonLines, bare_body, line_key

FORM = """### Your current environment

<details>
<summary>The output of collect_env</summary>

```text
PyTorch version: 2.4.0+cu125
# a comment of the tool
```

</details>

### Describe the bug

The scheduler stops.

### Alternatives

_No response_

### Before submitting a new issue

- [x] I searched
"""


def learned(bodies: Iterable[str]) -> frozenset[str]:
    lines = CommonLines()
    for body in bodies:
        lines.add(body)
    return lines.found()


def test_body_of_a_form_keeps_only_what_the_author_wrote() -> None:
    assert bare_body(FORM) == "### Describe the bug\nThe scheduler stops."


def test_body_keeps_code_and_traces() -> None:
    body = "It fails:\n```python\nrun()\n```\nIndexError: pop from empty list"
    assert bare_body(body).splitlines() == ["It fails:", "run()", "IndexError: pop from empty list"]


def test_body_loses_html_comments_even_unclosed_ones() -> None:
    assert bare_body("one <!-- a\nb --> two\n<!-- never closed").split() == ["one", "two"]


def test_comment_sign_in_a_fence_starts_no_section() -> None:
    assert "echo kept" in bare_body("```\n# environment\necho kept\n```")


def test_fence_that_is_never_closed_does_not_swallow_the_next_section() -> None:
    body = "### Environment\n```\ndump\n### What happened\nIt stops."
    assert bare_body(body).splitlines() == ["### What happened", "It stops."]


def test_deeper_heading_stays_within_its_form_section() -> None:
    body = "## Environment\n### GPU\nH100\n## What happened\nIt stops."
    assert "H100" not in bare_body(body)


def test_line_that_many_issues_repeat_is_common_whatever_its_digits() -> None:
    lines = CommonLines()
    for number in range(COMMON_LEAST + 1):
        lines.add(f"numpy=={number}.{number}\nonly {'abcdefghijkl'[number]}")
    assert lines.found() == {line_key("numpy==1.26")}


def test_line_repeated_within_one_issue_is_not_common() -> None:
    lines = CommonLines()
    lines.add("again\n" * 1000)
    assert not lines.found()


def test_common_lines_are_left_out_of_a_body() -> None:
    assert bare_body("a form's line 7\nmine", {line_key("a form's line 8")}) == "mine"


def test_versions_and_digests_do_not_tell_lines_apart() -> None:
    assert line_key("commit 3f9e2b1 of 2.4.0rc1") == line_key("commit 41ba4ea of 2.11.1")
    assert line_key("  E0308") == "E"
    assert line_key("42") == "42"


def test_field_of_a_form_is_common_when_its_answers_repeat() -> None:
    systems = ["Platform: Linux on ARM", "Platform: Windows, French", "Platform: macOS"]
    common = learned(systems * COMMON_LEAST)
    assert bare_body("Platform: FreeBSD\nIt hangs.", common) == "It hangs."
    table = learned(f"| CPU | {name} |" for name in ("Xeon", "EPYC", "M") * COMMON_LEAST)
    assert bare_body("| CPU | Itanium |\n| Speed | low |", table) == "| Speed | low |"


def test_label_whose_lines_differ_is_no_field_of_a_form() -> None:
    names = ["a" * length for length in range(1, 4 * COMMON_LEAST)]
    common = learned(f"error: {name} is not in scope" for name in names)
    assert bare_body("error: b is not in scope", common)


def test_field_in_code_is_kept_and_teaches_nothing() -> None:
    answers = ["status: up", "status: down", "status: lost"] * COMMON_LEAST
    assert not learned(f"```\n{answer} {'x' * place}\n```" for place, answer in enumerate(answers))
    common = learned(answers)
    assert "status: odd" in bare_body("```\nstatus: odd\n```", common)
    assert "status: odd" in bare_body("    status: odd", common)
    assert not bare_body("status: odd", common)


def test_prose_behind_a_common_label_is_kept() -> None:
    common = learned(["What happens? A crash", "What happens? Nothing"] * 2 * COMMON_LEAST)
    long = "What happens? " + "The scheduler stops as soon as two requests share a prefix. " * 2
    assert bare_body(long, common) == long
