"""The whole of `triage export`, from the command to the file, for a study that three raters coded.

Beside it a bare start of Python, and the same for a study a quarter the size, which shows whether
memory and time grow faster than the study does.

    python -m bench.export [ISSUES]
"""

import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from msgspec import Struct

from bench.report import RATERS, make_material, rater_codings
from bench.studies import BEGIN, made_up_issues, make_study
from triage.domain.history import changes_to
from triage.report.write import SUFFIXES
from triage.sample_raters import SampleRaters

ISSUES = 5000
"""Unless the first argument gives another number."""

RUNS = 5
"""Each time is the best of so many."""


class Cost(Struct, frozen=True, order=True):
    """What one process took."""

    seconds: float
    cpu: float
    megabytes: float


def main() -> None:
    """Print times, their ratio to a bare start, and memory."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES
    bare = _best(["-c", "pass"])
    print(f"{issues:,} issues, {RATERS} raters, sealed; the whole process, best of {RUNS}")
    _print("python -c pass", bare, bare)
    with tempfile.TemporaryDirectory() as folder:
        quarter = _made_apart(Path(folder) / "quarter", issues // 4)
        whole = _made_apart(Path(folder) / "whole", issues)
        small = _best(_export(quarter, ".md"))
        for suffix in SUFFIXES:
            cost = _best(_export(whole, suffix))
            _print(f"triage export report{suffix}", cost, bare)
            if suffix == ".md":
                large = cost
    each = (large.megabytes - small.megabytes) * 1024 / (issues - issues // 4)
    print(
        f"beside a study a quarter the size: {large.cpu / small.cpu:.2f} x its CPU time, "
        f"{large.megabytes / small.megabytes:.2f} x its memory ({small.megabytes:.0f} MB): "
        f"{each:.1f} KB for each further issue"
    )


def _made_apart(folder: Path, issues: int) -> Path:
    """The folder of a coded study, made by another process.

    What a process costs counts from its fork: it would begin with all memory that making the study
    took here, and never be seen to take less.
    """
    with get_context("spawn").Pool(1) as pool:
        pool.apply(make_coded_study, (folder, issues))
    return folder


def make_coded_study(folder: Path, issues: int) -> None:
    """Make a workspace whose raters have coded every issue and sealed."""
    workspace = make_study(folder, list(made_up_issues(issues)))
    material = make_material(issues)
    workspace.keep_edition(material.codebook)
    for rater, codings in rater_codings(material).items():
        with workspace.codings(rater, write=True) as store:
            store.commit(changes_to(codings.values(), {}, step=1, at=BEGIN, reason="bench"))
    raters = SampleRaters(workspace, workspace.manifest(), material.codebook)
    for rater in material.raters:
        raters.seal(rater, BEGIN)


def _export(study: Path, suffix: str) -> list[str]:
    report = study.parent / f"report{suffix}"
    arguments = ["--force", "--rater", "rater0", "--workspace", str(study)]
    return ["-m", "triage", "export", str(report), *arguments]


def _best(arguments: list[str]) -> Cost:
    return min(_cost(arguments) for _ in range(RUNS))


def _cost(arguments: list[str]) -> Cost:
    begun = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    seconds = perf_counter() - begun
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _print(what: str, cost: Cost, bare: Cost) -> None:
    print(
        f"{what:<28} {cost.seconds:6.2f} s {cost.cpu:6.2f} s CPU {cost.cpu / bare.cpu:6.1f} x bare"
        f" {cost.megabytes:7.0f} MB"
    )


if __name__ == "__main__":
    main()
