"""The compare screen in a real terminal while intervals are computed beside it.

A made-up study of 5,000 issues that five raters have coded and sealed. Keys that page through the
codebook are timed from the first moment to the last of the computation, against the same keys
once all is computed: what the thread of the bootstrap takes from the screen is the difference.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bench.studies import BEGIN, made_up_issues, make_study
from bench.terminal import Terminal
from store.workspace import Workspace
from triage.domain.codebook import Codebook, Kind
from triage.domain.coding import Answer, Coding
from triage.domain.history import changes_to
from triage.sample_raters import SampleRaters

ISSUES = 5000
RATERS = ("ada", "bob", "cyd", "dan", "eve")
LONGEST = 600
"""Seconds after which something is wrong."""

AGREE = 0.75
"""How often a rater says what all of them would."""


def main() -> None:
    """Print how long keys take while the intervals are computed, and after."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_study(Path(folder) / "study", list(made_up_issues(issues, words=20)))
        _code(workspace)
        with Terminal(["-m", "triage", "code", "--workspace", str(workspace.folder)]) as terminal:
            terminal.wait_for("Sample main")
            terminal.settle(1.5)
            began = time.perf_counter()
            terminal.press("a")
            busy = []
            while b"resamples, seed" not in terminal.output:
                busy.append(terminal.press("b"))
                if time.perf_counter() - began > LONGEST:
                    raise SystemExit(f"not compared after {LONGEST} seconds")
            took = time.perf_counter() - began
            terminal.settle(1.5)
            idle = [terminal.press("b") for _ in range(40)]
    print(f"{issues:,} issues, {len(RATERS)} raters: compared after {took:.1f} s of keys")
    _tell("while it computes", busy)
    _tell("when it is done", idle)


def _code(workspace: Workspace) -> None:
    """Give every rater codings of every issue, and seal them."""
    manifest, codebook = workspace.manifest(None), workspace.codebook()
    workspace.keep_edition(codebook)
    raters = SampleRaters(workspace, manifest, codebook)
    for rater in RATERS:
        random = Random(rater)
        codings = [_coding(key, codebook, random) for key in raters.keys]
        with workspace.codings(rater, write=True) as store:
            store.commit(changes_to(codings, {}, step=1, at=BEGIN, reason="made up"))
        raters.seal(rater, BEGIN)


def _coding(issue: str, codebook: Codebook, random: Random) -> Coding:
    shared = Random(issue)
    answers = {}
    for question in codebook:
        source = shared if random.random() < AGREE else random
        codes = [code.id for code in question.codes]
        chosen = source.sample(codes, 1 if question.kind is Kind.SINGLE else 2)
        answers[question.id] = Answer(codes=tuple(chosen))
    return Coding(issue=issue, answers=answers)


def _tell(name: str, times: list[float]) -> None:
    milliseconds = [1000 * each for each in times]
    worst = max(milliseconds)
    print(
        f"{name:<18} {len(times):4} keys: median {statistics.median(milliseconds):5.1f} ms, "
        f"worst {worst:5.1f} ms"
    )


if __name__ == "__main__":
    main()
