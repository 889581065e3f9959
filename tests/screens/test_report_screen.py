"""The report screen: words that are not lost, suggestions that are taken, doubts that are told."""

from screens.report_screen import ReportScreen
from screens.widgets.words_editor import WordsEditor
from tests.screens.desk import DeskApp
from tests.screens.waiting import until

SIZE = (120, 40)


def opened(app: DeskApp) -> ReportScreen:
    assert isinstance(app.screen, ReportScreen)
    return app.screen


async def test_words_are_saved_while_they_are_typed_and_the_preview_follows() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        opened(app).narrative.insert("Mine. ")
        await until(pilot, lambda: app.study.words == "Mine. # Narrative\n")
        await until(pilot, lambda: "Mine. # Narrative" in opened(app).preview.text)


async def test_leaving_saves_what_was_typed_in_the_last_moment() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        opened(app).narrative.insert("Last words. ")
        await pilot.press("escape")
        assert app.study.words == "Last words. # Narrative\n"


async def test_quitting_saves_and_is_held_up_once_when_that_fails() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        screen = opened(app)
        screen.narrative.insert("Words. ")
        app.study.refusal = "the disk is full"
        assert not screen.may_leave()
        assert screen.may_leave()
        app.study.refusal = ""
        assert screen.may_leave()
        assert app.study.words == "Words. # Narrative\n"


async def test_a_suggestion_is_taken_with_a_key_and_can_be_undone() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "# Report" in opened(app).preview.text)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen is not app.screen_stack[-2] and app.screen.is_modal)
        await pilot.press("down", "enter")
        taken = "# Narrative\n\n## Observations\n\n- **Label “x”**: 1 of 3 carries it.\n"
        await until(pilot, lambda: app.study.words == taken)
        opened(app).narrative.undo()
        await until(pilot, lambda: app.study.words == "# Narrative\n")


async def test_support_that_does_not_hold_is_told_beside_the_words() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        opened(app).narrative.insert("#9 ")
        await until(pilot, lambda: opened(app).doubts.display)
        assert "not in the sample" in str(opened(app).doubt_lines.render())
        opened(app).narrative.undo()
        await until(pilot, lambda: not opened(app).doubts.display)


async def test_words_written_elsewhere_are_taken_in() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        app.study.words = "# Narrative of another\n"
        await until(pilot, lambda: opened(app).narrative.text == "# Narrative of another\n")


async def test_what_is_pasted_cannot_steer_the_terminal() -> None:
    app = DeskApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        editor = app.screen.query_one(WordsEditor)
        editor.insert("\x1b[2J\u202e")
        assert editor.text == "␛[2J<U+202E># Narrative\n"
