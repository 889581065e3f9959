"""What every test run has."""

import gc

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let Python look for garbage among what tests make, not among all modules every time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
