"""The page that a reader of a package sees first: what is in it, and how to do it again."""

from triage.report.escape import markdown_text
from triage.report.method import sentences
from triage.report.model import CONSENSUS, Report

_FILES = (
    ("manifest.json", "the draw: filter, seed, population, numbers, reserve"),
    (
        "issues.jsonl",
        "facts of every drawn and reserve issue, one a line, with digests of its texts",
    ),
    ("codebook/", "every edition of the codebook that codings cite"),
    ("codings/NAME.jsonl", "what each rater says, one issue a line, never changed by a consensus"),
    ("codings/NAME.history.jsonl", "every change that led there, with its time and edition"),
    ("consensus.jsonl", "what was settled, if anything was; its history beside it"),
    ("disagreements.csv", "questions that raters answered differently, with their answers"),
    ("report.*", "the report, in every format with the same figures"),
    ("narrative.md", "the authors' own words in the report, if there are any"),
    ("triage.toml", "the settings of the study"),
    ("SHA256SUMS", "the digest of every other file"),
)


def readme(report: Report, *, made_with: str, with_texts: bool) -> str:
    """The page, in Markdown.

    Args:
        report: whose study it is.
        made_with: name and version of the program; empty to leave it out.
        with_texts: whether bodies, comments and quotes are in the package.
    """
    parts = [
        f"# {markdown_text(report.title)}",
        f"The reproducibility package of a study{f', made with {made_with}' if made_with else ''}.",
        "## Files",
        "\n".join(f"- `{name}`: {words}" for name, words in _FILES),
        _WITH_TEXTS if with_texts else _WITHOUT_TEXTS,
        "## Method",
        "\n".join(f"- {markdown_text(each)}" for each in sentences(report)),
        "## Do it again",
        _steps(report),
    ]
    return "\n\n".join(parts) + "\n"


_WITH_TEXTS = (
    "Bodies, comments and quotes are in it. They belong to the people who wrote them: mind their "
    "rights and the terms of the site before you publish this package."
)

_WITHOUT_TEXTS = (
    "No body, comment or quote is in it. A digest is the first 16 hexadecimal digits of the "
    "SHA-256 of a text in UTF-8; a quote keeps its source, its first and last character, and the "
    "digest of the text that it was taken from. Titles are facts and stay; memos, reasons and the "
    "narrative are the raters' and authors' own words."
)


def _steps(report: Report) -> str:
    method = report.method
    steps = ["Check the files: `sha256sum --check SHA256SUMS`."]
    if method.seed is None:
        steps.append(
            "The sample was given as a list of numbers, in `manifest.json`; there is no draw to "
            "repeat."
        )
    else:
        steps.append(
            "Draw the sample: fetch the issues that the filter selects, take those that were there "
            "at the time of the fetch, and sort them by the SHA-256 of the text that the method "
            "names. The first ones are `numbers` in `manifest.json`, in this order, the next ones "
            "`reserve`; of a divided population the same within each of `strata`."
        )
    steps += [
        "Read the issues at their addresses. Where a digest differs the text was edited since.",
        "Count: for each question, n is the number of issues in scope whose answer has a code, a "
        "missing item or `none_apply`; k is the number of those with a given code in `codes` (or "
        f"in `missing`). The file to count is {_source(method.source)}. The results are the rows "
        "of `report.csv`.",
        "Compare raters from `codings/`, never from the consensus: `disagreements.csv` has the "
        "answers that differ, `report.json` the coefficients under `agreement`.",
    ]
    return "\n".join(f"{place}. {step}" for place, step in enumerate(steps, start=1))


def _source(source: str) -> str:
    path = "consensus.jsonl" if source == CONSENSUS else f"codings/{source}.jsonl"
    return f"`{markdown_text(path)}`"
