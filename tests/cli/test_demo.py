"""The demo's workspace holds the comparison and the consensus of its two readings."""

import json

import pytest

from store.workspace import Workspace
from tests.cli.workspaces import run
from triage.analysis.consensus import decisions
from triage.cli.demo import make_demo
from triage.demo import RATERS, demo_consensus
from triage.sample_raters import SampleRaters


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_demo(tmp_path_factory.mktemp("demo") / "study")


def test_the_readings_are_sealed_and_said_not_to_be_blind(demo: Workspace) -> None:
    compared = json.loads(run(demo.folder, "compare", "--json", "--resamples", "0").stdout)
    assert compared["comparison"]["raters"] == list(RATERS)
    assert (compared["is_sealed"], compared["was_blind"]) == (True, False)
    assert compared["comparison"]["disputes"]


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
