"""One gesture each, on the real screen."""

import pytest
from msgspec import structs
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from screens.widgets.reader import Reader
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, issue, sampled
from tests.screens.desk import DeskApp
from triage.domain.codebook import Code
from triage.domain.coding import Answer
from triage.domain.issue import SampledIssue

FIRST = "octo/cats#1"


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_a_digit_on_a_single_choice_saves_and_moves_on() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "2")
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("device",)
        assert app.desk.question.id == "RQ2"


async def test_six_keys_code_an_issue_and_open_the_next() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "2", "enter", "1", "2", "enter")
        coding = app.store.codings()[FIRST]
        assert coding.answers == {
            "RQ1": Answer(codes=("speed",)),
            "RQ2": Answer(codes=("gap",)),
            "RQ3": Answer(codes=("use-case", "cost")),
        }
        assert app.desk.issue == "octo/cats#2"


async def test_a_letter_can_be_the_key_of_a_code() -> None:
    codes = (*CODEBOOK.questions[0].codes, Code(id="odd", label="Odd", key="h"))
    question = structs.replace(CODEBOOK.questions[0], codes=codes)
    codebook = structs.replace(CODEBOOK, questions=(question, *CODEBOOK.questions[1:]))
    app = DeskApp()
    app.session.take_codebook(codebook)
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "h")
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("odd",)


async def test_keys_typed_ahead_are_taken_in_their_order() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        for key in ("1", "2", "enter", "1", "enter"):
            app.post_message(Key(key, key if len(key) == 1 else "\r"))
        await pilot.pause(0.2)
        answers = app.store.codings()[FIRST].answers
        assert answers["RQ2"] == Answer(codes=("gap",))
        assert answers["RQ3"] == Answer(codes=("use-case",))


async def test_enter_does_not_pass_an_open_single_choice() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "enter")
        assert (app.desk.issue, app.desk.question.id) == (FIRST, "RQ1")
        assert not app.store.history()


async def test_undo_returns_to_the_issue_of_the_change() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "n", "u")
        assert app.desk.issue == FIRST
        assert not app.store.codings()[FIRST].answers


async def test_a_failed_save_is_told_and_not_shown() -> None:
    store = MemoryStore()
    app = DeskApp(store=store)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        store.failing = True
        await press(pilot, "1")
        assert app.desk.question.id == "RQ1"
        assert "0 coded" in str(app.desk.summary_pane.render())
        await press(pilot, "2")
        (notice,) = app._notifications
        assert "NOT SAVED. the disk is full" in notice.message
        assert "NOT SAVED: the last key did not count" in str(app.desk.strip.render())
        store.failing = False
        await press(pilot, "1")
        assert "NOT SAVED" not in str(app.desk.strip.render())
        assert "1 coded" in str(app.desk.summary_pane.render())


async def test_what_the_store_notices_is_told_once() -> None:
    store = MemoryStore()
    app = DeskApp(store=store)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        store.notices.append("The clock of this computer went back")
        await press(pilot, "1", "2")
        (notice,) = app._notifications
        assert "clock" in notice.message


async def test_repeat_and_enter_code_an_issue_like_the_last_one() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "2", "enter", "1", "enter", "full_stop", "enter")
        codings = app.store.codings()
        assert codings["octo/cats#2"].answers == codings[FIRST].answers
        assert app.desk.issue == "octo/cats#3"


async def test_an_excluded_issue_brings_the_reserve_in() -> None:
    app = DeskApp(reserve=[SampledIssue(issue=issue(9))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "x", *"dogs", "enter")
        assert app.store.codings()[FIRST].marks.excluded == "dogs"
        assert app.desk.listed[-1] == "octo/cats#9"
        assert app.session.summary().in_scope == 3


async def test_selected_lines_become_evidence_of_a_code() -> None:
    body = "first line\nit is too slow\nthird line"
    app = DeskApp([SampledIssue(issue=issue(1, body=body))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "v", "j", "v", "1")
        answer = app.store.codings()[FIRST].answer("RQ1")
        assert answer.codes == ("speed",)
        assert [quote.text for quote in answer.quotes] == ["it is too slow"]


async def test_an_unknown_name_becomes_a_code_with_a_definition() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "c", *"Docs", "enter")
        await press(pilot, *"words", "enter")
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("docs",)
        assert app.study.codebook.questions[0].codes[-1].definition == "words"


async def test_the_picker_finds_a_code_by_its_definition() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "c", *"faster", "enter")
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("speed",)


async def test_skip_goes_on_and_is_no_code() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "s")
        assert app.desk.issue == "octo/cats#2"
        summary = app.session.summary()
        assert (summary.skipped, summary.questions[0].n) == (1, 0)


async def test_the_next_start_is_where_the_rater_was() -> None:
    store = MemoryStore()
    app = DeskApp(store=store)
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "n", "n")
        kept = app.study.kept
    again = DeskApp(store=store)
    again.study.kept = kept
    async with again.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        assert again.desk.issue == "octo/cats#3"


async def test_hostile_titles_are_letters() -> None:
    title = "[@click=app.bell]x[/] [/foo \x1b]0;owned\x07 [bold]"
    app = DeskApp([SampledIssue(issue=issue(1, title=title, labels=("[/red]",), body=title))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "u", "m", "escape")
        screenshot = app.export_screenshot()
        assert "\x1b" not in screenshot
        assert "[@click=app.bell]x[/]" in screenshot.replace("&#160;", " ")


async def test_evidence_tells_what_changed_since_it_was_read() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="old words"))])
    app.study.newer[FIRST] = SampledIssue(issue=issue(1, body="new words", labels=("stale",)))
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "e")
        facts = str(app.screen.query_one("#facts", Static).render())
        assert "Since it was read: body edited" in facts
        assert "+ new words" in facts
        assert "- old words" in facts


async def test_a_refresh_brings_newer_copies_while_coding_goes_on() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, title="old"))])
    app.study.newer[FIRST] = SampledIssue(issue=issue(1, title="new"))
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "R", "1")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.desk.title_of(FIRST) == "new"
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("speed",)


async def test_the_narrative_is_saved_and_shown_in_the_report() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "r", *"Mostly")
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert app.study.words == "Mostly# Narrative\n"
        assert app.screen is app.desk


async def test_the_list_follows_the_filter() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "slash", *"coded:partly", "enter")
        assert app.desk.listed == [FIRST]
        await press(pilot, "F", "enter", *"begun", "enter")
        assert app.study.kept_filters == {"begun": "coded:partly"}


async def test_a_filter_that_cannot_be_read_changes_nothing() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "slash", *"coded:perhaps")
        assert len(app.desk.listed) == 3
        assert "↑" in str(app.desk.issue_list.border_subtitle)


async def test_words_are_found_in_the_text() -> None:
    body = "\n".join(["line"] * 80 + ["a needle here"])
    app = DeskApp([SampledIssue(issue=issue(1, body=body))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "l", *"needle", "enter")
        reader = app.desk.query_one(Reader)
        assert reader.is_searching
        assert reader.scroll_offset.y > 0


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45), (200, 60)])
async def test_the_active_question_is_seen_at_every_size(size: tuple[int, int]) -> None:
    app = DeskApp(sampled(3, body="text"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        panel = app.desk.questionnaire
        lines = "\n".join(panel.render_line(y).text for y in range(panel.size.height))
        assert "1 ○ Speed" in lines
        assert "It should be faster." in lines
        assert panel.size.width >= 30
        assert app.desk.reader.size.height >= 5
