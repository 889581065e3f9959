from screens.page import lay_out
from screens.page_search import places
from tests.samples import NOON, issue
from triage.domain.issue import SampledIssue


def found(body: str, words: str, width: int = 20) -> list[str]:
    page = lay_out(SampledIssue(issue=issue(1, title="t", body=body)), width, NOON)
    return [
        "|".join(page.rows[part.row].text[part.start : part.end] for part in place)
        for place in places(page, words)
    ]


def test_words_are_found_without_regard_to_case() -> None:
    assert found("KV cache and kv CACHE", "kv cache", 60) == ["KV cache", "kv CACHE"]


def test_words_are_found_over_the_end_of_a_row() -> None:
    assert found("x" * 14 + " paged attention", "paged attention") == ["paged|attention"]


def test_signs_are_no_pattern() -> None:
    assert found("a+b (c)", "+b (") == ["+b ("]
    assert found("abc", "") == []
