"""The report of a large study in three formats, against the plainest way to print as much.

The baseline prints the same issue lines with one f-string each: no figures, no escaping, no
template. Memory is the peak of Python's own allocations while a report is built and written; it
is flat when a study four times as large takes four times as much, and a second export no more.
"""

import gc
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from random import Random
from time import perf_counter

from bench.studies import BEGIN, REPOSITORY, made_up_issues
from triage.domain.codebook import Codebook, Kind
from triage.domain.codebook_toml import read_codebook
from triage.domain.coding import Answer, Coding
from triage.domain.issue import SampledIssue
from triage.domain.sample import Manifest
from triage.presets import preset_text
from triage.report.agreement import agreement_of_raters
from triage.report.build import Material, build_report
from triage.report.model import Agreement, Report
from triage.report.write import SUFFIXES, write_report

ISSUES, RATERS = 5000, 3
"""Unless the first argument gives another number of issues."""

EXPORTED = (".md", ".html", ".json")
"""What one export writes here."""

ROUNDS = 3
"""Each time is the best of so many."""


def main() -> None:
    """Prints times, their ratio to the baseline, and memory."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES
    material = make_material(issues)
    report = build_report(material)
    plain = _best(lambda: plain_lines(report))
    print(f"{issues} issues, {RATERS} raters, {len(report.sections)} questions")
    print(f"baseline: the issue lines of the report, unescaped   {plain * 1000:8.1f} ms")
    raters = rater_codings(material)
    compared = _best(lambda: agreement(material, raters))
    _print("agreement of the raters, with bootstrap intervals", compared, plain)
    exported = _best(lambda: export(material))
    _print("building the report", _best(lambda: build_report(material)), plain)
    for suffix in SUFFIXES:
        time = _best(lambda suffix=suffix: write_report(report, suffix))  # type: ignore[misc]
        _print(f"writing {suffix}", time, plain)
    _print(f"export: build and write {' '.join(EXPORTED)}", exported, plain)
    _print("the same, agreement included", exported + compared, plain)
    _print_memory(issues)


def make_material(issues: int) -> Material:
    """A study in which every rater has coded every issue, the same in every run."""
    codebook = read_codebook(preset_text("feature-request"), "preset")
    sampled = [SampledIssue(issue=issue) for issue in made_up_issues(issues, words=60)]
    manifest = Manifest(
        name="main",
        repository=REPOSITORY,
        numbers=tuple(each.issue.number for each in sampled),
        drawn_at=BEGIN,
        population_size=4 * issues,
    )
    return Material(
        manifest=manifest,
        issues=sampled,
        codebook=codebook,
        codings=_codings(codebook, sampled, 0),
        source="rater0",
        raters=[f"rater{place}" for place in range(RATERS)],
    )


def rater_codings(material: Material) -> dict[str, dict[str, Coding]]:
    """The codings of all raters, by rater and issue."""
    return {
        rater: _codings(material.codebook, material.issues, seed)
        for seed, rater in enumerate(material.raters)
    }


def agreement(
    material: Material, codings: Mapping[str, Mapping[str, Coding]]
) -> Sequence[Agreement]:
    """How far the raters agree on each question, with intervals."""
    keys = [each.issue.key for each in material.issues]
    return agreement_of_raters(
        material.codebook, codings, keys, primary="krippendorff_alpha", seed=1
    )


def export(material: Material) -> int:
    """Build the report and write it in three formats; how many characters came out."""
    report = build_report(material)
    return sum(len(write_report(report, suffix)) for suffix in EXPORTED)


def plain_lines(report: Report) -> str:
    """The issue lines alone, as they are."""
    return "\n".join(
        f"- Issue #{issue.number}({issue.url}): {issue.memo}"
        for section in report.sections
        for finding in (*section.findings, *section.missing)
        for issue in finding.issues
    )


def _codings(codebook: Codebook, issues: Sequence[SampledIssue], seed: int) -> dict[str, Coding]:
    random = Random(seed)
    made = {}
    for each in issues:
        answers = {}
        for question in codebook:
            ids = [code.id for code in question.codes]
            if question.kind is Kind.SINGLE:
                answers[question.id] = Answer(codes=(random.choice(ids),), memo=each.issue.title)
            else:
                chosen = tuple(sorted(random.sample(ids, 2), key=ids.index))
                answers[question.id] = Answer(codes=chosen, memo=each.issue.title)
        made[each.issue.key] = Coding(issue=each.issue.key, answers=answers)
    return made


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


def _print(what: str, time: float, baseline: float) -> None:
    print(f"{what:<52} {time * 1000:8.1f} ms {time / baseline:8.1f} ×")


def _print_memory(issues: int) -> None:
    small, large = make_material(issues // 4), make_material(issues)
    quarter, whole = _peak(small), _peak(large)
    again = _peak(large)
    print(
        f"peak memory of an export: {whole / 1e6:.0f} MB, {whole / quarter:.2f} × that of a study "
        f"a quarter the size, and {again / whole:.2f} × when done again"
    )


def _peak(material: Material) -> int:
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    export(material)
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main()
