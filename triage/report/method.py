"""How the study was done, in sentences with which a stranger can repeat it."""

from collections.abc import Iterator, Sequence

from triage.analysis.duplicate_groups import SuggestionPrecision
from triage.analysis.figures import percent, share_in_words
from triage.analysis.planning import margin_of_error
from triage.analysis.proportions import interval
from triage.domain.rounds import AGAIN
from triage.domain.sample import Manifest, Snapshot
from triage.report.model import DuplicateGroup, Method, Report, Round
from triage.report.words import issues_in_words, listed, source_in_words


def draw_in_words(manifest: Manifest) -> str:
    """How the issues of a sample were chosen, in a sentence."""
    if manifest.seed is None:
        origin = f" ({manifest.source})" if manifest.source else ""
        return f"Its issues were given as a list of numbers{origin}."
    strata = ""
    if manifest.by:
        shares = ", ".join(f"{name} {size}" for name, size in sorted(manifest.allocation.items()))
        strata = f" of each stratum by {manifest.by} ({shares})" if shares else ""
    return (
        f"The population was put in the order of the SHA-256 of "
        f"“{manifest.seed}/{manifest.name}/OWNER/NAME#NUMBER” (seed “{manifest.seed}”), "
        f"and the first issues{strata} were taken."
    )


def sentences(report: Report) -> list[str]:
    """The method, sentence by sentence; together they read as a paragraph."""
    method = report.method
    return [
        *_population(method),
        *_sample(method),
        *_snapshot(method.snapshot),
        *_coding(method),
        *(_round(each) for each in method.rounds),
        *_duplicates(report.duplicates),
        *_suggestions(report.suggestions),
        *_figures(report),
    ]


def _population(method: Method) -> Iterator[str]:
    label = f" with the label “{method.label}”" if method.label else ""
    size = "issues" if method.population_size is None else issues_in_words(method.population_size)
    fetched = ""
    if method.population_fetched_at is not None:
        fetched = f", as fetched or loaded on {method.population_fetched_at:%Y-%m-%d}"
    elif method.population_loaded_at is not None:
        fetched = f", as loaded from files on {method.population_loaded_at:%Y-%m-%d}"
    known = "; their number is not known" if method.population_size is None else ""
    yield f"The population is the {size} of {method.repository}{label}{fetched}{known}."
    if method.where:
        yield f"The filter that selects it is: {method.where}"
    if method.population_digest:
        yield f"The SHA-256 of its ordered keys is {method.population_digest}."


def _sample(method: Method) -> Iterator[str]:
    yield (
        f"The sample “{method.sample}” has {issues_in_words(method.size)} and was drawn on "
        f"{method.drawn_at:%Y-%m-%d}. {method.draw}"
    )
    yield from _reading(method)


def _snapshot(snapshot: Snapshot | None) -> Iterator[str]:
    """Which state of the issues the report was made from."""
    if snapshot is None:
        return
    times = "once" if snapshot.refreshes == 1 else f"{snapshot.refreshes} times"
    refreshed = f", brought up to date {times} after the draw" if snapshot.refreshes else ""
    source = "as GitHub stated them on" if snapshot.is_dated else "as loaded from files on"
    yield (
        f"Texts and facts of the issues are those of the snapshot {snapshot.name}, {source} "
        f"{snapshot.at:%Y-%m-%d %H:%M} UTC{refreshed}."
    )


def _reading(method: Method) -> Iterator[str]:
    """Which issues the source was to read, and what their number allows to say."""
    stepped_in = method.stepped_in
    kept = len(method.numbers) - len(method.excluded)
    if method.source.endswith(AGAIN):
        first = method.source.removesuffix(AGAIN)
        yield (
            f"It was coded a second time: the {issues_in_words(len(method.numbers))} that {first} "
            "had coded before."
        )
    elif len(method.numbers) - stepped_in < method.size:
        yield (
            f"The issues were divided among raters; {len(method.numbers)} of them fell to "
            f"{method.source}."
        )
    if method.excluded:
        yield f"{_were(len(method.excluded))} excluded as out of scope."
    if stepped_in:
        place = "its" if len(method.excluded) == 1 else "their"
        yield f"{_were(stepped_in)} taken from the reserve in {place} place."
    population = method.population_size
    if kept > 0 and (population is None or kept <= population):
        points = 100 * margin_of_error(kept, population)
        if_random = "" if method.seed is not None else " and if chance chose them"
        yield (
            f"With all {kept} coded{if_random}, the margin of error is at most ±{points:.1f} "
            f"points."
        )


def _were(count: int) -> str:
    return f"{issues_in_words(count)} {'was' if count == 1 else 'were'}"


def _coding(method: Method) -> Iterator[str]:
    as_of = f", as of {method.as_of:%Y-%m-%d %H:%M} UTC" if method.as_of is not None else ""
    yield f"The figures come from {source_in_words(method.source)}{as_of}."
    if method.raters:
        yield f"Codings were made by {listed(method.raters)}."
    marked = [
        f"{issues_in_words(count)} {'is' if count == 1 else 'are'} {mark}"
        for count, mark in ((method.skipped, "skipped"), (method.flagged, "flagged"))
        if count
    ]
    if marked:
        yield f"{listed(marked)}; such marks are no codes and change no percentage."
    yield (
        f"The codebook is “{method.codebook}”, edition {method.edition}; its text is in the "
        f"appendix."
    )
    yield from method.outgrown


def _round(each: Round) -> str:
    dates = [f"{moment:%Y-%m-%d}" for moment in (each.opened_at, each.closed_at) if moment]
    when = f" ({' to '.join(dates)})" if dates else ""
    sight = "blind to each other" if each.is_blind else "in sight of each other's codings"
    early = f": {'; '.join(each.early)}" if each.early else ""
    return f"In the round “{each.name}”{when} {listed(each.raters)} coded {sight}{early}."


def _duplicates(groups: Sequence[DuplicateGroup]) -> Iterator[str]:
    if groups:
        others = sum(len(group.others) for group in groups)
        yield (
            f"{issues_in_words(others)} of the sample {'asks' if others == 1 else 'ask'} the same "
            f"as another one; percentages are printed with and without "
            f"{'it' if others == 1 else 'them'}."
        )


def _suggestions(found: SuggestionPrecision | None) -> Iterator[str]:
    if found is not None:
        be = "is" if found.same == 1 else "are"
        share = share_in_words(found.same, found.judged, interval(found.same, found.judged))
        yield (
            f"Likely duplicates were suggested by the likeness of their words. Of the suggested "
            f"pairs that were judged, {found.same} {be} the same ({share}), {found.related} "
            f"related and {found.different} different; pairs that people had stated are not "
            f"counted."
        )


def _figures(report: Report) -> Iterator[str]:
    corrected = ""
    if report.method.population_size:
        corrected = ", corrected for the finite population"
    yield (
        "A percentage is of the issues that are in scope and coded for its question; issues that "
        "are not coded are listed apart."
    )
    yield (
        f"Ranges are {percent(0.95)} intervals after Wilson{corrected}; one finding is called more "
        "frequent than another only where their ranges do not overlap."
    )
    if report.agreement:
        made = sorted({each.interval for each in report.agreement if each.interval})
        yield (
            "Agreement is computed from the raters' own codings, before any disagreement was "
            f"settled; its ranges are {percent(0.95)} intervals from a bootstrap over issues"
            f"{f' ({listed(made)})' if made else ''}."
        )
