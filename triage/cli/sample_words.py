"""A drawn sample as people read it: how large, how divided, and what can be said from it."""

from triage.analysis.planning import margin_of_error
from triage.cli.output import print_table, say
from triage.domain.assignment import assigned_numbers
from triage.domain.sample import Manifest

NO_NAME = "(none)"
"""What issues without a label are listed under."""


def tell_sample(manifest: Manifest) -> None:
    """Print a sample that was just frozen."""
    of = "" if manifest.population_size is None else f" of {manifest.population_size:,}"
    reserve = f", {len(manifest.reserve)} in reserve" if manifest.reserve else ""
    say(f"Sample {manifest.name}: {manifest.size} issues{of}{reserve}")
    if manifest.where:
        say(f"Filter: {manifest.where}")
    if manifest.seed is not None:
        say(f"Seed:   {manifest.seed}")
    if manifest.by:
        _print_allocation(manifest)
    for rater in manifest.raters:
        count = len(assigned_numbers(manifest, rater, manifest.numbers))
        say(f"{rater} codes {count}")
    if manifest.seed is not None and manifest.population_size is not None:
        points = 100 * margin_of_error(manifest.size, manifest.population_size)
        say(f"A share is known to ±{points:.1f} points at 95 %, when all are coded.")
    for stage in manifest.earlier:
        say(f"Drawn before: {stage.size} on {stage.drawn_at:%Y-%m-%d}")
    say(f"Digest: {manifest.digest}")


def _print_allocation(manifest: Manifest) -> None:
    reserve = set(manifest.reserve)
    rows = [
        [
            name or NO_NAME,
            f"{share:,}",
            f"{len(reserve.intersection(manifest.strata.get(name, ()))):,}",
        ]
        for name, share in manifest.allocation.items()
    ]
    print_table([str(manifest.by), "sample", "reserve"], rows, right="sample reserve")
