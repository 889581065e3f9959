"""Reports of other makes: nothing is said of a correct one, and a planted fault is found."""

import pytest

from tests.report.other_makes import MAKES, Make, Plant
from triage.report.audit import audit


@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.name)
def test_a_correct_report_of_another_make_has_no_fault(make: Make) -> None:
    assert [fault.in_words(make.name) for fault in audit(make.text)] == []


@pytest.mark.parametrize(
    ("make", "plant"),
    [
        pytest.param(make, plant, id=f"{make.name}: {plant.new or plant.old}")
        for make in MAKES
        for plant in make.plants
    ],
)
def test_a_fault_planted_in_another_make_is_found(make: Make, plant: Plant) -> None:
    assert plant.old in make.text
    text = plant.new.join(make.text.rsplit(plant.old, 1))
    faults = audit(text)
    assert {fault.rule for fault in faults} == plant.rules
    assert plant.at in text.splitlines()[faults[0].line - 1]
