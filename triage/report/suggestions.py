"""All that a sample and its codings suggest to say, for an author to take or leave."""

from triage.analysis.observations import suggest_observations
from triage.report.build import Material, issues_in_scope
from triage.report.facts import observe_facts
from triage.report.model import Statement


def suggestions(material: Material) -> list[Statement]:
    """What could be observed, in a fixed order: states and times first, then labels and codes."""
    issues = [each.issue for each in issues_in_scope(material)]
    population = material.manifest.population_size
    found = suggest_observations(issues, material.codebook, material.codings, population)
    return [
        *observe_facts(issues, population),
        *(Statement(title=each.title, text=each.text) for each in found),
    ]
