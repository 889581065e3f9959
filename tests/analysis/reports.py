"""Issues for the tests of duplicates."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from triage.domain.issue import Issue

OPENED = datetime(2024, 1, 1, tzinfo=UTC)


def issue(number: int, title: str, body: str = "", day: float = 0, home: str = "o/r") -> Issue:
    """An issue that was opened so many days after the first."""
    opened = OPENED + timedelta(days=day)
    return Issue(repository=home, number=number, title=title, body=body, created_at=opened)


REPORTS = (
    issue(1, "Scheduler crashes on empty batch", "Traceback: IndexError in schedule_step", 0),
    issue(2, "Add a dark theme", "It is too bright at night.", 5),
    issue(3, "Crash of the scheduler when the batch is empty", "schedule_step raises", 9),
    issue(4, "Document the metrics endpoint", "There is no page about prometheus.", 12),
    issue(5, "Prometheus metrics are missing", "The metrics endpoint gives nothing, see #4", 20),
    issue(6, "Theme switch flickers", "The dark theme comes and goes.", 30),
)

_words = st.sampled_from(
    [
        "crash",
        "scheduler",
        "batch",
        "empty",
        "内存",
        "泄漏",
        "RwLock",
        "&mut",
        "=>",
        "#3",
        "```\n\n",
    ]
)
_texts = st.one_of(st.text(max_size=60), st.lists(_words, max_size=12).map(" ".join))

populations = st.lists(
    st.builds(
        issue,
        number=st.integers(1, 30),
        title=_texts,
        body=_texts,
        day=st.floats(0, 2000, allow_nan=False),
    ),
    max_size=12,
)
"""Any few issues; numbers may come twice, texts may be empty."""
