"""What every test of a screen has."""

import pytest

LOOK_SECONDS = 0.008
"""How often a pilot looks whether the app is idle; as often as the app paints."""

IDLE_SHARE = 0.05
"""Share of that time for which an idle app may compute: Textual's own."""


@pytest.fixture(autouse=True)
def _pilots_that_look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot look more often: each key waits for three looks."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", LOOK_SECONDS)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", LOOK_SECONDS * IDLE_SHARE)
