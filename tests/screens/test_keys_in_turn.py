"""Keys that come in a burst, as over a slow line, do what they would do one by one."""

import pytest
from textual.events import Key
from textual.pilot import Pilot

from tests.screens.desk import DeskApp
from triage.domain.coding import Answer

NAMED = {"\r": "enter", " ": "space", "\x1b": "escape", "/": "slash", ".": "full_stop"}


async def burst(app: DeskApp, pilot: Pilot[None], typed: str) -> None:
    for character in typed:
        app.post_message(Key(NAMED.get(character, character), character))
    await pilot.pause()
    while app.has_keys_ahead:
        await pilot.pause(0.01)
    await pilot.pause()


@pytest.mark.parametrize("typed", ["g2\r2", "/number:2\r2", "/number:2\x1b2", "n2", "m\x1bn2"])
async def test_a_code_goes_to_the_issue_that_was_asked_for(typed: str) -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await burst(app, pilot, typed)
        codings = app.store.codings()
        assert list(codings) == ["octo/cats#2"]
        assert codings["octo/cats#2"].answer("RQ1").codes == ("device",)


async def test_codes_typed_ahead_are_taken_in_their_order() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await burst(app, pilot, "12\r1\r")
        answers = app.store.codings()["octo/cats#1"].answers
        assert answers["RQ2"] == Answer(codes=("gap",))
        assert answers["RQ3"] == Answer(codes=("use-case",))


async def test_a_memo_typed_ahead_is_whole() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await burst(app, pilot, "mcats want it\rn1")
        assert app.store.codings()["octo/cats#1"].answer("RQ1").memo == "cats want it"
        assert app.store.codings()["octo/cats#2"].answer("RQ1").codes == ("speed",)
