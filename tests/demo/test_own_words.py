"""No sentence of the real issues, nor of the report that the demo retells, is shipped."""

import re
from pathlib import Path

import msgspec

import triage.demo
import triage.presets
from tests.shared_data import shared
from triage.demo import RATERS, demo_codings, demo_consensus, demo_issues
from triage.presets import preset_names, preset_text

RUN = 8
"""Words in a row that nobody writes twice by chance."""


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def own_texts() -> list[str]:
    codings = [coding for rater in RATERS for coding in demo_codings(rater).values()]
    memos = [answer.memo for coding in codings for answer in coding.answers.values()]
    comments = [
        line
        for package in (triage.demo, triage.presets)
        for file in Path(package.__path__[0]).glob("*.toml")
        for line in file.read_text("utf-8").splitlines()
    ]
    return [
        *memos,
        *comments,
        *(text for each in demo_consensus() for text in (each.remark, each.answer.memo)),
        *(sampled.gist for sampled in demo_issues()),
        *(preset_text(name) for name in preset_names()),
    ]


def test_runs_of_words_are_found_whatever_their_punctuation() -> None:
    assert runs("One two, three: four five six 'seven' EIGHT") == {
        ("one", "two", "three", "four", "five", "six", "seven", "eight")
    }


def test_no_text_of_the_issues_is_shipped() -> None:
    rows = shared("data/vllm/issues.jsonl").read_text("utf-8").splitlines()
    theirs = set().union(*(runs(msgspec.json.decode(row)["body"] or "") for row in rows))

    assert not [run for text in own_texts() for run in runs(text) & theirs]


def test_no_description_of_the_comments_is_shipped() -> None:
    rows = shared("data/vllm/comments.jsonl").read_text("utf-8").splitlines()
    theirs = set().union(
        *(runs(msgspec.json.decode(row)["_seen"]["gist_in_our_words"]) for row in rows)
    )

    assert not [run for text in own_texts() for run in runs(text) & theirs]


def test_no_text_of_the_report_is_shipped() -> None:
    theirs = runs(shared("seed/feature-request.md").read_text("utf-8"))

    assert not [run for text in own_texts() for run in runs(text) & theirs]
