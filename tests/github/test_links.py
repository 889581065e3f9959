"""The next page is found in every form that RFC 8288 allows, and taken as it is."""

import pytest

from triage.github.links import next_page

HERE = "https://api.example/repos/octo/hub/issues?page=1"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://a/x?after=Y3V%2B&page=2>; rel="next"', "https://a/x?after=Y3V%2B&page=2"),
        ('<https://a/p>; rel="prev", <https://a/n>; rel="next"', "https://a/n"),
        ('<https://a/n,m?labels=a,b>; rel="next", <https://a/l>; rel="last"',
         "https://a/n,m?labels=a,b"),
        ("<https://a/n>;rel=next", "https://a/n"),
        ('<https://a/n>; REL="Next"', "https://a/n"),
        ('<https://a/n>; rel="last next"', "https://a/n"),
        ('<https://a/n>; title="a, <b>; rel=prev"; rel="next"', "https://a/n"),
        ("</repositories/7/issues?after=z>; rel=next", "https://api.example/repositories/7/issues?after=z"),
        ('<http://[::1>; rel="next"', "http://[::1"),
        ('<https://a/n>; rel="nextish"', None),
        ('<https://a/n>; rel="prev"', None),
        ("nonsense; rel=next", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_next_page_is_read_from_the_header(header: str | None, expected: str | None) -> None:
    assert next_page(header, HERE) == expected
