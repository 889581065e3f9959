"""Which stretches of a page are web addresses, also where one is broken between rows."""

import pytest

from screens.addresses import address_spans
from screens.page import lay_out
from tests.samples import NOON, issue
from triage.domain.issue import SampledIssue

LONG = "https://example.org/" + "cache-" * 12


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("see https://example.org/cache for a cache", ["https://example.org/cache"]),
        ("no address, but a cache", []),
        (f"{LONG}end cache", [LONG[:40], LONG[40:80], f"{LONG[80:]}end"]),
        ("a line that fills its row to the very en\nwww.example.org", ["www.example.org"]),
    ],
)
def test_addresses_are_found_row_by_row(body: str, addresses: list[str]) -> None:
    page = lay_out(SampledIssue(issue=issue(1, title="t", body=body)), 40, NOON)
    found = [
        page.rows[place].text[start:end]
        for place, row in enumerate(page.rows)
        if row.source
        for start, end in address_spans(page, place)
    ]
    assert found == addresses
