"""A set of numbers in a few bits behaves like a set."""

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.github.seen import SeenNumbers


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.integers(1, 40), st.integers(1, 2**53))))
def test_seen_numbers_agree_with_a_set(numbers: list[int]) -> None:
    seen, known = SeenNumbers(), set()
    for number in numbers:
        assert seen.add(number) is (number not in known)
        known.add(number)
