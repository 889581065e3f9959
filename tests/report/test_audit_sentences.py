"""Single sentences in a correct report: which are claims, and which of them are wrong."""

import pytest

from triage.report.audit import audit

FINDINGS = "".join(
    f"### Finding {place}: {label} ({share})\n\n"
    + "".join(f"- #{number}: words\n" for number in numbers)
    + "\n"
    for place, label, share, numbers in (
        (1, "Speed", "40%", range(1, 5)),
        (2, "Memory", "30%", range(5, 8)),
        (3, "Devices", "30%", range(8, 11)),
    )
)
HEAD = "# Cache requests\n\nWe read 10 sampled issues.\n\n## RQ1: Which types are there?\n\n"


def rules(sentence: str, point: str = "") -> set[str]:
    """The rules that a report breaks by a sentence in its summary, or by a recommendation."""
    points = f"## Recommendations\n\n1. {point}\n" if point else ""
    return {fault.rule for fault in audit(f"{HEAD}{sentence}\n\n{FINDINGS}{points}")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Throughput rises by 40% and latency falls by half; 3 of 4 GPUs sit idle.",
        "Two thirds of users run CUDA 12; a coverage of 85% is needed.",
        "About 70% are about speed or memory, the remaining 30% about devices.",
        "A third of the issues are about memory, with 95% CI 11–60%.",
        "Speed: 40%; Memory: 30%; Devices: 30%.",
        "Many ask for a todo list, as in “TODO: sort”.",
    ],
)
def test_a_true_sentence_breaks_no_rule(sentence: str) -> None:
    assert rules(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("More than half of the issues are about speed.", "summary"),
        ("Sixty percent of the issues are about speed.", "summary"),
        ("One in ten issues is about devices.", "summary"),
        ("Speed: 40%; Memory: 30%; Devices: 40%.", "summary"),
        ("Speed (40%), memory (40%) and devices (30%) were seen.", "summary"),
        ("22% are about speed.", "attainable"),
        ("XX of YY issues are open.", "unfinished"),
        ("todo: add figures", "unfinished"),
        ("[Your text here]", "unfinished"),
    ],
)
def test_a_wrong_sentence_breaks_its_rule(sentence: str, rule: str) -> None:
    assert rule in rules(sentence)


@pytest.mark.parametrize(
    ("support", "is_wrong"),
    [
        ("40% speed", False),
        ("30% speed", True),
        ("RQ1, Finding 2", False),
        ("RQ9", True),
        ("RQ1, Finding 7", True),
    ],
)
def test_what_a_recommendation_rests_on_is_there(support: str, is_wrong: bool) -> None:
    found = rules("Types differ.", f"**Measure**: time the loop (supported by {support})")
    assert ("support" in found) is is_wrong


def test_the_size_of_the_sample_follows_from_the_lists_when_nothing_states_it() -> None:
    text = HEAD.replace("We read 10 sampled issues.", "") + FINDINGS
    assert audit(text) == []
    (fault,) = [
        each for each in audit(text.replace("- #4: words\n", "")) if each.rule == "short-list"
    ]
    assert "40% is 4 of 10 issues, 3 are listed" in f"{fault.claimed}, {fault.found}"
