"""How long until the first paint, beside an empty Textual app in the same run.

python -m bench.start [ISSUES.jsonl]

The sources are compiled before, as an installation does it, also where Python writes no byte code.
"""

import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.studies import issues_of, made_up_issues, make_study
from bench.terminal import Terminal

RUNS = 15
PACKAGES = ("triage", "screens", "store", "themes", "bench")


def main() -> None:
    """Print the medians and their ratios."""
    for package in PACKAGES:
        compileall.compile_dir(Path(__file__).parents[1] / package, quiet=1)
    small = issues_of(Path(sys.argv[1])) if len(sys.argv) > 1 else list(made_up_issues(193))
    with tempfile.TemporaryDirectory() as folder:
        study, large = Path(folder) / "small", Path(folder) / "large"
        make_study(study, small)
        make_study(large, list(made_up_issues(20_000)))
        times: dict[str, list[float]] = {}
        for _ in range(RUNS):
            for name, arguments, words in (
                ("empty Textual app", ["-m", "bench.empty_app"], "Nothing here"),
                (f"{len(small)} issues", _coding(study), "Sample main"),
                ("20,000 issues", _coding(large), "Sample main"),
            ):
                with Terminal(arguments) as terminal:
                    times.setdefault(name, []).append(terminal.wait_for(words))
    medians = {name: statistics.median(each) for name, each in times.items()}
    empty, few, many = medians.values()
    for name, seconds in medians.items():
        print(f"first paint, {name:<20} {seconds * 1000:6.0f} ms  {seconds / empty:4.2f} x empty")
    print(f"20,000 issues beside {len(small)}: {many / few:4.2f} x")
    helps, bares = _help_times()
    print(f"triage --help: {helps * 1000:.0f} ms, {helps / bares:.1f} x a bare Python start")


def _coding(folder: Path) -> list[str]:
    return ["-m", "triage", "code", "--workspace", str(folder)]


def _help_times() -> tuple[float, float]:
    helps: list[float] = []
    bares: list[float] = []
    for _ in range(RUNS):
        for times, arguments in ((helps, ["-m", "triage", "--help"]), (bares, ["-c", "pass"])):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            times.append(time.perf_counter() - start)
    return statistics.median(helps), statistics.median(bares)


if __name__ == "__main__":
    main()
