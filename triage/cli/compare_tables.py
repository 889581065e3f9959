"""A comparison as tables for people."""

from collections.abc import Callable, Iterable, Sequence
from string import ascii_lowercase

from triage.analysis.agreement import Figure
from triage.analysis.answers import SIGNS
from triage.analysis.code_agreement import CodeAgreement
from triage.analysis.comparison import Comparison
from triage.analysis.confusion import Confusion
from triage.analysis.figures import coefficient_range, coefficient_value, percent
from triage.analysis.intervals import Resampled
from triage.analysis.primary import Coefficient
from triage.analysis.question_agreement import Coverage, PairAgreement, QuestionAgreement
from triage.analysis.verdict_agreement import VERDICT_QUESTION, pair_in_words
from triage.cli.output import print_table, say
from triage.domain.codebook import Codebook, Kind
from triage.domain.issue import number_of
from triage.report.words import issues_in_words

MOST_DISPUTES = 50
"""Issues in dispute that are listed; all are in the JSON."""

MOST_NUMBERS = 20


def print_comparison(comparison: Comparison, codebook: Codebook, sample: str) -> None:
    """Print a comparison, question by question, then what is in dispute."""
    drawn = f"{comparison.resamples:,} resamples, seed {comparison.seed}"
    say(
        f"{', '.join(comparison.raters)} on the sample {sample}, {len(comparison.issues)} issues; "
        f"{f'95 % intervals from {drawn}' if comparison.resamples else 'no intervals'}"
    )
    for question in comparison.questions:
        _say_heading(f"{question.question} {question.title}")
        say("; ".join(_coverage(each, "coded", _number) for each in reversed(question.coverage)))
        _print_question(question)
    if comparison.verdicts is not None:
        _print_verdicts(comparison.verdicts, comparison.raters)
    _print_disputes(comparison, codebook)
    for split in comparison.split_exclusions:
        say(
            f"#{number_of(split.issue)} is excluded by {', '.join(split.excluded_by)} and coded "
            f"by {', '.join(split.coded_by)}"
        )
    for standing in comparison.standings:
        say(
            f"{standing.rater}: {len(standing.complete)} coded, {len(standing.partial)} partly, "
            f"{len(standing.uncoded)} not, {len(standing.excluded)} excluded, "
            f"{len(standing.skipped)} skipped, {len(standing.flagged)} flagged"
        )


def _say_heading(heading: str) -> None:
    say(f"\n{heading}\n{'─' * min(len(heading), 78)}")


def _print_verdicts(verdicts: QuestionAgreement, raters: Sequence[str]) -> None:
    """Agreement on pairs of issues, and the pairs in dispute."""
    _say_heading("Duplicates, by pairs of issues")
    judged = verdicts.coverage[:0:-1]
    say("; ".join(_coverage(each, "judged", pair_in_words) for each in judged))
    if not any(each.issues for each in judged if each.raters > 1):
        say("No pair was judged by two raters.")
        return
    _print_question(verdicts)
    labels = {code.id: code.label for code in VERDICT_QUESTION.codes}
    rows = [
        [pair_in_words(each.issue), *(_answer(each.answers.get(rater), labels) for rater in raters)]
        for each in verdicts.disagreements[:MOST_DISPUTES]
    ]
    count = len(verdicts.disagreements)
    print_table(["Pair", *raters], rows, title=f"{count} pairs in dispute")
    if count > MOST_DISPUTES:
        say(f"… and {count - MOST_DISPUTES} more; --json has all")


def _print_question(question: QuestionAgreement) -> None:
    others = [each for each in question.coefficients if each.name != question.primary]
    print_table(
        ["Coefficient", "Value", "95 %", ""],
        [_coefficient(question.leading, "primary"), *(_coefficient(each) for each in others)],
        right="Value",
    )
    for note in question.notes:
        say(note)
    _print_codes(question.codes)
    if question.items:
        _print_items(question)
    if len(question.pairs) > 1:
        _print_pairs(question)
    for pair in question.pairs:
        _print_confusions(pair, question.kind)
    for unfit in question.unfit:
        say(
            f"#{number_of(unfit.issue)}: {unfit.rater} has {len(unfit.codes)} codes where one is "
            f"asked for; left out"
        )


def _number(issue: str) -> str:
    return f"#{number_of(issue)}"


def _coverage(coverage: Coverage, done: str, name: Callable[[str], str]) -> str:
    numbers = [name(issue) for issue in coverage.issues[:MOST_NUMBERS]]
    more = len(coverage.issues) - len(numbers)
    listed = ", ".join([*numbers, f"{more} more"] if more else numbers)
    count = f"{done} by {coverage.raters or 'nobody'}: {len(coverage.issues)}"
    return f"{count} ({listed})" if coverage.issues and coverage.raters < 2 else count


def _coefficient(coefficient: Coefficient, note: str = "") -> list[str]:
    figure, interval = coefficient.figure, coefficient.interval
    reasons = [note, f"not defined: {figure.reason}" if figure.reason else ""]
    if interval is not None and interval.undefined and not figure.reason:
        reasons.append(f"{interval.undefined} resamples left it undefined")
    return [
        coefficient.title,
        coefficient_value(figure.value),
        _range(interval),
        "; ".join(filter(None, reasons)),
    ]


def _range(interval: Resampled | None) -> str:
    return coefficient_range(interval.low, interval.high) if interval else ""


def _print_codes(codes: Iterable[CodeAgreement]) -> None:
    rows = [
        [
            code.signed_label,
            f"{code.chosen}/{code.codings} {percent(code.prevalence.value):>5}",
            percent(code.percent_agreement.value),
            " ".join([coefficient_value(code.alpha.value), _alpha_range(code)]),
            coefficient_value(code.ac1.value),
            percent(code.positive_agreement.value),
        ]
        for code in codes
    ]
    columns = ["Code", "Chosen", "Agree", "Alpha, 95 %", "AC1", "Positive"]
    print_table(columns, rows, right="Chosen Agree AC1 Positive")


def _alpha_range(code: CodeAgreement) -> str:
    return _range(code.interval) if code.alpha.value is not None else ""


def _print_items(question: QuestionAgreement) -> None:
    rows = []
    for item in question.items:
        figures: dict[str, Figure] = {each.name: each.figure for each in item.coefficients}
        rows.append(
            [
                item.label,
                percent(figures["percent_agreement"].value),
                coefficient_value(figures["krippendorff_alpha"].value),
                coefficient_value(figures["gwet_ac1"].value),
            ]
        )
    columns = ["Item (provided, missing or neither)", "Agreement", "Alpha", "AC1"]
    print_table(columns, rows, right="Agreement Alpha AC1")


def _print_pairs(question: QuestionAgreement) -> None:
    rows = []
    for pair in question.pairs:
        leading = next(each for each in pair.coefficients if each.name == question.primary)
        value = coefficient_value(leading.figure.value)
        rows.append([f"{pair.first}, {pair.second}", str(pair.common), value])
    print_table(["Pair", "Common", question.leading.title], rows, right="Common")


def _print_confusions(pair: PairAgreement, kind: Kind) -> None:
    if kind is Kind.SINGLE:
        (matrix,) = pair.confusions
        _print_matrix(matrix)
        return
    rows = [
        [matrix.subject, *(str(count) for row in matrix.counts() for count in row)]
        for matrix in pair.confusions
    ]
    if not rows:
        return
    codes = pair.confusions[0].codes
    title = f"{pair.first} and {pair.second}, issues that both coded"
    heads = [f"{row}/{column}" for row in codes for column in codes]
    if kind is Kind.CHECKLIST:
        title += "".join(f"; {sign} {standing}" for standing, sign in SIGNS.items())
        heads = [f"{SIGNS[row]}{SIGNS[column]}" for row in codes for column in codes]
    print_table(["", *heads], rows, title=title, right=" ".join(heads))


def _print_matrix(matrix: Confusion) -> None:
    """Who chose what, with letters over the columns, so that many codes fit."""
    used = {code for cell in matrix.cells for code in (cell.first, cell.second)}
    codes = [code for code in matrix.codes if code in used]
    heads = [_letter(place) for place in range(len(codes))]
    rows = [
        [f"{head} {code}", *(str(len(matrix.issues(code, column)) or "·") for column in codes)]
        for head, code in zip(heads, codes, strict=True)
    ]
    title = f"Rows: {matrix.first}. Columns: {matrix.second}."
    print_table(["", *heads], rows, title=title, right=" ".join(heads))


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place)


def _print_disputes(comparison: Comparison, codebook: Codebook) -> None:
    rows = []
    for dispute in comparison.disputes[:MOST_DISPUTES]:
        for place, each in enumerate(dispute.questions):
            question = codebook.question(each.question)
            labels = {code.id: code.label for code in question.codes} if question else {}
            rows.append(
                [
                    "" if place else f"#{number_of(dispute.issue)}",
                    "" if place else f"{dispute.dispute:.2f}",
                    each.question,
                    *(_answer(each.answers.get(rater), labels) for rater in comparison.raters),
                ]
            )
    disputed = issues_in_words(len(comparison.disputes))
    more = len(comparison.disputes) - MOST_DISPUTES
    print_table(
        ["Issue", "Dispute", "", *comparison.raters],
        rows,
        title=f"{disputed} in dispute, those most in dispute first",
        right="Dispute",
    )
    if more > 0:
        say(f"… and {more} more; --json has all")


def _answer(words: Sequence[str] | None, labels: dict[str, str]) -> str:
    if words is None:
        return "–"
    shown = []
    for word in words:
        item, _, standing = word.partition(":")
        shown.append(f"{SIGNS.get(standing, '')} {labels.get(item, item)}".strip())
    return ", ".join(shown) or "none applies"
