"""The screen that settles: a digit and a reason, letters until then, undo."""

from textual.pilot import Pilot

from screens.compare.adjudicate_screen import AdjudicateScreen
from screens.compare.adjudication import Adjudication
from tests.screens.comparing import ISSUES, MadeUpRaters, RatersApp
from tests.screens.waiting import finish
from triage.analysis.consensus import decisions
from triage.analysis.verdict_consensus import pair_part
from triage.domain.coding import MARKS, Answer, Coding, Likeness, Marks
from triage.domain.decision import AGREED, Cause

SIZE = (140, 45)


async def settling(pilot: Pilot[None]) -> tuple[AdjudicateScreen, Adjudication]:
    """The screen once it knows what is in dispute."""
    await finish(pilot.app.workers)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, AdjudicateScreen)
    assert screen.sitting is not None
    return screen, screen.sitting


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_what_agrees_fills_in_before_anything_is_asked() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        _, sitting = await settling(pilot)
        assert {change.issue for change in source.store.history()} == {ISSUES[0], ISSUES[3]}
        assert {change.reason for change in source.store.history()} == {AGREED}
        assert [issue for issue, _ in sitting.queue] == [ISSUES[1], ISSUES[2]]


async def test_a_digit_and_a_reason_settle_and_go_on() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        screen, sitting = await settling(pilot)
        first = sitting.raters(sitting.queue[0])[0]
        await press(pilot, "1", "s")
        made = sitting.decision(sitting.queue[0])
        assert made is not None
        assert (made.by, made.taken, made.cause) == ("ada", first, Cause.SLIP)
        taken = source.codings[first][ISSUES[1]].answer("RQ1")
        assert source.store.codings()[ISSUES[1]].answer("RQ1") == taken
        assert screen.place == sitting.queue[1]


async def test_raters_are_letters_until_it_is_settled() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        screen, _ = await settling(pilot)
        assert "1 A" in str(screen.answers.render())
        await press(pilot, "1", "j", "p")
        assert "(A)" in str(screen.answers.render())


async def test_escape_from_the_reasons_settles_nothing() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        await settling(pilot)
        await press(pilot, "1", "escape")
        assert decisions(source.store.history()) == {}


async def test_another_code_can_hold() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        _, sitting = await settling(pilot)
        await press(pilot, "c", *"interface", "enter", "t")
        assert source.store.codings()[ISSUES[1]].answer("RQ1").codes == ("api",)
        made = sitting.decision(sitting.queue[0])
        assert made is not None
        assert (made.taken, made.cause) == ("", Cause.AMBIGUOUS_TEXT)


async def test_it_can_be_settled_that_none_applies() -> None:
    source = MadeUpRaters()
    for rater, code in (("ada", "scale"), ("bob", "gap")):
        said = Coding(issue=ISSUES[0], answers={"RQ2": Answer(codes=(code,))})
        source.codings[rater] = {ISSUES[0]: said}
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        await settling(pilot)
        await press(pilot, "enter", "j")
        assert source.store.codings()[ISSUES[0]].answer("RQ2") == Answer(none_apply=True)


async def test_a_gap_and_a_remark_go_with_the_decision() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        _, sitting = await settling(pilot)
        await press(pilot, "g", "m", *"why", "enter")
        await press(pilot, "2", "g")
        made = sitting.decision(sitting.queue[0])
        assert made is not None
        assert (made.gap, made.remark, made.cause) == (True, "why", Cause.CODEBOOK_GAP)


async def test_undo_takes_back_decisions_and_nothing_that_agrees() -> None:
    source = MadeUpRaters()
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        screen, sitting = await settling(pilot)
        await press(pilot, "1", "s", "u")
        assert sitting.decision(sitting.queue[0]) is None
        assert screen.place == sitting.queue[0]
        changes = len(source.store.history())
        await press(pilot, "u")
        assert len(source.store.history()) == changes


async def test_an_issue_that_one_excluded_is_settled_as_a_whole() -> None:
    source = MadeUpRaters()
    source.exclude("bob", ISSUES[0])
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        _, sitting = await settling(pilot)
        place = (ISSUES[0], MARKS)
        assert sitting.queue[0] == place
        ada = sitting.raters(place).index("ada") + 1
        await press(pilot, str(ada), "j")
        coding = source.store.codings()[ISSUES[0]]
        assert coding.marks == Marks()
        assert coding.answer("RQ1").codes == ("speed",)


async def test_a_failed_save_is_told_and_nothing_is_settled() -> None:
    source = MadeUpRaters()
    app = RatersApp(source, settle=True)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        _, sitting = await settling(pilot)
        source.store.failing = True
        await press(pilot, "1", "s")
        assert sitting.decision(sitting.queue[0]) is None
        assert any("NOT SAVED" in notice.message for notice in app._notifications)


async def test_a_consensus_that_somebody_else_writes_is_told() -> None:
    source = MadeUpRaters()
    source.is_busy = True
    app = RatersApp(source, settle=True)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await finish(pilot.app.workers)
        await pilot.pause()
        assert app.screen is not app.shown
        assert any("bob has the consensus" in notice.message for notice in app._notifications)


async def test_a_disputed_pair_is_settled_like_an_answer() -> None:
    source = MadeUpRaters()
    source.codings = {"ada": {}, "bob": {}}
    source.judge("ada", ISSUES[0], 2, Likeness.SAME)
    source.judge("bob", ISSUES[1], 1, Likeness.DIFFERENT)
    source.judge("ada", ISSUES[0], 9, Likeness.SAME)
    source.judge("bob", ISSUES[0], 9, Likeness.SAME)
    async with RatersApp(source, settle=True).run_test(size=SIZE) as pilot:
        screen, sitting = await settling(pilot)
        assert sitting.queue == ((ISSUES[0], pair_part(2)),)
        assert "a duplicate of #2" in str(screen.answers.render())
        await press(pilot, "d")
        assert screen.reader.border_title == "#2"
        await press(pilot, "c", *"related", "enter", "s")
        verdicts = source.store.codings()[ISSUES[0]].verdicts
        assert verdicts.pairs == {2: Likeness.RELATED, 9: Likeness.SAME}
        taken = sitting.raters(sitting.queue[0]).index("bob") + 1
        await press(pilot, str(taken), "s", "g")
        made = sitting.decision(sitting.queue[0])
        assert made is not None
        assert (made.taken, made.gap, made.other) == ("bob", True, 2)
        assert source.store.codings()[ISSUES[0]].verdicts.pairs[2] is Likeness.DIFFERENT
        await press(pilot, "u", "u", "u")
        assert source.store.codings()[ISSUES[0]].verdicts.pairs == {9: Likeness.SAME}
        assert sitting.unsettled == [sitting.queue[0]]
