"""What is kept of an issue's text, and the tokens that it becomes."""

import pytest

from triage.analysis.text import (
    COMMON_LEAST,
    CommonLines,
    bare_body,
    bare_title,
    forms,
    line_key,
    token,
    words,
)

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


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("[Bug]: crash on start", "crash on start"),
        ("[Bug][Kernel] crash", "crash"),
        ("[RFC]", "[RFC]"),
        ("", ""),
        ("Array[int] is slow", "Array[int] is slow"),
    ],
)
def test_title_loses_its_tags_unless_nothing_else_is_left(title: str, bare: str) -> None:
    assert bare_title(title) == bare


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


def test_words_are_words_and_short_runs_of_symbols() -> None:
    assert words("fn f(x: &mut T)") == ["fn", "f", "(", "x", ":", "&", "mut", "T", ")"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Scheduler", ("scheduler",)),
        ("RwLockGuard", ("rwlockguard", "rw", "lock", "guard")),
        ("schedule_step", ("schedule_step", "schedule", "step")),
        ("HTTPServer2", ("httpserver2", "http", "server", "2")),
        ("0x7fff5fbff8c8a4", ()),
        ("a" * 41, ()),
        ("=>", ("=>",)),
        ("内存泄漏", ("内存", "存泄", "泄漏")),
        ("漏", ("漏",)),
        ("Ошибка", ("ошибка",)),
    ],
)
def test_word_is_found_by_itself_and_by_its_parts(word: str, found: tuple[str, ...]) -> None:
    assert forms(word) == found


def test_words_of_other_scripts_stay_whole() -> None:
    assert words("हिन्दी में лог_файл") == ["हिन्दी", "में", "лог_файл"]
    assert words("vLLM内存 メモリ") == ["vLLM", "内存", "メモリ"]


def test_wide_letters_are_the_same_words_as_narrow_ones() -> None:
    assert words("ＧＰＵ内存") == ["GPU", "内存"]


@pytest.mark.parametrize("form", ["crash", "crashes", "crashed", "crashing"])
def test_endings_do_not_tell_words_apart(form: str) -> None:
    assert token(form) == "crash"


@pytest.mark.parametrize("form", ["bus", "class", "gas", "u32", "内存", "foo_bars", "=>"])
def test_token_of_what_is_no_plain_word_loses_little(form: str) -> None:
    assert form.startswith(token(form))
    assert len(form) - len(token(form)) <= 1
