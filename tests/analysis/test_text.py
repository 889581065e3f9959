"""What is kept of a title, and the tokens that a text becomes."""

import pytest

from triage.analysis.text import bare_title, forms, token, words


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("[Bug]: crash on start", "crash on start"),
        ("[Bug][Kernel] crash", "crash"),
        ("[RFC]", "[RFC]"),
        ("", ""),
        ("Array[int] is slow", "Array[int] is slow"),
        ("【Bug】启动时崩溃", "启动时崩溃"),
        ("Feature request: a dark theme", "a dark theme"),
        ("🐛 BUG: [core] crash", "crash"),
        ("fix(parser)!: stop at the end", "stop at the end"),
        ("rustdoc: links are broken", "rustdoc: links are broken"),
        ("ValueError: bad shape", "ValueError: bad shape"),
        ("Question:", "Question:"),
    ],
)
def test_title_loses_its_tags_unless_nothing_else_is_left(title: str, bare: str) -> None:
    assert bare_title(title) == bare


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
