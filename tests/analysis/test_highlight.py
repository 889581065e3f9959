import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.analysis.highlight import KeywordFinder, KeywordSpan, find
from triage.domain.codebook import Code


def code(identity: str, *keywords: str) -> Code:
    return Code(id=identity, label=identity, keywords=keywords)


@pytest.mark.parametrize(
    ("keyword", "text", "words"),
    [
        ("slow", "Slow, slower, too SLOW", ["Slow", "SLOW"]),
        (
            "kv cache",
            "KV-cache kv_cache kv\ncache kvcache kv  cached",
            ["KV-cache", "kv_cache", "kv\ncache"],
        ),
        ("kv-cache", "a KV cache", ["KV cache"]),
        ("c++", "C++ and c++.", ["C++", "c++"]),
        ("--flag", "use --flag=1, no-flag", ["--flag"]),
        ("GPU", "使用GPU加速 GPUs my_gpu", ["GPU", "gpu"]),
        ("显存", "显存不足", ["显存"]),
        ("straße", "Straße", ["Straße"]),
        ("->", "a -> b", ["->"]),
        ("   ", "any", []),
    ],
)
def test_keywords_are_found_as_whole_words(keyword: str, text: str, words: list[str]) -> None:
    spans = KeywordFinder([code("x", keyword)]).spans(text)
    assert [text[span.start : span.end] for span in spans] == words


def test_keywords_name_their_code_and_the_longest_wins() -> None:
    finder = KeywordFinder(
        [code("speed", "memory", "slow"), code("limit", "out of memory", "slow")]
    )
    assert finder.spans("slow, out of memory") == [
        KeywordSpan(0, 4, "speed"),
        KeywordSpan(6, 19, "limit"),
    ]


def test_keyword_has_its_code_in_every_case_of_its_letters() -> None:
    letters = [chr(point) for point in range(0x10000) if chr(point).isalpha()]
    cased = [letter for letter in letters if letter.lower() != letter.upper()]
    finder = KeywordFinder([code("x", *cased)])
    text = " ".join((*cased, *map(str.lower, cased), *map(str.upper, cased), "i ı İ K"))
    assert {span.code for span in finder.spans(text)} == {"x"}


def test_keywords_of_codes_without_any_find_nothing() -> None:
    assert KeywordFinder([code("x")]).spans("x") == []


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=6), max_size=5), st.text(max_size=40))
def test_keywords_of_any_kind_give_places_in_order_and_apart(
    keywords: list[str], text: str
) -> None:
    spans = KeywordFinder([code("x", *keywords)]).spans(text)
    places = [place for span in spans for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("ab", [(0, 2), (3, 5)]),
        ("AB ab", [(0, 5)]),
        (".", []),
        ("", []),
        ("  ", []),
        ("b", [(1, 2), (4, 5)]),
    ],
)
def test_find_gives_every_place_without_case(words: str, places: list[tuple[int, int]]) -> None:
    assert find("aB\nab", words) == places


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=10), st.text(max_size=10), st.text(max_size=10))
def test_find_finds_what_was_put_in(before: str, words: str, after: str) -> None:
    found = find(before + words + after, words)
    assert bool(found) == bool(words.strip())


@pytest.mark.parametrize("piece", ["a ", "a" + " " * 500, "_-", "a1 ", "é", "a b c d "])
def test_keywords_and_places_of_a_hostile_text_end(piece: str) -> None:
    finder = KeywordFinder([code("x", *(f"a{n} b" for n in range(100)), "a b c d e")])
    text = piece * (100_000 // len(piece))
    assert finder.spans(text) == []
    assert bool(find(text, "a b c")) == ("b" in piece)
