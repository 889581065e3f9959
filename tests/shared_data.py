"""Finds the real data that lies beside a checkout, where there is any."""

from pathlib import Path

import pytest


def shared(path: str) -> Path:
    """A file or folder below the sibling folder `shared`; skips the test when it is absent."""
    found = Path(__file__).resolve().parents[2] / "shared" / path
    if not found.exists():
        pytest.skip(f"no shared/{path} beside this checkout")
    return found
