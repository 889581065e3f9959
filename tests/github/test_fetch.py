"""A whole fetch against a small GitHub: exact, resumable, and aware of what vanished."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest

from store.population_fetching import FetchedPopulation
from tests.github.stub import (
    ID,
    REPOSITORY,
    ROOT,
    START,
    StillClock,
    StubGitHub,
    Watcher,
    client_of,
    comment_entry,
    issue_row,
    pull_row,
)
from tests.memory_population import in_memory
from triage.domain.errors import GitHubError
from triage.github.fetch import FetchJob, Outcome, fetch_population

ALL = FetchJob(repository=REPOSITORY)
BUGS = FetchJob(repository=REPOSITORY, label="bug")


@pytest.fixture
def population() -> Iterator[FetchedPopulation]:
    with in_memory(FetchedPopulation) as opened:
        yield opened


def fetched(
    github: StubGitHub,
    population: FetchedPopulation,
    job: FetchJob = ALL,
    *,
    token: str | None = None,
    watcher: Watcher | None = None,
    hours: float = 0,
) -> Outcome:
    clock = StillClock()
    clock.slept.append(hours * 3600)
    client = client_of(github, token=token, watcher=watcher, clock=clock)
    return fetch_population(job, population, client)


def numbers(population: FetchedPopulation) -> list[int]:
    return [issue.number for issue in population.issues()]


def standings(population: FetchedPopulation) -> dict[int, str]:
    return {
        number: standing
        for number in numbers(population)
        if (standing := population.standing(REPOSITORY, number)) != "present"
    }


def ten_rows() -> list[dict[str, object]]:
    return [pull_row(n) if n in (2, 3, 7) else issue_row(n) for n in range(1, 11)]


def test_every_issue_arrives_once_and_no_pull_request(population: FetchedPopulation) -> None:
    outcome = fetched(StubGitHub(ten_rows()), population)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]
    assert (outcome.issues, outcome.new, outcome.received) == (7, 7, 7)
    assert (outcome.pull_requests, outcome.requests) == (3, 5)


def test_rows_that_repeat_across_pages_are_counted_once(population: FetchedPopulation) -> None:
    github = StubGitHub(ten_rows())
    pages: list[list[object]] = []

    def repeat(request: httpx.Request) -> httpx.Response | None:
        if not request.url.path.endswith("/issues"):
            return None
        answer = github._list(request.url.params)
        pages.append(answer.json())
        earlier = pages[-2] if len(pages) > 1 else []
        return httpx.Response(200, json=[*earlier, *pages[-1]], headers=answer.headers)

    github.before = repeat
    outcome = fetched(github, population)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]
    assert (outcome.received, outcome.pull_requests) == (7, 3)


def test_list_is_asked_for_by_the_address_that_each_page_gives(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub(ten_rows())
    fetched(github, population, BUGS)
    first, *others = [request.url for request in github.requests[1:]]
    assert dict(first.params) == {
        "state": "all", "sort": "created", "direction": "asc", "per_page": "100", "labels": "bug",
    }  # fmt: skip
    assert [url.params["after"] for url in others] == ["3", "6", "9"]
    assert {url.path for url in others} == {f"/repositories/{ID}/issues"}
    assert not any("/search/" in path for path in github.paths())


@pytest.mark.parametrize("dies_at", range(1, 6))
def test_fetch_that_dies_goes_on_where_it_was(population: FetchedPopulation, dies_at: int) -> None:
    github = StubGitHub(ten_rows())

    def die(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(400) if len(github.requests) == dies_at else None

    github.before = die
    with pytest.raises(GitHubError):
        fetched(github, population)
    saved = numbers(population)
    asked = len(github.requests)
    outcome = fetched(github, population, hours=1)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]
    assert (outcome.issues, outcome.pull_requests) == (7, 3)
    again = [url.params.get("after") for url in (r.url for r in github.requests[asked:])]
    assert len(saved) == 0 or str(saved[0]) not in again


def test_save_that_fails_loses_the_page_and_its_note_together(
    population: FetchedPopulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    github = StubGitHub(ten_rows())
    keep, kept = population._keep, 0

    def failing(key: str, value: str | None) -> None:
        nonlocal kept
        kept += 1
        if kept == 3:
            raise KeyboardInterrupt
        keep(key, value)

    monkeypatch.setattr(population, "_keep", failing)
    with pytest.raises(KeyboardInterrupt):
        fetched(github, population)
    monkeypatch.undo()
    fetched(github, population)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]


def test_page_that_github_has_forgotten_begins_the_list_again(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub(ten_rows())
    github.before = lambda _: httpx.Response(400) if len(github.requests) == 4 else None
    with pytest.raises(GitHubError):
        fetched(github, population)
    github.requests.clear()
    watcher = Watcher()
    github.before = lambda _: httpx.Response(422) if len(github.requests) == 2 else None
    fetched(github, population, watcher=watcher)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]
    assert any("begins again" in note for note in watcher.notes)


def test_refresh_reads_from_the_watermark_and_sees_what_changed(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 9)])
    fetched(github, population)
    github.requests.clear()
    late = (START + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    github.rows[2] |= {"title": "Edited", "updated_at": late}
    github.rows.append(issue_row(9, updated_at=late))
    outcome = fetched(github, population, hours=2)
    assert (outcome.new, outcome.changed, outcome.issues) == (1, 1, 9)
    since = datetime.fromisoformat(github.requests[1].url.params["since"])
    newest = datetime.fromisoformat(str(issue_row(8)["updated_at"]))
    assert since == newest - timedelta(minutes=10)


def test_edited_issue_keeps_its_earlier_text(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(1)])
    fetched(github, population)
    before = population.issue(REPOSITORY, 1)
    github.rows = [issue_row(1, body="Other words", updated_at="2025-08-01T00:00:00Z")]
    fetched(github, population)
    assert before
    assert population.body(before.body_digest) == "Body 1"


def test_issue_that_lost_the_label_is_marked_by_a_refresh(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 5)])
    fetched(github, population, BUGS)
    github.rows[1] |= {"labels": [{"name": "else"}], "updated_at": "2025-08-01T01:00:00Z"}
    github.rows.append(issue_row(5, labels=[], updated_at="2025-08-01T01:00:00Z"))
    outcome = fetched(github, population, BUGS, hours=2)
    assert standings(population) == {2: "unlabelled"}
    assert outcome.vanished == {"unlabelled": 1}
    assert numbers(population) == [1, 2, 3, 4]
    github.rows[1] |= {"labels": [{"name": "BUG"}], "updated_at": "2025-08-01T03:00:00Z"}
    fetched(github, population, BUGS, hours=4)
    assert standings(population) == {}


def vanish(github: StubGitHub) -> None:
    moved = f"{ROOT}/repositories/99/issues/7"
    github.gone = {
        2: httpx.Response(410, json={"message": "This issue was deleted"}),
        3: httpx.Response(404, json={"message": "Not Found"}),
        4: httpx.Response(301, headers={"location": moved}),
        5: httpx.Response(200, json=issue_row(900)),
    }
    elsewhere = issue_row(7, repository_url=f"{ROOT}/repos/octo/elsewhere")
    github.before = lambda request: (
        httpx.Response(200, json=elsewhere) if str(request.url) == moved else None
    )


VANISHED = {2: "deleted", 3: "private", 4: "transferred", 5: "transferred"}


def test_full_pass_marks_what_vanished_and_keeps_its_text(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 9)])
    fetched(github, population, BUGS)
    vanish(github)
    github.rows[5]["labels"] = []
    full = FetchJob(repository=REPOSITORY, label="bug", full=True)
    outcome = fetched(github, population, full, hours=1)
    assert standings(population) == VANISHED | {6: "unlabelled"}
    assert outcome.vanished == {"deleted": 1, "private": 1, "transferred": 2, "unlabelled": 1}
    assert outcome.issues == 3
    kept = population.issue(REPOSITORY, 2)
    assert kept
    assert kept.body == "Body 2"


def test_clock_that_went_back_does_not_hide_what_vanished(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 9)])
    fetched(github, population, hours=100)
    vanish(github)
    fetched(github, population, FetchJob(repository=REPOSITORY, full=True), hours=1)
    assert standings(population) == VANISHED


def test_issue_that_the_list_only_missed_stays(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 5)])
    fetched(github, population)
    row = github.rows.pop(1)
    github.before = lambda request: (
        httpx.Response(200, json=row) if request.url.path.endswith("/issues/2") else None
    )
    fetched(github, population, FetchJob(repository=REPOSITORY, full=True), hours=1)
    assert standings(population) == {}


def test_label_that_does_not_exist_is_an_error_and_marks_nothing(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(1)])
    fetched(github, population, BUGS)
    github.labels = []
    github.rows[0]["labels"] = [{"name": "defect"}]
    with pytest.raises(GitHubError, match="no label “bug”"):
        fetched(github, population, FetchJob(repository=REPOSITORY, label="bug", full=True))
    assert standings(population) == {}


def test_label_with_a_comma_is_chosen_here(population: FetchedPopulation) -> None:
    comma = [{"name": "good, first"}]
    github = StubGitHub([issue_row(1, labels=comma), issue_row(2)])
    fetched(github, population, FetchJob(repository=REPOSITORY, label="good, first"))
    assert numbers(population) == [1]


def test_renamed_repository_keeps_the_name_that_codings_refer_to(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(1, repository_url=f"{ROOT}/repos/octo/new")])
    github.name_now = "octo/new"
    watcher = Watcher()
    outcome = fetched(github, population, watcher=watcher)
    assert outcome.renamed_to == "octo/new"
    assert population.keys() == [f"{REPOSITORY}#1"]
    assert any("octo/new" in note for note in watcher.notes)


def test_next_page_elsewhere_is_refused_and_asked_for_again_later(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub(ten_rows())
    evil = {"Link": '<https://evil.example/x>; rel="next"'}

    def mislead(request: httpx.Request) -> httpx.Response | None:
        if len(github.requests) != 3:
            return None
        return httpx.Response(200, json=github._list(request.url.params).json(), headers=evil)

    github.before = mislead
    with pytest.raises(GitHubError, match=r"https://evil\.example/x"):
        fetched(github, population, token="ghp_secret")
    assert {request.url.host for request in github.requests} == {"api.example"}
    fetched(github, population)
    assert numbers(population) == [1, 4, 5, 6, 8, 9, 10]


def test_pages_that_lead_in_a_circle_end(population: FetchedPopulation) -> None:
    github = StubGitHub(ten_rows())
    here = {"Link": f'<{ROOT}/repositories/{ID}/issues?x=1>; rel="next"'}
    github.before = lambda request: (
        httpx.Response(200, json=[issue_row(1)], headers=here)
        if request.url.path.endswith("/issues")
        else None
    )
    with pytest.raises(GitHubError, match="in a circle"):
        fetched(github, population)


def test_pages_without_anything_new_end(population: FetchedPopulation) -> None:
    github = StubGitHub()

    def endless(request: httpx.Request) -> httpx.Response | None:
        if not request.url.path.endswith("/issues"):
            return None
        link = f'<{ROOT}/repositories/{ID}/issues?x={len(github.requests)}>; rel="next"'
        return httpx.Response(200, json=[issue_row(1)], headers={"Link": link})

    github.before = endless
    with pytest.raises(GitHubError, match="without anything new"):
        fetched(github, population)
    assert len(github.requests) < 12


def test_unchanged_list_is_free_the_second_time(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(1), issue_row(2)])

    def tagged(request: httpx.Request) -> httpx.Response | None:
        if not request.url.path.endswith("/issues"):
            return None
        if request.headers.get("if-none-match") == '"tag"':
            return httpx.Response(304)
        answer = github._list(request.url.params)
        return httpx.Response(200, json=answer.json(), headers={"ETag": '"tag"'})

    github.before = tagged
    fetched(github, population)
    fetched(github, population, hours=1)
    github.requests.clear()
    outcome = fetched(github, population, hours=2)
    assert github.requests[1].headers["if-none-match"] == '"tag"'
    assert (outcome.issues, outcome.received, outcome.changed) == (2, 0, 0)


def test_conversations_of_a_sample_cost_one_request_each(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 7)])
    github.timelines = {2: [comment_entry(21), comment_entry(22)], 5: []}
    sample = FetchJob(repository=REPOSITORY, numbers=(5, 2))
    outcome = fetched(github, population, sample)
    assert outcome.conversations == 2
    assert github.paths()[-2:] == [f"/repos/{REPOSITORY}/issues/{n}/timeline" for n in (2, 5)]
    conversation = population.conversation(REPOSITORY, 2)
    assert conversation
    assert [comment.id for comment in conversation.comments] == ["21", "22"]
    assert population.conversation(REPOSITORY, 1) is None


def test_conversation_is_fetched_again_only_after_an_update(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 4)])
    everything = FetchJob(repository=REPOSITORY, all_details=True)
    assert fetched(github, population, everything).conversations == 3
    assert fetched(github, population, everything, hours=1).conversations == 0
    github.rows[1]["updated_at"] = "2025-08-01T01:30:00Z"
    github.requests.clear()
    assert fetched(github, population, everything, hours=2).conversations == 1
    assert github.paths()[-1] == f"/repos/{REPOSITORY}/issues/2/timeline"


def test_sampled_issue_outside_the_list_is_fetched_alone(population: FetchedPopulation) -> None:
    github = StubGitHub([issue_row(1), issue_row(2, labels=[])])
    github.gone = {3: httpx.Response(410)}
    watcher = Watcher()
    sample = FetchJob(repository=REPOSITORY, label="bug", numbers=(1, 2, 3))
    outcome = fetched(github, population, sample, watcher=watcher)
    assert outcome.conversations == 2
    assert standings(population) == {2: "unlabelled"}
    assert any("octo/hub#3" in note and "deleted" in note for note in watcher.notes)


def test_issue_that_vanished_before_its_conversation_is_marked(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 9)])
    fetched(github, population)
    vanish(github)
    outcome = fetched(
        github, population, FetchJob(repository=REPOSITORY, all_details=True), hours=1
    )
    assert standings(population) == VANISHED
    assert outcome.conversations == 4
    assert outcome.vanished == {"deleted": 1, "private": 1, "transferred": 2}


def test_repository_renamed_meanwhile_is_not_taken_for_transferred_issues(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(1), issue_row(2)])
    fetched(github, population)

    def renamed(request: httpx.Request) -> httpx.Response | None:
        path = request.url.path
        if len(github.requests) < 5 or not path.startswith(f"/repos/{REPOSITORY}"):
            return None
        github.name_now = "octo/new"
        location = path.replace(f"/repos/{REPOSITORY}", f"/repositories/{ID}")
        return httpx.Response(301, headers={"location": location})

    github.before = renamed
    everything = FetchJob(repository=REPOSITORY, all_details=True)
    assert fetched(github, population, everything, hours=1).conversations == 2
    assert standings(population) == {}


def test_conversation_that_cannot_be_read_does_not_keep_the_others_away(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 5)])
    github.before = lambda request: (
        httpx.Response(200, text="<html>") if "/2/timeline" in request.url.path else None
    )
    everything = FetchJob(repository=REPOSITORY, all_details=True)
    with pytest.raises(GitHubError, match=r"could not be read: #2; .*“<html>”"):
        fetched(github, population, everything)
    assert population.conversation(REPOSITORY, 4) is not None


def test_many_conversations_that_cannot_be_read_end_the_fetch(
    population: FetchedPopulation,
) -> None:
    github = StubGitHub([issue_row(n) for n in range(1, 9)])
    github.before = lambda request: (
        httpx.Response(502) if request.url.path.endswith("/timeline") else None
    )
    with pytest.raises(GitHubError, match="502"):
        fetched(github, population, FetchJob(repository=REPOSITORY, all_details=True))
    assert not any("/5/timeline" in path for path in github.paths())


def test_more_conversations_than_requests_left_are_announced(
    population: FetchedPopulation,
) -> None:
    github, watcher = StubGitHub([issue_row(n) for n in range(1, 4)]), Watcher()
    left = {"x-ratelimit-limit": "60", "x-ratelimit-remaining": "2"}
    github.before = lambda request: (
        httpx.Response(200, json=github.rows, headers=left)
        if request.url.path.endswith("/issues")
        else None
    )
    everything = FetchJob(repository=REPOSITORY, all_details=True)
    fetched(github, population, everything, watcher=watcher)
    assert any("3 conversations need as many requests, and 2 are left" in n for n in watcher.notes)


def test_without_a_token_the_allowance_is_told(population: FetchedPopulation) -> None:
    github, watcher = StubGitHub([issue_row(1)]), Watcher()
    left = {"x-ratelimit-limit": "60", "x-ratelimit-remaining": "41"}
    github.before = lambda request: (
        httpx.Response(200, json={"full_name": REPOSITORY, "id": ID}, headers=left)
        if request.url.path == f"/repos/{REPOSITORY}"
        else None
    )
    fetched(github, population, watcher=watcher)
    assert "60 requests an hour without one, 41 are left" in watcher.notes[0]
    watcher.notes.clear()
    fetched(github, population, token="ghp_x", watcher=watcher)
    assert watcher.notes == []


def test_row_that_is_no_issue_is_an_error_with_its_address(population: FetchedPopulation) -> None:
    for row in (
        {"title": "no number"},
        issue_row(0),
        issue_row(1) | {"number": 2**70},
        {"number": "1"},
        7,
    ):
        github = StubGitHub()
        github.before = lambda request, row=row: (  # type: ignore[misc] # binds this row
            httpx.Response(200, json=[row]) if request.url.path.endswith("/issues") else None
        )
        with pytest.raises(GitHubError, match=r"/repos/octo/hub/issues\?.*cannot be read"):
            fetched(github, population)
    assert numbers(population) == []


def test_half_characters_do_not_stop_a_page(population: FetchedPopulation) -> None:
    github = StubGitHub()
    row = b'[{"number": 1, "title": "a\\ud800b", "created_at": "2025-01-01T00:00:00Z"}]'
    github.before = lambda request: (
        httpx.Response(200, content=row) if request.url.path.endswith("/issues") else None
    )
    fetched(github, population)
    issue = population.issue(REPOSITORY, 1)
    assert issue
    assert issue.title == "a\ufffdb"
