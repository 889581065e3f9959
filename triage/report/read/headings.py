"""Tells what a heading announces: a question, a part of the report, or a finding.

Reports of the same make differ in words: "Pattern 1", "Finding 2", "Category A"; "Summary",
"Overview", "In short". All such vocabulary lives here.
"""

import re
from enum import Enum, auto

from triage.report.read.document import Role, Standing
from triage.report.read.inline import plain_heading


class Part(Enum):
    """What a section is about."""

    QUESTION = auto()
    SUMMARY = auto()
    CONTAINER = auto()
    """A heading that only holds findings, such as "Detailed Findings"."""
    OBSERVATIONS = auto()
    RECOMMENDATIONS = auto()
    METHOD = auto()
    OVERVIEW = auto()
    OTHER = auto()


QUESTION_MARK = re.compile(
    r"(?P<mark>(?:RQ|Q|Research\s+Question|Question)\s*[-.]?\s*(?P<number>\d+[a-z]?))\b\s*[:.)–—-]*\s*",
    re.IGNORECASE,
)
"""`RQ1:`, `Research Question 2 –`, `Q3.`"""

_ID_MARK = re.compile(r"(?P<mark>[a-z0-9][a-z0-9-]{0,63}):\s+(?=\S)")
"""A question's id before its title, as reports of this program print it: `outcome: How …?`"""

_PARTS = (
    (Part.SUMMARY, r"(?:the\s+)?(?:short\s+)?(?:summary|overview|answer|in short|tl;?dr|gist)"),
    (
        Part.CONTAINER,
        r"(?:(?:detailed|key|main|individual|full)\s+)?(?:findings?|results?|patterns?|details?"
        r"|categories|breakdown|evidence|themes|distribution|items|answers?)",
    ),
    (
        Part.OBSERVATIONS,
        r".*\b(?:observations?|cross[- ]cutting.*|insights|takeaways|lessons(?: learned)?)",
    ),
    (
        Part.RECOMMENDATIONS,
        r".*\b(?:recommendations?|suggestions?|action items|next steps|proposed actions)",
    ),
    (
        Part.METHOD,
        r"excluded(?: issues)?|exclusions|.*\b(?:methods?|methodology"
        r"|sampling|sample|data(?: collection)?|procedure|limitations?"
        r"|threats(?: to validity)?|reproducib\w+|appendix.*|agreement|reliability|codebook"
        r"|references|glossary|checklists?|acknowledge?ments?|about this report|changes"
        r"|duplicates?(?: in .*)?)",
    ),
    (
        Part.OVERVIEW,
        r".*\b(?:abstract|introduction|background|conclusions?|discussion|executive summary"
        r"|summary|overview|implications|context|scope)",
    ),
)
_PART_PATTERNS = [(part, re.compile(rf"{words}\W*", re.IGNORECASE)) for part, words in _PARTS]

_NUMBERED = re.compile(
    r"(?:pattern|finding|category|theme|group|cluster|class|outcome|topic)\s*(?:\d{1,3}|[A-Z])\s*"
    r"[:.)–—-]",
    re.IGNORECASE,
)

_SUBLABEL = re.compile(
    r"(?:frequency|share|prevalence|proportion|percentage|count|coverage|occurrence|evidence"
    r"|(?:representative |affected |related |cited |sample |example )?issues?|examples?|description"
    r"|impact|notes?|interpretation|definition|explanation|analysis|discussion|quotes?|observation"
    r"|representative examples?|implications?|details?|references?|severity|root cause|caveats?"
    r"|variations?|base|n)\W*",
    re.IGNORECASE,
)
"""Words that name a line under a finding, not a finding."""

FIGURE_LABEL = re.compile(
    r"\W*(?:frequency|share|prevalence|proportion|percentage|count|coverage|occurrence)\W",
    re.IGNORECASE,
)
"""Begins a line that states the figure of the finding above it."""

_UNCODED = re.compile(
    r"(?:not (?:yet )?coded|uncoded|excluded|skipped|unanswered)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:none (?:of these )?appl(?:y|ies)|no code(?: applies)?|none)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:outliers?|special cases|edge cases and outliers|miscellan\w+ cases|exceptions)\b",
    re.IGNORECASE,
)
_PROVIDED = re.compile(
    r"\b(?:well[- ]?provided|provided|present|included|available|well[- ]documented|given)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b(?:missing|absent|lacking|omitted|not provided|rarely provided|poorly provided"
    r"|unavailable|incomplete)\b",
    re.IGNORECASE,
)


def part_of(heading: str) -> Part:
    """What a section with this heading is about; `OTHER` when its words do not say."""
    words = plain_heading(heading).strip(" :")
    if QUESTION_MARK.match(words) or words.endswith("?"):
        return Part.QUESTION
    words = re.sub(r"^(?:\d+(?:\.\d+)*[.):]?|[A-Z][.)])\s+", "", words)
    return next((part for part, pattern in _PART_PATTERNS if pattern.fullmatch(words)), Part.OTHER)


def split_question(heading: str) -> tuple[str, str]:
    """The mark and the title of a question's heading; the mark is empty when there is none."""
    words = plain_heading(heading)
    match = QUESTION_MARK.match(words) or _ID_MARK.match(words)
    if match is None:
        return "", re.sub(r"^\d{1,2}(?:\.\d{1,2})*[.):]\s+", "", words)
    return " ".join(match["mark"].split()), words[match.end() :].strip()


def is_question_mark(text: str) -> bool:
    """Whether a line begins with `RQ1` or the like."""
    return bool(QUESTION_MARK.match(plain_heading(text)))


def is_sublabel(text: str) -> bool:
    """Whether a bold word such as "Frequency:" names a line of a finding, not a finding."""
    bold = re.match(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)", text)
    words = plain_heading(bold[1] if bold else text)
    return bool(_SUBLABEL.fullmatch(re.split(r"[(:]", words, maxsplit=1)[0]))


def is_numbered_finding(text: str) -> bool:
    """Whether a line begins with `Pattern 1:` or the like."""
    return bool(_NUMBERED.match(plain_heading(text)))


def role_of(label: str) -> Role:
    """What a list under this label is."""
    for role, pattern in (
        (Role.UNCODED, _UNCODED),
        (Role.NONE_APPLIES, _NONE),
        (Role.ASIDE, _ASIDE),
    ):
        if pattern.match(label):
            return role
    return Role.FINDING


def standing_of(heading: str) -> Standing:
    """Whether a heading speaks of provided or of missing information."""
    provided, missing = _PROVIDED.search(heading), _MISSING.search(heading)
    if missing and (provided is None or missing.start() <= provided.start()):
        return Standing.MISSING
    return Standing.PROVIDED if provided else Standing.UNSAID
