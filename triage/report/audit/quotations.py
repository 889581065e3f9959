"""Rule on quotations: the words between quotation marks stand in the issue.

Texts are compared as they are shown, with control characters made visible, and without case, marks
of emphasis, line ends and the shape of quotation marks and dashes. Words that are nowhere in an
issue's title and body may still come from a comment; only when the comments are at hand too, or
when the words are all in the body in another order, is it sure that the quotation was made up. Of
an issue without a body nothing is said: snapshots that are shipped leave texts out.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from triage.domain.issue import Issue
from triage.domain.safe_text import visible
from triage.report.audit.case import Case
from triage.report.audit.fault import Fault, Severity
from triage.report.read import Citation

_QUOTATION = re.compile(r"“([^“”]{2,600})”|\"([^\"]{2,600})\"|„([^„“]{2,600})“|«([^«»]{2,600})»")
_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_FEWEST_WORDS = 2
"""A single word in quotation marks is a term, not a quotation."""

_DERIVED = 0.75
"""A quotation whose words are to this part in the text was made from it."""


def check_quotations(case: Case) -> Iterator[Fault]:
    """What is quoted of an issue stands in it."""
    labels = {label.casefold() for issue in case.facts.values() for label in issue.labels}
    listed = (citation for _, finding in case.codes() for citation in finding.citations)
    for citation in chain(listed, case.spoken_of):
        issue = case.facts.get(citation.number)
        if issue is None or not issue.body:
            continue
        for quotation in _quotations(citation):
            if quotation.casefold() in labels:
                continue
            if fault := _fault(case, citation, issue, quotation):
                yield fault


def _quotations(citation: Citation) -> Iterator[str]:
    yield from citation.quotes
    for match in _QUOTATION.finditer(citation.memo):
        quotation = next(group for group in match.groups() if group)
        if len(quotation.split()) >= _FEWEST_WORDS:
            yield quotation


def _fault(case: Case, citation: Citation, issue: Issue, quotation: str) -> Fault | None:
    conversation = case.conversations.get(issue.number)
    texts = [issue.title, issue.body]
    if conversation is not None:
        texts += [comment.body for comment in conversation.comments]
    if _stands_in(quotation, texts):
        return None
    unseen = 0 if conversation is not None else issue.comment_count
    is_derived = _is_derived(quotation, f"{issue.title}\n{issue.body}")
    where = "title and body" if conversation is None else "title, body and comments"
    found = f"the words are not in its {where}"
    if unseen:
        found += f" ({unseen} {'comment is' if unseen == 1 else 'comments are'} not at hand)"
    return Fault(
        line=citation.line,
        severity=Severity.ERROR if is_derived or not unseen else Severity.WARNING,
        rule="quotation",
        claimed=f"#{citation.number} is quoted: “{quotation}”",
        found=found,
    )


def _stands_in(quotation: str, texts: list[str]) -> bool:
    parts = [_searchable(part) for part in _ELLIPSIS.split(quotation)]
    pattern = [part for part in parts if part]
    return not pattern or any(_in_order(pattern, _searchable(text)) for text in texts)


def _in_order(parts: list[str], text: str) -> bool:
    position = 0
    for part in parts:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True


def _is_derived(quotation: str, text: str) -> bool:
    words = re.findall(r"\w+", _searchable(quotation))
    known = set(re.findall(r"\w+", _searchable(text)))
    long = [word for word in words if len(word) > 1]
    return bool(long) and sum(word in known for word in long) / len(long) >= _DERIVED


def _searchable(text: str) -> str:
    """The text as far as a quotation must agree with it."""
    folded = unicodedata.normalize("NFKC", visible(text)).translate(_CHARACTERS).casefold()
    words = re.sub(r"[*_~\\#>\"]+|<[^<>]{1,80}>", "", folded)
    words = re.sub(r"['`](?!\w)|(?<!\w)['`]", "", words)
    return " ".join(words.split()).strip(" .,;:!?")
