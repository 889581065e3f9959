"""The words of the filter language, as one table: the parser, the help and the pages read it.

GitHub's search has its word for most facts, and means the same here; what GitHub cannot know
(how an issue is coded) has words of our own. Every word takes its values in one of few ways, so
a further word is one more row here and one rule where filters are answered.
"""

from enum import StrEnum

from msgspec import Struct


class Takes(StrEnum):
    """What stands behind the colon of a word."""

    NAME = "a name"
    """Any text, compared without case."""
    VALUE = "one of its values"
    NUMBER = "a number"
    """A whole number or a range of them."""
    TIME = "a time"
    """A year, month, day or moment, or a range of them."""


class Subject(StrEnum):
    """What a word asks about."""

    ISSUE = "what GitHub says about the issue"
    CODING = "how a rater coded it"
    FILTER = "the filter itself"


class Word(Struct, frozen=True, kw_only=True):
    """One word of the language."""

    name: str
    takes: Takes
    meaning: str
    example: str
    values: tuple[str, ...] = ()
    """All it can be, when it takes one of its values."""
    subject: Subject = Subject.ISSUE
    is_github: bool = True
    """Whether GitHub's search has it too."""


YES_NO = ("yes", "no")

ASSOCIATIONS = (
    "COLLABORATOR",
    "CONTRIBUTOR",
    "FIRST_TIMER",
    "FIRST_TIME_CONTRIBUTOR",
    "MANNEQUIN",
    "MEMBER",
    "NONE",
    "OWNER",
)
"""What GitHub says an author is to the repository."""


def _name(name: str, meaning: str, example: str) -> Word:
    return Word(name=name, takes=Takes.NAME, meaning=meaning, example=example)


def _value(name: str, meaning: str, example: str, *values: str) -> Word:
    return Word(name=name, takes=Takes.VALUE, meaning=meaning, example=example, values=values)


def _number(name: str, meaning: str, example: str) -> Word:
    return Word(name=name, takes=Takes.NUMBER, meaning=meaning, example=example)


def _time(name: str, meaning: str, example: str) -> Word:
    return Word(name=name, takes=Takes.TIME, meaning=meaning, example=example)


def _own(name: str, takes: Takes, meaning: str, example: str, *values: str) -> Word:
    return Word(
        name=name, takes=takes, meaning=meaning, example=example, values=values, is_github=False
    )


def _coding(name: str, takes: Takes, meaning: str, example: str, *values: str) -> Word:
    return Word(
        name=name,
        takes=takes,
        meaning=meaning,
        example=example,
        values=values,
        subject=Subject.CODING,
        is_github=False,
    )


TABLE = (
    _name("label", "carries the label", 'label:"feature request"'),
    _value("state", "is open or closed", "state:closed", "open", "closed"),
    _value("is", "as state, or locked", "is:open", "open", "closed", "locked", "unlocked", "issue"),
    _value(
        "reason",
        "was closed or reopened for the reason",
        'reason:"not planned"',
        "completed",
        "not_planned",
        "duplicate",
        "reopened",
    ),
    _time("created", "was opened then", "created:>=2024-01-01"),
    _time("updated", "was last changed then", "updated:2024-03..2024-06"),
    _time("closed", "was closed then", "closed:2024"),
    _number("comments", "has so many comments", "comments:>5"),
    _number("reactions", "has so many reactions", "reactions:10..100"),
    _name("author", "was opened by the account", "author:octocat"),
    _name("assignee", "is assigned to the account", "assignee:octocat"),
    _name("milestone", "is in the milestone", 'milestone:"v1.0"'),
    _value(
        "no",
        "has none of them",
        "no:label",
        "label",
        "assignee",
        "milestone",
        "confidence",
    ),
    _name("repo", "belongs to the repository", "repo:octocat/hello-world"),
    Word(
        name="in",
        takes=Takes.VALUE,
        meaning="where the free text of the whole filter is looked for",
        example="crash in:title",
        values=("title", "body"),
        subject=Subject.FILTER,
    ),
    _own(
        "author-association",
        Takes.VALUE,
        "was opened by somebody who is this to the repository",
        "author-association:NONE,FIRST_TIMER",
        *ASSOCIATIONS,
    ),
    _own("number", Takes.NUMBER, "has the number", "number:>=1000"),
    _own("locked", Takes.VALUE, "its conversation is locked", "locked:yes", *YES_NO),
    _own("stale", Takes.VALUE, "carries the label `stale`", "stale:yes", *YES_NO),
    _own(
        "standing",
        Takes.VALUE,
        "what became of it since it was fetched or drawn",
        "standing:deleted",
        "present",
        "unlabelled",
        "deleted",
        "transferred",
        "private",
    ),
    _coding(
        "coded",
        Takes.VALUE,
        "every question is answered, none is, or some are",
        "coded:no",
        "yes",
        "no",
        "partly",
    ),
    _coding("code", Takes.NAME, "has the code, of any question or of one", "code:RQ1.performance"),
    _coding("missing", Takes.NAME, "the checklist item is missing", "missing:RQ4.versions"),
    _coding("flag", Takes.VALUE, "is flagged", "flag:yes", *YES_NO),
    _coding("skipped", Takes.VALUE, "was skipped", "skipped:yes", *YES_NO),
    _coding("excluded", Takes.VALUE, "was excluded with a reason", "excluded:no", *YES_NO),
    _coding("confidence", Takes.NUMBER, "was coded with that confidence, 1 to 3", "confidence:<3"),
    _coding("memo", Takes.VALUE, "an answer has a memo", "memo:no", *YES_NO),
    _coding("quote", Takes.VALUE, "a code has a quote", "quote:no", *YES_NO),
    _coding("changed", Takes.VALUE, "is not what it was when it was coded", "changed:yes", *YES_NO),
    _coding("duplicate", Takes.VALUE, "was judged the same as another", "duplicate:yes", *YES_NO),
    Word(
        name="rater",
        takes=Takes.NAME,
        meaning="whose coding is meant: a name, `me` (when left out), or `*` for anybody's",
        example="rater:ada code:performance",
        subject=Subject.FILTER,
        is_github=False,
    ),
)
"""Every word, in the order in which help shows them."""

WORDS = {word.name: word for word in TABLE}
"""The same by name."""

ABOUT_CODINGS = frozenset(word.name for word in TABLE if word.subject is Subject.CODING)
"""The words that a population cannot answer."""
