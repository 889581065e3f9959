"""The demo's workspace holds the comparison and the consensus of its two readings."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from store.workspace import Workspace
from tests.cli import command_line
from tests.cli.workspaces import make_workspace, run
from triage.analysis.consensus import decisions
from triage.analysis.figures import coefficient_range, coefficient_value
from triage.cli.compare import ComparedSample
from triage.cli.demo import make_demo
from triage.demo import RATERS, demo_consensus
from triage.sample_raters import SampleRaters


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_demo(tmp_path_factory.mktemp("demo") / "study")


@pytest.fixture(scope="module")
def compared(demo: Workspace) -> ComparedSample:
    text = run(demo.folder, "compare", "--json").stdout
    return msgspec.json.decode(text, type=ComparedSample)


def test_the_readings_are_a_blind_round_that_both_sealed(compared: ComparedSample) -> None:
    assert compared.comparison.raters == RATERS
    assert (compared.is_sealed, compared.was_blind) == (True, True)
    assert compared.comparison.disputes


def test_the_page_about_the_demo_states_what_the_demo_shows(compared: ComparedSample) -> None:
    page = " ".join((Path(__file__).parents[2] / "docs/codebook.md").read_text("utf-8").split())
    kind, problem, ending, information = (each.leading for each in compared.comparison.questions)
    for leading in (kind, ending):
        interval = leading.interval
        assert interval
        value = coefficient_value(leading.figure.value)
        assert f"{value} {coefficient_range(interval.low, interval.high)}" in page
    values = (coefficient_value(each.figure.value) for each in (problem, information))
    assert f"alpha is {' and '.join(values)}," in page

    settled = demo_consensus()
    taken = Counter(settlement.taken for settlement in settled)
    gaps = sum(settlement.gap for settlement in settled)
    assert (
        f"settled the {len(settled)} answers that differ. For {taken['second']} the second reading "
        f"holds, for {taken['original']} the first, for {taken['']} neither; {gaps} show a gap"
    ) in page


def test_every_settlement_is_a_decision_of_the_consensus(demo: Workspace) -> None:
    with demo.consensus("main") as store:
        made = decisions(store.history())
    assert len(made) == len(demo_consensus())
    assert sum(decision.gap for decision in made.values()) == sum(
        settlement.gap for settlement in demo_consensus()
    )


def test_the_consensus_lacks_nothing_that_both_answered(demo: Workspace) -> None:
    sample = SampleRaters(demo, demo.manifest(), demo.codebook())
    codings = sample.codings(RATERS, RATERS[0])
    with demo.consensus("main") as store:
        held = dict(store.codings())
    for issue in sample.keys:
        for question in demo.codebook():
            both = all(codings[rater][issue].answer(question.id).is_given for rater in RATERS)
            assert held[issue].answer(question.id).is_given == both


def test_a_study_that_is_not_the_demo_is_refused_and_keeps_its_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(tmp_path / "study").folder
    (folder / "report.md").write_text("mine")
    ended = command_line.run(capsys, "demo", folder)
    assert ended.code == 2
    assert "name another folder" in ended.err
    assert (folder / "report.md").read_text() == "mine"


def test_the_demo_made_again_keeps_a_report_that_was_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    first = command_line.run(capsys, "demo", folder)
    again = command_line.run(capsys, "demo", folder)
    assert (first.code, again.code) == (0, 0)
    assert "Wrote" in first.out
    assert "written already" in again.out
    (folder / "report.md").write_text("mine")
    kept = command_line.run(capsys, "demo", folder)
    assert "--force" in kept.out
    assert (folder / "report.md").read_text() == "mine"
