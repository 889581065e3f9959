"""Sentences on what the agreement figures of a question hide."""

from collections import Counter
from itertools import combinations

from triage.analysis.agreement import Figure
from triage.analysis.answers import AnswerTable, Words
from triage.analysis.prevalence import bias, paradox
from triage.analysis.primary import Coefficient

NOTHING = "nothing applies"


def notes(table: AnswerTable, coefficients: tuple[Coefficient, ...], primary: str) -> Words:
    """Sentences on what the figures of a question hide.

    Args:
        table: the answers.
        coefficients: all of them; plain agreement comes first.
        primary: name of the one that leads.
    """
    by_name = {each.name: each for each in coefficients}
    answers = Counter(
        ", ".join(map(table.label, words)) or NOTHING
        for row in table.rows
        if sum(words is not None for words in row) > 1
        for words in row
        if words is not None
    )
    shares = {answer: count / answers.total() for answer, count in answers.items()}
    leading, ac1 = by_name[primary], by_name.get("gwet_ac1")
    sentences = [
        paradox(
            coefficients[0].figure,
            leading.figure,
            leading.title,
            shares,
            ac1.figure if ac1 else Figure(None),
        )
    ]
    for first, second in combinations(range(len(table.raters)), 2):
        common = [row for row in table.rows if row[first] is not None and row[second] is not None]
        one, other = (
            Counter(word for row in common for word in row[rater] or ())
            for rater in (first, second)
        )
        raters = table.raters[first], table.raters[second]
        sentences += [
            bias(table.label(word), *raters, (one[word], other[word]), len(common))
            for word in table.words
        ]
    return tuple(filter(None, sentences))
