"""Random filters and random issues that have something to say to each other."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from triage.domain import filter_ranges
from triage.domain.filter_words import ABOUT_CODINGS, ASSOCIATIONS, TABLE, Subject, Takes
from triage.domain.filters import (
    Choice,
    Comparison,
    Expression,
    Filter,
    Phrase,
    Place,
    either,
    every,
    without,
)
from triage.domain.issue import Issue
from triage.domain.words import searchable

NAMES = ("bug", "Bug", "feature request", "stale", "STALE", "ada", "Ben", "v1.0", "área", 'a "b"')
"""Names for labels, people and milestones: few, so that filters meet them."""

SNIPPETS = (
    "out of memory",
    "Out of Memory!",
    "memo",
    "the kv_cache, of",
    "quantization",
    "量化模型",
    "模型加载失败",
    "KVキャッシュ",
    "Straße STRASSE",
    "cafe\u0301 café",
    "🚀 The pitch",
    "nul\x00byte",
    "re",
    "İstanbul",
    "Ꭰ cherokee ꭰ",
    "ﬁne full－width ＧＰＵ",
    "한국어 지원",
)
"""Pieces of text with the difficulties that real ones have."""

START = datetime(2023, 12, 30, tzinfo=UTC)

times = st.integers(0, 500).map(lambda hours: START + timedelta(hours=7 * hours))
snippets = st.sampled_from(SNIPPETS)
texts = st.lists(snippets, max_size=3).map(" ".join)
names = st.sampled_from(NAMES)

issues = st.builds(
    Issue,
    repository=st.sampled_from(["octo/one", "octo/Two"]),
    number=st.integers(1, 40),
    title=texts,
    body=texts,
    created_at=times,
    state=st.sampled_from(["open", "closed"]),
    state_reason=st.sampled_from([None, "completed", "not_planned"]),
    labels=st.lists(names, max_size=3, unique=True).map(tuple),
    author=st.none() | names,
    author_association=st.sampled_from(ASSOCIATIONS),
    updated_at=st.none() | times,
    closed_at=st.none() | times,
    comment_count=st.integers(0, 12),
    reactions=st.integers(0, 12),
    locked=st.booleans(),
    milestone=st.none() | names,
    assignees=st.lists(names, max_size=2, unique=True).map(tuple),
)


@st.composite
def comparisons(draw: st.DrawFn, word: str, takes: Takes) -> Comparison:
    """A range that a word takes."""
    operand = st.integers(0, 14).map(str)
    if takes is Takes.TIME:
        operand = times.flatmap(
            lambda time: st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]).map(
                time.strftime
            )
        )
    first, last = sorted(
        draw(st.tuples(operand, operand)), key=lambda each: filter_ranges.period(word, each)
    )
    operator = draw(st.sampled_from(["=", ">", ">=", "<", "<=", ".."]))
    return Comparison(word, operator, first, last if operator == ".." else "")


def terms(*, with_codings: bool) -> st.SearchStrategy[Expression]:
    """A single term of any word."""
    kinds: list[st.SearchStrategy[Expression]] = [
        snippets.filter(lambda text: bool(searchable(text))).map(Phrase)
    ]
    for word in TABLE:
        if word.subject is Subject.FILTER or (word.name in ABOUT_CODINGS and not with_codings):
            continue
        if word.takes in (Takes.NUMBER, Takes.TIME):
            kinds.append(comparisons(word.name, word.takes))
            continue
        given = set(word.values) - (set() if with_codings else ABOUT_CODINGS)
        given -= {"open", "closed", "locked", "unlocked"} if word.name == "is" else set()
        value = st.sampled_from(sorted(given)) if given else names
        chosen = st.lists(value, min_size=1, max_size=2, unique=True).map(tuple)
        kinds.append(st.builds(Choice, st.just(word.name), chosen))
    return st.one_of(kinds)


def filters(*, with_codings: bool = False) -> st.SearchStrategy[Filter]:
    """A filter in the normal form that the parser gives."""
    expressions = st.recursive(
        terms(with_codings=with_codings),
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(every),
            st.lists(inner, min_size=2, max_size=3).map(either),
            inner.map(without),
        ),
        max_leaves=6,
    )
    places = st.sampled_from([tuple(Place), (Place.TITLE,), (Place.BODY,)])
    return st.builds(Filter, expression=expressions, places=places)
