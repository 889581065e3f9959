"""What every report template may call, whatever its format; texts are escaped when printed."""

from collections.abc import Mapping

from triage.analysis.figures import percent
from triage.report import words
from triage.report.layout import groups, tables
from triage.report.method import sentences

FUNCTIONS: Mapping[str, object] = {
    "opening": words.opening,
    "base": words.base,
    "of_base": words.of_base,
    "provided": words.provided,
    "missing": words.missing,
    "less_provided": words.less_provided,
    "less_missing": words.less_missing,
    "tables": tables,
    "groups": groups,
    "percent": percent,
    "range": words.range_in_words,
    "figure": words.figure_in_words,
    "figures": words.figures_of,
    "coefficient": words.coefficient_in_words,
    "sentences": sentences,
    "source": words.source_in_words,
    "definitions": words.definitions,
}
"""By name."""
