"""An issue laid out as the rows of a page: title, facts, body, conversation.

Laying out is a pure function of the issue and a width, so it can happen in a thread before the
rater asks for the issue. Every row knows which text it shows and from where to where, which is
what quotes are made of. This is also the border where text from outside becomes visible text.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from screens.fold_words import fold_in_words
from screens.wrapping import wrap_offsets
from triage.analysis.boilerplate import Fold, boilerplate
from triage.domain.event_words import event_in_words
from triage.domain.issue import Comment, Conversation, Event, Issue, SampledIssue
from triage.domain.safe_text import visible, visible_line

BODY = "body"
"""The source name of an issue's opening post."""


class Row(Struct, frozen=True):
    """One row of the page."""

    text: str
    style: str = "text"
    """title, labels, facts, rule, author, event, heading, code, citation, gist, text,
    boilerplate, fold, news, added or removed."""
    source: str = ""
    """`body`, `comment:ID` or `event:ID`; empty for what is nobody's text."""
    start: int = 0
    """First character, in the source, of the line that the row belongs to."""
    end: int = 0


class Page(Struct, frozen=True):
    """An issue, laid out for a width."""

    issue: Issue
    facts: str
    """State, age and size in words."""
    width: int
    rows: tuple[Row, ...]

    @property
    def folds(self) -> int:
        """How many parts are folded away."""
        return sum(row.style == "fold" for row in self.rows)


def lay_out(
    sampled: SampledIssue,
    width: int,
    now: datetime,
    *,
    form_headings: Collection[str] = (),
    is_open: bool = False,
    new_comments: Collection[str] = (),
    sample: str = "",
) -> Page:
    """The page of an issue.

    Args:
        sampled: the issue as it was read.
        width: cells in a row.
        now: for ages.
        form_headings: headings that the issues of the sample share, to be dimmed.
        is_open: whether boilerplate and logs are written out instead of folded away.
        new_comments: ids of comments to be marked as new.
        sample: the sample of the issue, for the command that fetches its conversation.
    """
    issue = sampled.issue
    rows = [*_heading(issue, width)]
    if sampled.gist:
        rows += wrapped_rows(
            "Gist in our own words; the issue's text is not shipped:", "facts", width
        )
        rows += wrapped_rows(sampled.gist, "gist", width)
    if issue.body:
        folds = boilerplate(issue.body, form_headings)
        rows += _text_rows(issue.body, BODY, width, [] if is_open else folds)
    elif not sampled.gist:
        rows += wrapped_rows("(no text)", "facts", width)
    rows += _conversation(sampled, width, new_comments, sample)
    return Page(issue, facts_in_words(issue, now), width, tuple(rows))


def facts_in_words(issue: Issue, now: datetime) -> str:
    """`closed after 5 d · 2 comments`, for a title line."""
    reason = (issue.state_reason or "").replace("_", " ")
    as_what = f" as {visible_line(reason)}" if reason else ""
    state = visible_line(issue.state)
    if issue.is_open:
        state += as_what + _age(issue, now)
    elif issue.closed_at is None:
        state += f"{as_what}, date unknown"
    else:
        took = issue.time_to_close
        state += f"{'' if took is None else f' after {_days(took.days)}'}{as_what}"
    return f"{state} · {_count(issue.comment_count, 'comment')}"


def _age(issue: Issue, now: datetime) -> str:
    """How long ago it was opened, which is true however old the copy is; nothing before that."""
    return f", {_days((now - issue.created_at).days)} old" if issue.created_at <= now else ""


def _heading(issue: Issue, width: int) -> Iterator[Row]:
    yield from wrapped_rows(issue.title or "(no title)", "title", width)
    if issue.labels:
        yield from wrapped_rows(" · ".join(issue.labels), "labels", width)
    opened = f"opened {issue.created_at:%Y-%m-%d} by {_person(issue.author)}"
    yield from wrapped_rows(opened + _role(issue.author_association), "facts", width)
    yield Row("")


def _conversation(
    sampled: SampledIssue, width: int, new_comments: Collection[str], sample: str
) -> Iterator[Row]:
    yield Row("")
    conversation = sampled.conversation
    if conversation is None:
        yield Row("─" * width, "rule")
        note = f"Comments and timeline are not fetched: triage fetch --sample {sample or 'NAME'}"
        yield from wrapped_rows(note, "rule", width)
        return
    counts = f"{_count(len(conversation.comments), 'comment')}, "
    counts += _count(len(conversation.events), "event")
    yield Row(f"── {counts} ".ljust(width, "─")[:width], "rule")
    for entry in _in_order(conversation):
        if isinstance(entry, Comment):
            yield from _comment(entry, sampled.issue, width, is_new=entry.id in new_comments)
        else:
            yield from _event(entry, sampled.issue, width)


def _in_order(conversation: Conversation) -> list[Comment | Event]:
    entries: list[Comment | Event] = [*conversation.comments, *conversation.events]
    return sorted(entries, key=lambda entry: entry.created_at)


def _comment(comment: Comment, issue: Issue, width: int, *, is_new: bool) -> Iterator[Row]:
    role = " (bot)" if comment.is_bot else _role(comment.author_association)
    later = _later(comment, issue)
    hidden = f" · hidden as {comment.hidden}" if comment.hidden else ""
    who = f"{'Δ new · ' if is_new else ''}{_person(comment.author)}{role}"
    yield Row("")
    yield from wrapped_rows(f"{who} · {later}{hidden}", "author", width)
    yield from _text_rows(comment.body, f"comment:{comment.id}", width)


def _event(event: Event, issue: Issue, width: int) -> Iterator[Row]:
    text = event_in_words(event)
    for row in wrapped_rows(f"⤷ {text} · {_later(event, issue)}", "event", width):
        yield Row(row.text, "event", f"event:{event.id}", 0, len(text))


def _text_rows(text: str, source: str, width: int, folds: Sequence[Fold] = ()) -> Iterator[Row]:
    """The rows of a text; a hidden fold is one row that says what it holds.

    Of several blank lines one is shown, but in code, where they may mean something.
    """
    fold_at = {fold.start_line: fold for fold in folds}
    dimmed_until = hidden_until = start = 0
    fenced = is_blank = False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        was_blank, is_blank = is_blank, not line.strip()
        end = start + len(line)
        if fold := fold_at.get(number):
            dimmed_until = fold.end_line
            if fold.is_hidden:
                hidden_until = fold.end_line
                yield from wrapped_rows(fold_in_words(fold, lines), "fold", width)
        is_fence = line.lstrip().startswith(("```", "~~~"))
        if number >= hidden_until and (fenced or not (was_blank and is_blank)):
            style = "code" if fenced or is_fence else _line_style(line)
            style = "boilerplate" if number < dimmed_until else style
            for row in wrapped_rows(line.rstrip("\r"), style, width):
                yield Row(row.text, style, source, start, end)
        fenced ^= is_fence
        start = end + 1


def _line_style(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    return "citation" if line.startswith(">") else "text"


def wrapped_rows(text: str, style: str, width: int) -> Iterator[Row]:
    """The rows of words that are nobody's text, made fit for a screen."""
    for line in visible(text).expandtabs(4).split("\n"):
        for start, end in wrap_offsets(line, width):
            yield Row(line[start:end].rstrip(), style)


def _person(login: str | None) -> str:
    return login or "an unknown account"


def _role(association: str) -> str:
    """What somebody is to the repository; most people are nothing, which is not said."""
    return "" if association.upper() == "NONE" else f" ({association.lower()})"


def _later(entry: Comment | Event, issue: Issue) -> str:
    """How long after the opening; an entry that is dated before it is said to be."""
    days = (entry.created_at - issue.created_at).days
    return f"{_days(days)} later" if days >= 0 else f"dated {_days(-days)} before the opening"


def _days(days: int) -> str:
    return f"{days} d" if days < 730 else f"{days / 365.25:.1f} y"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
