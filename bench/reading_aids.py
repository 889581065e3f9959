"""What the aids of the reader and the strip cost: folds, keywords, search, pace.

The baseline is `visible` over the same text, which every text pays on its way to the screen. Run
as `python -m bench.reading_aids`.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from triage.analysis.boilerplate import boilerplate
from triage.analysis.highlight import KeywordFinder, find
from triage.analysis.pace import Pace
from triage.domain.codebook import Code, Codebook, Kind, Question
from triage.domain.coding import NO_ANSWER, Answer
from triage.domain.history import Change
from triage.domain.safe_text import visible

PARAGRAPH = "The engine is slow when the KV-cache of a long request is full.\n\n"
LOG = "INFO 05-01 10:00:00 engine.py:12] step 1: 12.5 tokens per second\n"
BODY = f"### What should be possible\n\n{PARAGRAPH * 400}\n```\n{LOG * 1100}```\n"
START = datetime(2024, 5, 1, 9, tzinfo=UTC)


def main() -> None:
    """Print milliseconds and times of the baseline, then what one key costs the pace."""
    finder = KeywordFinder(
        [Code(id="x", label="x", keywords=tuple(f"word {n}" for n in range(100)))]
    )
    baseline = _milliseconds(lambda: visible(BODY))
    print(f"{len(BODY):,} characters; baseline, visible text: {baseline:.2f} ms")
    aids: dict[str, Callable[[], object]] = {
        "folds": lambda: boilerplate(BODY),
        "100 keywords": lambda: finder.spans(BODY),
        "search": lambda: find(BODY, "tokens per second"),
    }
    for name, aid in aids.items():
        spent = _milliseconds(aid)
        print(f"{name:14} {spent:7.2f} ms, {spent / baseline:6.1f} times the baseline")
    for issues in (100, 5_000):
        _measure_pace(issues)


def _measure_pace(issues: int) -> None:
    codes = tuple(Code(id=f"c{n}", label="x") for n in range(9))
    questions = (Question(id=f"q{n}", title="x", kind=Kind.SINGLE, codes=codes) for n in range(4))
    codebook = Codebook(name="x", questions=tuple(questions))
    changes = [
        Change(
            step=step,
            at=START + timedelta(seconds=10 * step),
            issue=f"a/b#{step // 4}",
            part=f"q{step % 4}",
            before=NO_ANSWER,
            after=Answer(codes=(f"c{step % 9}",)),
        )
        for step in range(issues * 4)
    ]
    began = time.perf_counter()
    pace = Pace(codebook, changes)
    whole = (time.perf_counter() - began) * 1e3

    def press() -> None:
        pace.record(changes[-1])
        pace.figures(changes[-1].at, remaining=10)

    key = _milliseconds(press)
    print(f"pace, {issues:,} issues: history read in {whole:.0f} ms, a key {key:.3f} ms")


def _milliseconds(action: Callable[[], object], times: int = 20) -> float:
    """The fastest of several runs."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        spent.append(time.perf_counter() - began)
    return min(spent) * 1e3


if __name__ == "__main__":
    main()
