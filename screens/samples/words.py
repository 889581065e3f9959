"""What the samples screen says: the outlook of a draw, and what a sample is."""

from collections.abc import Iterator, Mapping

from triage.analysis.figures import percent
from triage.analysis.sample_plan import Aims, plan_sample
from triage.analysis.survey import Survey
from triage.domain.assignment import assigned_numbers
from triage.domain.sample import Manifest, active_numbers
from triage.domain.strata import Stratum

NO_NAME = "(none)"
"""What issues without a label, and so without a stratum's name, are listed under."""


def outlook(survey: Survey, size: int, by: Stratum | None) -> list[str]:
    """What a sample of a size would show and how it would be divided, line by line.

    Args:
        survey: the population.
        size: issues to draw, 1 or more.
        by: what it is stratified by.
    """
    if not survey.size:
        return ["The filter selects no issue"]
    plan = plan_sample(survey.strata, Aims(size=size), is_divided=by is not None)
    whole, aims = plan.whole, plan.aims
    lines = [
        f"{whole.size:,} of {whole.population:,} issues",
        f"shares to ±{100 * (whole.margin or 0):.1f} points at {percent(aims.level)}",
        f"±5 points would take {whole.needed:,}",
        f"a code that {percent(aims.rarity)} carry is met at {percent(whole.chance)}",
    ]
    if plan.strata:
        lines.append(f"by {by}:")
    lines += [
        f"  {row.size:>5,} of {row.population:>7,}  {row.name or NO_NAME}" for row in plan.strata
    ]
    return lines


def sample_line(manifest: Manifest) -> str:
    """A sample in a line: `main  30 of 193 · drawn 2026-01-02`."""
    of = "" if manifest.population_size is None else f" of {manifest.population_size:,}"
    return f"{manifest.name}  {manifest.size:,}{of} · drawn {manifest.drawn_at:%Y-%m-%d}"


def sample_in_words(
    manifest: Manifest, excluded: Mapping[int, str], titles: Mapping[int, str]
) -> Iterator[str]:
    """What a sample is, and which of its issues are excluded or stand ready, line by line.

    Args:
        manifest: the sample.
        excluded: reasons of the rater who looks, by issue number.
        titles: titles of issues as far as they are known.
    """
    yield f"Seed: {manifest.seed}" if manifest.seed is not None else f"From: {manifest.source}"
    yield f"Filter: {manifest.where or 'none'}"
    for stage in manifest.earlier:
        yield f"Before: {stage.size:,} on {stage.drawn_at:%Y-%m-%d}"
    for name, share in manifest.allocation.items():
        yield f"  {share:>5,}  {name or NO_NAME}"
    for rater in manifest.raters:
        yield f"{rater} codes {len(assigned_numbers(manifest, rater, manifest.numbers)):,}"
    own = {*manifest.numbers, *manifest.reserve}.intersection(excluded)
    yield f"Excluded by you: {len(own)}"
    for number in sorted(own):
        yield f"  ⊘ #{number} {excluded[number]}"
    stepped_in = set(active_numbers(manifest, excluded)).difference(manifest.numbers)
    yield f"Reserve: {len(manifest.reserve)}, of which {len(stepped_in)} stepped in"
    for number in manifest.reserve:
        glyph = "●" if number in stepped_in else "⊘" if number in own else "○"
        yield f"  {glyph} #{number} {titles.get(number, '')}".rstrip()
