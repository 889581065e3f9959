"""Every rule of the audit, with what it says; docs/audit.md has one row for each."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from triage.report.audit.case import Case
from triage.report.audit.citations import check_links, check_membership
from triage.report.audit.facts_dates import check_dates
from triage.report.audit.facts_labels import check_label_figures, check_listed_labels
from triage.report.audit.facts_state import (
    check_listed_states,
    check_spoken_states,
    check_state_figures,
)
from triage.report.audit.facts_times import check_times
from triage.report.audit.fault import Fault
from triage.report.audit.figures import (
    check_attainable,
    check_base,
    check_fractions,
    check_intervals,
)
from triage.report.audit.groups import (
    check_overlaps,
    check_partition,
    check_standings,
    check_states,
)
from triage.report.audit.lists import check_lists, check_repetitions, check_thresholds
from triage.report.audit.pairs import check_pairs
from triage.report.audit.prose import check_population, check_unfinished
from triage.report.audit.quotations import check_quotations
from triage.report.audit.repeated import check_repeated, check_summaries
from triage.report.audit.state_shares import check_state_shares
from triage.report.audit.support import check_support, check_support_figures
from triage.report.audit.wholes import check_parts

Check = Callable[[Case], Iterator[Fault]]


class Rule(Struct, frozen=True):
    """One rule, by the name that faults carry."""

    name: str
    says: str
    """What holds in a correct report."""
    needs_facts: bool = False
    """Whether it compares with what GitHub says."""


RULES = (
    Rule("base", "The sample has one size, and fractions are of it or of a part that is named."),
    Rule("attainable", "A percentage of n issues is a whole number of issues (GRIM)."),
    Rule("fraction", "A fraction gives the percentage beside it, and is no larger than one."),
    Rule("interval", "An interval contains its percentage."),
    Rule("short-list", "A finding lists no fewer issues than its figure says."),
    Rule("list-length", "A finding lists no more issues than its figure says."),
    Rule("threshold", "“In more than 70 %” holds of every item beneath it."),
    Rule(
        "doubled",
        "An issue is listed once in a finding, and once where findings exclude each other.",
    ),
    Rule("partition", "Findings that exclude each other cover the sample and add up to 100 %."),
    Rule("state-conflict", "No issue is open and closed at once, no item provided and missing."),
    Rule("parts", "Parts add up to their whole: closed and open, a rate and what it consists of."),
    Rule("summary", "A summary gives the figure of the finding that it names."),
    Rule("repeated", "A number that is stated again has the same value."),
    Rule("link", "The address beside an issue leads to it, in the report's repository."),
    Rule("sample", "Every cited issue is in the sample."),
    Rule("support", "What a recommendation cites speaks of what is recommended."),
    Rule("population", "A percentage of all issues, not of the sampled ones, has an interval."),
    Rule("unfinished", "No placeholder, empty section or empty finding is left."),
    Rule("state", "Issues said to be open or closed are.", needs_facts=True),
    Rule("label", "Issues said to carry a label do, and as many as claimed.", needs_facts=True),
    Rule("date", "Issues were opened and closed when the report says.", needs_facts=True),
    Rule("quotation", "Quoted words stand in the issue.", needs_facts=True),
)
"""In the order in which faults of one line are printed."""

CHECKS: tuple[Check, ...] = (
    check_base,
    check_attainable,
    check_fractions,
    check_intervals,
    check_lists,
    check_thresholds,
    check_repetitions,
    check_overlaps,
    check_partition,
    check_states,
    check_standings,
    check_parts,
    check_state_shares,
    check_summaries,
    check_repeated,
    check_pairs,
    check_links,
    check_membership,
    check_support,
    check_support_figures,
    check_population,
    check_unfinished,
    check_listed_states,
    check_spoken_states,
    check_state_figures,
    check_label_figures,
    check_listed_labels,
    check_dates,
    check_times,
    check_quotations,
)
