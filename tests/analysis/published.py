"""Published tables of ratings: facts that every textbook of agreement repeats."""

COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Two judges, 200 subjects, three categories (Cohen 1960, p. 45)."""

FLEISS_1971 = [
    "00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006",
    "10050", "11040", "03300", "10050", "02031", "00501", "30012", "51000", "02040", "10203",
    "00006", "01050", "02013", "20040", "10041", "05010", "40002", "02040", "10500", "00006",
]  # fmt: skip
"""Thirty patients by six psychiatrists: how many chose each of five diagnoses (Fleiss 1971)."""

KRIPPENDORFF_4X12: list[list[int | None]] = [
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1],
    [None, 3, None, None],
]  # fmt: skip
"""Four observers, twelve units, gaps (Krippendorff, Computing Krippendorff's alpha, 2011)."""

FEINSTEIN_CICCHETTI_1990 = {"balanced": [[40, 9], [6, 45]], "skewed": [[80, 10], [5, 5]]}
"""Two tables with the same agreement of 85 % and kappas of 0.70 and 0.32."""


def from_confusion(table: list[list[int]]) -> list[tuple[str, str]]:
    """The pairs of codes, named 1, 2, 3 …, that a table counts."""
    return [
        (str(row + 1), str(column + 1))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def from_counts(units: list[str]) -> list[list[str]]:
    """Units with one code per rater, in any order, from digits that count each code."""
    return [
        [str(place + 1) for place, count in enumerate(unit) for _ in range(int(count))]
        for unit in units
    ]
