"""One gesture each, on the real screen."""

import pytest
from msgspec import structs
from textual.pilot import Pilot
from textual.widgets import Static

from screens.open_dialog import OpenDialog
from screens.session import READ_AGAIN
from screens.standing import LEGEND
from screens.widgets.reader import Reader
from tests.memory_store import MemoryStore
from tests.samples import CODEBOOK, issue, sampled
from tests.screens.desk import DeskApp
from tests.screens.waiting import finish
from triage.domain.changes import changes_between
from triage.domain.codebook import Code
from triage.domain.coding import Answer, Marks
from triage.domain.filter_words import WORDS
from triage.domain.issue import SampledIssue

FIRST = "octo/cats#1"


def shown_text(app: DeskApp, selector: str) -> str:
    return str(app.desk.query_one(selector, Static).render())


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


@pytest.mark.parametrize("following", ["n", "1", "f", "tab", "escape"])
async def test_what_a_key_told_ends_with_the_next_issue_or_change(following: str) -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "minus")
        assert "Confidence" in str(app.desk.strip.render())
        await press(pilot, following)
        assert "Confidence" not in str(app.desk.strip.render())


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
        assert "RQ1 · 0 coded" in app.desk.summary_pane.render_line(0).text
        await press(pilot, "2")
        (notice,) = app._notifications
        assert "NOT SAVED. the disk is full" in notice.message
        assert "NOT SAVED: the last key did not count" in str(app.desk.strip.render())
        store.failing = False
        await press(pilot, "1")
        assert "NOT SAVED" not in str(app.desk.strip.render())
        assert "RQ1 · 1 coded" in app.desk.summary_pane.render_line(0).text


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


async def test_an_issue_that_is_taken_back_sends_a_coded_one_to_the_reserve() -> None:
    app = DeskApp(reserve=[SampledIssue(issue=issue(9))])
    async with app.run_test(size=(140, 45)) as pilot:
        app.session.mark(FIRST, Marks(excluded="dogs"))
        app.session.choose("octo/cats#9", CODEBOOK.questions[0], "speed")
        app.desk.relist()
        app.desk.open_issue(app.desk.listed.index(FIRST))
        await press(pilot, "x")
        told = str(app.desk.strip.render())
        assert "#9 goes back to the reserve; its codes are kept, but do not count now" in told


async def test_a_digit_without_a_code_is_told() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "0")
        assert "No code of RQ1 has the key 0" in str(app.desk.strip.render())


async def test_what_is_no_web_address_is_not_offered_to_the_browser() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)):
        await app.push_screen(OpenDialog("javascript:alert(1)"))
        assert "Enter" not in str(app.screen.query_one(".hint").render())


async def test_the_end_of_the_sample_tells_what_is_next() -> None:
    app = DeskApp(sampled(1))
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "2", "enter", "1", "enter")
        assert "r shows the report, then `triage seal`" in str(app.desk.strip.render())


async def test_selected_lines_become_evidence_of_a_code() -> None:
    body = "first line\nit is too slow\nthird line"
    app = DeskApp([SampledIssue(issue=issue(1, body=body))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "v", "j", "v", "1")
        answer = app.store.codings()[FIRST].answer("RQ1")
        assert answer.codes == ("speed",)
        assert [quote.text for quote in answer.quotes] == ["it is too slow"]


async def test_a_quote_that_goes_with_its_code_is_told_and_told_again_by_undo() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="it is too slow"))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "v", "1", "v", "2")
        told = str(app.desk.strip.render())
        assert "Gone with its code: quote of Speed; u brings it back · Quoted for" in told
        await press(pilot, "u")
        told = str(app.desk.strip.render())
        assert "Speed → Device, quote of Speed removed, quote of Device added" in told


async def test_a_code_of_an_excluded_issue_is_said_not_to_count() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "x", *"dogs", "enter", "p", "1")
        assert "#1 is excluded, its codes do not count" in str(app.desk.strip.render())


async def test_lines_are_only_quoted_where_they_are_seen() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="it is too slow"))])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w", "v")
        assert app.desk.reader.region
        assert app.desk.reader.is_selecting


async def test_an_answer_brings_back_the_questions_in_a_small_window() -> None:
    app = DeskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w", "w")
        assert not app.desk.questionnaire.region
        await press(pilot, "1")
        assert app.desk.questionnaire.region


async def test_a_selection_stays_at_its_words_when_rows_break_elsewhere() -> None:
    body = "\n".join(["a long line " * 20, "it is too slow", "third line"])
    app = DeskApp([SampledIssue(issue=issue(1, body=body))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "v", "j", "v")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "1")
        answer = app.store.codings()[FIRST].answer("RQ1")
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


async def evidence_of(app: DeskApp, pilot: Pilot[None]) -> str:
    await press(pilot, "e")
    await app.workers.wait_for_complete()
    await pilot.pause()
    reader = app.screen.query_one(Reader)
    return "\n".join(reader.render_line(y).text for y in range(reader.size.height))


async def test_evidence_tells_what_changed_since_it_was_read() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="old words"))])
    app.study.newer[FIRST] = SampledIssue(issue=issue(1, body="new words", labels=("stale",)))
    async with app.run_test(size=(140, 45)) as pilot:
        shown = await evidence_of(app, pilot)
        assert "Δ Since it was read: body edited" in shown
        assert "+ new words" in shown
        assert "- old words" in shown


async def test_evidence_that_is_closed_at_once_is_closed() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, body="words"))])
    async with app.run_test(size=(140, 45)) as pilot:
        app.desk.action_show_evidence()
        app.screen.dismiss(False)
        await pilot.pause()
        assert app.screen is app.desk


async def test_list_marks_what_changed_since_it_was_coded_until_that_was_read() -> None:
    old = SampledIssue(issue=issue(1, body="old words"))
    new = SampledIssue(issue=issue(1, body="new words", state="closed"))
    app = DeskApp([new, SampledIssue(issue=issue(2))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "p")
        app.study.read[FIRST], app.study.newer[FIRST] = old, new
        app.desk.look_for_changes()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "◐Δ1      closed, body · Cat 1" in app.desk.issue_list.render_line(0).text
        assert "Δ" not in app.desk.issue_list.render_line(1).text
        assert "Δ 1 changed" in str(app.desk.issue_list.border_title)
        assert "Δ Since it was coded: closed; body" in await evidence_of(app, pilot)
        app.study.read[FIRST] = new
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.store.history()[-1].reason == READ_AGAIN
        assert app.desk.news_of(FIRST) == ""


async def test_help_explains_every_mark_of_the_list() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "question_mark")
        told = str(app.screen.query_one(Static).render())
        assert all(glyph in told and meaning in told for glyph, meaning in LEGEND.items())


async def test_filter_finds_what_changed_since_it_was_coded() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1")
        changed = changes_between(*(SampledIssue(issue=issue(1, title=text)) for text in "ab"))
        app.desk.take_changes({FIRST: changed})
        await press(pilot, "slash", *"changed:yes", "enter")
        assert app.desk.listed == [FIRST]


async def test_a_refresh_brings_newer_copies_while_coding_goes_on() -> None:
    app = DeskApp([SampledIssue(issue=issue(1, title="old"))])
    app.study.newer[FIRST] = SampledIssue(issue=issue(1, title="new"))
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "R", "1")
        await finish(app.workers)
        await pilot.pause()
        assert app.desk.title_of(FIRST) == "new"
        assert app.store.codings()[FIRST].answer("RQ1").codes == ("speed",)


async def test_the_narrative_is_saved_and_shown_in_the_report() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "r", *"Mostly")
        await pilot.press("escape")
        await finish(app.workers)
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
        trouble = shown_text(app, "#filter-trouble")
        assert trouble == "↑ behind “coded:”: coded: takes yes, no, partly"
        await press(pilot, "enter")
        assert app.desk.filter_field().has_focus
        await press(pilot, "escape")
        assert not app.desk.filter_field().display


async def test_a_filter_and_what_it_leaves_are_seen_in_a_small_window() -> None:
    app = DeskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"number:2")
        assert app.desk.filter_field().region
        assert app.desk.issue_list.region
        await press(pilot, "enter")
        assert app.desk.reader.region
        assert "Filter: 1 of 3 · number:2" in str(app.desk.strip.render())


async def test_a_filter_that_fits_no_issue_is_not_taken_for_that_of_the_list() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "slash", *"number:2 zebra")
        assert "No issue" in shown_text(app, "#filter-trouble")
        await press(pilot, "escape")
        assert app.desk.filter_field().value == app.desk.filter_text == "number:2"


async def test_the_field_of_the_filter_tells_its_keys_and_words() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "slash")
        assert "Enter Use it  Esc Leave" in str(app.desk.key_hints.render())
        await press(pilot, "f1")
        told = str(app.screen.query_one(Static).render())
        assert all(f"{word}:" in told for word in WORDS)
        await press(pilot, "escape", "escape")
        assert "Undo" in str(app.desk.key_hints.render())


async def test_words_are_found_in_the_text() -> None:
    body = "\n".join(["line"] * 80 + ["a needle here"])
    app = DeskApp([SampledIssue(issue=issue(1, body=body))])
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "l", *"needle", "enter")
        reader = app.desk.query_one(Reader)
        assert reader.is_searching
        assert reader.scroll_offset.y > 0


@pytest.mark.parametrize("key", ["m", "x", "c", "g", "o"])
async def test_a_dialog_keeps_the_keys_that_lead_out_in_a_tiny_window(key: str) -> None:
    app = DeskApp(sampled(3, body="text"))
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.desk.reader.size.height >= 2
        await press(pilot, key)
        hints = app.screen.query_one(".hint")
        assert app.screen.region.contains_region(hints.region)
        assert hints.region.height == 1
        assert "Enter" in str(hints.render())
        assert "Esc" in str(hints.render())


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


async def test_letters_of_keywords_cut_no_text_off() -> None:
    codes = (Code(id="speed", label="Speed", key="1", keywords=("cache",)),)
    question = structs.replace(CODEBOOK.questions[0], codes=codes)
    codebook = structs.replace(CODEBOOK, questions=(question,))
    app = DeskApp([SampledIssue(issue=issue(1, body="cache " * 200))])
    app.session.take_codebook(codebook)
    async with app.run_test(size=(140, 45)):
        rows = [app.desk.reader.render_line(y).text for y in range(20)]
        shown = "".join(row for row in rows if "cache" in row)
        assert shown.count("cach") == shown.count("cache")


async def test_keywords_are_not_marked_inside_addresses() -> None:
    codes = (Code(id="speed", label="Speed", key="1", keywords=("cache",)),)
    question = structs.replace(CODEBOOK.questions[0], codes=codes)
    codebook = structs.replace(CODEBOOK, questions=(question,))
    app = DeskApp([SampledIssue(issue=issue(1, body="a cache at https://example.org/cache/x"))])
    app.session.take_codebook(codebook)
    async with app.run_test(size=(140, 45)):
        shown = "".join(app.desk.reader.render_line(y).text for y in range(20))
        assert "a cache¹ at https://example.org/cache/x" in shown


async def test_what_a_filter_leaves_is_what_is_read() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "slash", *"number:2", "escape")
        assert app.desk.reader.border_title == "#2"
        await press(pilot, "f")
        assert app.desk.listed == ["octo/cats#2"]


async def test_undo_goes_to_an_issue_that_the_filter_hides() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 45)) as pilot:
        await press(pilot, "1", "slash", *"number:2", "enter", "u")
        assert app.desk.issue == FIRST
        assert len(app.desk.listed) == 3
