"""`triage sample NAME`: draws a sample and freezes it; `--plan` says first what one would show."""

from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from store.population import Population
from store.workspace import Workspace
from triage.cli.options import json_option, workspace_option
from triage.cli.output import print_json, say, warn
from triage.cli.sample_file import read_numbers
from triage.cli.sample_plan import print_plan
from triage.cli.sample_words import tell_sample
from triage.cli.shares import share
from triage.domain.assignment import ALL
from triage.domain.drawing import Request
from triage.domain.errors import SampleError
from triage.domain.sample import Manifest
from triage.domain.strata import Stratum


class Wish(Struct, frozen=True, kw_only=True):
    """The options of a draw as they were given."""

    where: str | None
    size: int | None
    seed: str | None
    by: Stratum | None
    reserve: int | None
    raters: tuple[str, ...]
    overlap: str
    numbers: str | None


@click.command(epilog="Example: triage sample main --size 30 --seed 42 --by state")
@click.argument("name", required=False)
@click.option("--where", metavar="FILTER", help="Which issues to draw from, beyond the label's.")
@click.option("--size", type=click.IntRange(1), help="How many issues; with --extend, in all.")
@click.option("--seed", help="Any word or number; the same seed draws the same issues.")
@click.option("--by", type=click.Choice([each.value for each in Stratum]), help="Stratify by this.")
@click.option("--reserve", type=click.IntRange(0), help="Issues that stand ready; a fifth of size.")
@click.option("--raters", metavar="A,B,…", help="Divide the issues among these raters.")
@click.option("--overlap", default="", help="Share that all raters code: all (default), 20%, 0.2.")
@click.option("--numbers", metavar="LIST|FILE", help="Take these issues in place of a draw.")
@click.option("--extend", is_flag=True, help="Add issues to the sample; those drawn stay.")
@click.option("--plan", is_flag=True, help="Draw nothing; say what a sample would show.")
@click.option("--margin", type=share, default="0.05", show_default=True, help="Plan: margin.")
@click.option("--confidence", type=share, default="0.95", show_default=True, help="Plan: level.")
@click.option("--rarity", type=share, default="0.05", show_default=True, help="Plan: a rare code.")
@click.option(
    "--expected", type=share, default="0.9", show_default=True, help="Plan: expected agreement."
)
@click.option(
    "--agreement", type=share, default="0.8", show_default=True, help="Plan: percent to show."
)
@click.option(
    "--alpha", type=share, default="0.667", show_default=True, help="Plan: alpha to show."
)
@click.option(
    "--rarest", type=share, default="0.25", show_default=True, help="Plan: share of rarest code."
)
@workspace_option
@json_option
def sample(
    name: str | None,
    where: str | None,
    size: int | None,
    seed: str | None,
    by: str | None,
    reserve: int | None,
    raters: str | None,
    overlap: str,
    numbers: str | None,
    extend: bool,
    plan: bool,
    margin: float,
    confidence: float,
    rarity: float,
    expected: float,
    agreement: float,
    alpha: float,
    rarest: float,
    folder: Path,
    as_json: bool,
) -> None:
    """Draw the sample NAME from the population, show it, and freeze it.

    The population is what --where selects among the issues with the workspace's label that are
    still on GitHub. Anyone who has the population can draw the same issues from the seed.
    """
    from triage.analysis.sample_plan import Aims

    wish = Wish(
        where=where,
        size=size,
        seed=seed,
        by=Stratum(by) if by else None,
        reserve=reserve,
        raters=tuple(word for word in (raters or "").split(",") if word),
        overlap=overlap,
        numbers=numbers,
    )
    workspace = Workspace.open(folder)
    if plan:
        aims = Aims(
            margin=margin,
            level=confidence,
            size=size,
            rarity=rarity,
            expected=expected,
            agreement=agreement,
            alpha=alpha,
            rarest=rarest,
        )
        print_plan(workspace, where or "", wish.by, aims, as_json=as_json)
        return
    if name is None:
        raise click.UsageError("name the sample, as in `triage sample main`, or add --plan")
    manifest = _draw_and_keep(workspace, name, wish, extend=extend)
    if as_json:
        print_json(manifest)
    else:
        tell_sample(manifest)
        _tell_lacking(workspace, manifest)
        say(f"Next: `triage code --sample {manifest.name}`")


def _tell_lacking(workspace: Workspace, manifest: Manifest) -> None:
    copies = workspace.sampled_issues(manifest).values()
    if lacking := sum(copy.conversation is None for copy in copies):
        say(
            f"Comments and timeline of {lacking} issues are not here; "
            f"`triage fetch --sample {manifest.name}` brings them."
        )


def _draw_and_keep(workspace: Workspace, name: str, wish: Wish, *, extend: bool) -> Manifest:
    from triage.sampling import keep

    with workspace.population() as population:
        if extend:
            manifest = _extended(workspace, population, name, wish)
        elif wish.numbers is not None:
            manifest = _listed(workspace, population, name, wish, wish.numbers)
        else:
            manifest = _drawn(workspace, population, name, wish)
        keep(workspace, population, manifest)
    return manifest


def _drawn(workspace: Workspace, population: Population, name: str, wish: Wish) -> Manifest:
    from triage.sampling import default_reserve, drawn, population_filter

    if wish.size is None and name in workspace.samples.names():
        raise SampleError(
            f"sample {name} is drawn already, with {workspace.manifest(name).size} issues; code it "
            f"with `triage code --sample {name}`, or make it larger with --extend --size N"
        )
    if wish.size is None:
        raise click.UsageError("how many issues? add --size N, or ask with --plan first")
    settings = workspace.settings
    request = Request(
        name=name,
        repository=settings.repository,
        size=wish.size,
        seed=wish.seed,
        where=str(population_filter(settings, wish.where or "")),
        by=wish.by,
        reserve=default_reserve(wish.size) if wish.reserve is None else wish.reserve,
        raters=wish.raters,
        overlap=wish.overlap or (ALL if wish.raters else ""),
        label=settings.label,
    )
    return drawn(population, request, datetime.now(UTC))


def _extended(workspace: Workspace, population: Population, name: str, wish: Wish) -> Manifest:
    from triage.sampling import default_reserve, extended

    given = (wish.where, wish.by, wish.numbers, wish.raters or None, wish.overlap or None)
    if any(each is not None for each in given):
        raise click.UsageError(
            "an extension goes on with the draw as it was: give --size, and --reserve if you like"
        )
    if wish.size is None:
        raise click.UsageError("how many issues in all? add --size N")
    before = workspace.manifest(name)
    if wish.seed not in (None, before.seed):
        raise SampleError(
            f"sample {name} was drawn with the seed {before.seed!r}; leave --seed out"
        )
    reserve = default_reserve(wish.size) if wish.reserve is None else wish.reserve
    return extended(population, before, wish.size, reserve, datetime.now(UTC))


def _listed(
    workspace: Workspace, population: Population, name: str, wish: Wish, numbers: str
) -> Manifest:
    from triage.domain.differences import named
    from triage.sampling import listed_sample

    if (wish.size, wish.seed, wish.by, wish.reserve) != (None, None, None, None):
        raise click.UsageError("with --numbers nothing is drawn: leave out size, seed, by, reserve")
    wanted, source = read_numbers(numbers)
    manifest, outside = listed_sample(
        workspace,
        population,
        name,
        wanted,
        source,
        where=wish.where or "",
        raters=wish.raters,
        overlap=wish.overlap,
        now=datetime.now(UTC),
    )
    if outside:
        warn(
            f"{named(outside)} not among the issues that the filter selects, so the sample has no "
            "population and its intervals no correction for one"
        )
    return manifest
