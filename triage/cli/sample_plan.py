"""`triage sample --plan`: what a sample of this population would show, before anything is drawn."""

from store.workspace import Workspace
from triage.analysis.figures import percent
from triage.analysis.sample_plan import Aims, Plan, PlanRow, plan_sample
from triage.cli.output import print_json, print_table, say
from triage.cli.sample_words import NO_NAME
from triage.domain.errors import SampleError
from triage.domain.filters import Filter
from triage.domain.strata import Stratum

ALL_ISSUES = "all issues"


def print_plan(
    workspace: Workspace, where: str, by: Stratum | None, aims: Aims, *, as_json: bool
) -> None:
    """Print a plan.

    Raises:
        InputError: the filter cannot be read or selects nothing, or an aim is out of its range.
        StoreError: the population cannot be read.
    """
    from triage.sampling import count_strata, population_filter

    selection = population_filter(workspace.settings, where)
    with workspace.population() as population:
        counts = count_strata(population, selection, by)
    if not any(counts.values()):
        raise SampleError(f"{selection} selects no issue; widen it, or fetch the population")
    plan = plan_sample(counts, aims, is_divided=by is not None)
    if as_json:
        print_json({"where": str(selection), "by": by, **_as_fields(plan)})
    else:
        _tell(plan, selection, by)


def _as_fields(plan: Plan) -> dict[str, object]:
    import msgspec

    return msgspec.structs.asdict(plan)


def _tell(plan: Plan, selection: Filter, by: Stratum | None) -> None:
    aims, whole = plan.aims, plan.whole
    say(f"{whole.population:,} issues: {selection}")
    rows = [_cells(row) for row in plan.strata]
    rows.append(_cells(whole, ALL_ISSUES))
    columns = ["N", "needed", "n", "margin", "chance"]
    print_table([str(by or "population"), *columns], rows, right=" ".join(columns))
    say(
        f"needed: issues to read for ±{points(aims.margin)} points at {share(aims.level)}\n"
        f"n: a sample of {whole.size:,}, divided by largest remainder, and the margin it gives\n"
        f"chance: to meet a code that {share(aims.rarity)} of the issues carry at least once\n"
    )
    say(
        f"To show {share(aims.agreement)} agreement where {share(aims.expected)} is expected, code "
        f"{plan.double_for_percent:,} of the {whole.size:,} twice."
    )
    beyond = "" if plan.double_for_alpha <= whole.size else ": more than the sample has"
    say(
        f"To show an alpha of {aims.alpha:g} where the rarest code has {share(aims.rarest)}, code "
        f"{plan.double_for_alpha:,} twice{beyond}."
    )


def _cells(row: PlanRow, name: str = "") -> list[str]:
    margin = "–" if row.margin is None else f"±{points(row.margin)}"
    return [
        name or row.name or NO_NAME,
        f"{row.population:,}",
        f"{row.needed:,}",
        f"{row.size:,}",
        margin,
        chance(row.chance),
    ]


def chance(value: float) -> str:
    """A probability in whole percent, never rounded to certainty."""
    return "> 99 %" if 0.995 <= value < 1 else percent(value)


def points(margin: float) -> str:
    """A margin in points: `17.7`."""
    return f"{100 * margin:.1f}".removesuffix(".0")


def share(value: float) -> str:
    """A share as people write it: `5 %`, `0.5 %`."""
    return f"{100 * value:g} %"
