"""Samples in a workspace: frozen manifests, and copies that change only by a refresh."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from store.copies_file import Header, decode_copies, encode_copies
from store.population import Population
from store.samples import Samples
from tests.domain.populations import NOW, REPOSITORY, drawn, population
from triage.domain.changes import Reading
from triage.domain.drawing import extend, listed
from triage.domain.errors import (
    InputError,
    SampleError,
    StoreDamagedError,
    StoreError,
    StoreTooNewError,
)
from triage.domain.issue import Comment, Conversation, Issue, SampledIssue
from triage.domain.sample import Manifest, is_sealed
from triage.domain.strata import Stratum
from triage.domain.verifying import verify


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    return Samples(tmp_path / "samples")


def copies(manifest: Manifest) -> list[SampledIssue]:
    by_number = {issue.number: issue for issue in population()}
    conversation = Conversation(
        fetched_at=NOW, comments=(Comment(id="1", created_at=NOW, body="\u2028 量化 \x1b[31m"),)
    )
    return [
        SampledIssue(
            issue=structs.replace(by_number[number], body="line\r\n\x00"),
            conversation=conversation,
        )
        for number in (*manifest.numbers, *manifest.reserve)
    ]


def keep(samples: Samples, manifest: Manifest) -> Manifest:
    samples.keep(manifest, copies(manifest))
    return manifest


@pytest.mark.parametrize(
    "manifest",
    [
        drawn(),
        drawn(by=Stratum.LABEL, raters=("ada", "ben"), overlap="20%"),
        extend(drawn(by=Stratum.YEAR), population(), 30, 5, NOW, NOW),
        listed("main", REPOSITORY, [3, 1, 2], "numbers.txt", NOW, population_size=10),
    ],
)
def test_manifest_comes_back_as_it_was_written(samples: Samples, manifest: Manifest) -> None:
    keep(samples, manifest)
    assert samples.manifest("main") == manifest
    assert is_sealed(samples.manifest("main"))
    assert samples.names() == ["main"]


def test_manifest_is_written_once(samples: Samples) -> None:
    keep(samples, drawn())
    keep(samples, drawn())
    with pytest.raises(SampleError, match="never changes"):
        keep(samples, drawn(21))
    assert samples.manifest("main") == drawn()


def test_several_samples_live_side_by_side(samples: Samples) -> None:
    assert samples.names() == []
    keep(samples, drawn(name="second"))
    keep(samples, drawn(name="first"))
    assert samples.names() == ["first", "second"]


def test_extension_takes_the_place_of_what_it_extends(samples: Samples) -> None:
    keep(samples, drawn())
    extended = extend(drawn(), population(), 30, 5, NOW)
    samples.extend(extended, copies(extended))
    assert samples.manifest("main") == extended


@pytest.mark.parametrize(
    "forged",
    [
        drawn(30),
        structs.replace(extend(drawn(), population(), 30, 5, NOW), seed="43"),
        extend(drawn(10), population(), 30, 5, NOW),
        extend(drawn(seed="43"), population(), 30, 5, NOW),
    ],
)
def test_extension_that_loses_something_is_refused(samples: Samples, forged: Manifest) -> None:
    keep(samples, drawn())
    with pytest.raises(SampleError, match="nothing was changed"):
        samples.extend(forged, copies(forged))
    assert samples.manifest("main") == drawn()


def test_unknown_sample_is_named_with_those_that_there_are(samples: Samples) -> None:
    with pytest.raises(InputError, match="none yet"):
        samples.manifest("other")
    keep(samples, drawn())
    with pytest.raises(InputError, match="there are: main"):
        samples.manifest("other")
    with pytest.raises(InputError, match="cannot name"):
        samples.manifest("../main")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": "1"}',
        b'{"format": 1, "manifest": {"name": "main"}}',
    ],
)
def test_damaged_manifest_is_refused_with_the_reason(samples: Samples, content: bytes) -> None:
    samples.folder.mkdir()
    (samples.folder / "main.json").write_bytes(content)
    with pytest.raises(StoreDamagedError, match=r"main\.json.*restore the file"):
        samples.manifest("main")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"numbers": []}, "no numbers"),
        ({"numbers": [0]}, "below 1"),
        ({"overlap": "many"}, "no share"),
        ({"raters": ["../x"]}, "cannot name"),
        ({"by": "colour"}, "colour"),
        ({"seed": ""}, "others can type"),
        ({"name": "other"}, "manifest of 'other'"),
        ({"earlier": [{"size": 99, "drawn_at": "2025-01-01T00:00:00Z"}]}, "do not grow"),
    ],
)
def test_manifest_that_cannot_be_used_is_refused(
    samples: Samples, facts: dict[str, object], reason: str
) -> None:
    keep(samples, drawn())
    path = samples.folder / "main.json"
    content = msgspec.json.decode(path.read_bytes())
    content["manifest"].update(facts)
    path.write_bytes(msgspec.json.encode(content))
    with pytest.raises(StoreDamagedError, match=reason):
        samples.manifest("main")


def test_hand_edited_manifest_is_read_and_found_by_verifying(samples: Samples) -> None:
    keep(samples, drawn())
    path = samples.folder / "main.json"
    path.write_bytes(path.read_bytes().replace(b'"42"', b'"43"'))
    differences = verify(samples.manifest("main"), population())
    assert {"edited", "order"} <= {each.finding.value for each in differences}


def test_extension_with_another_reserve_leaves_out_copies_it_no_longer_has(
    samples: Samples,
) -> None:
    keep(samples, drawn(10, reserve=10))
    extended = extend(drawn(10, reserve=10), population(), 12, 0, NOW)
    samples.extend(extended, copies(extended))
    held = [copy.issue.number for copy in samples.issues("main")]
    assert held == list(extended.numbers)


def test_newer_files_are_refused(samples: Samples) -> None:
    keep(samples, drawn())
    for path in samples.folder.iterdir():
        content = path.read_bytes().replace(b'"format":2', b'"format":9')
        path.write_bytes(content.replace(b'"format": 1', b'"format": 9'))
    with pytest.raises(StoreTooNewError, match="update triage"):
        samples.manifest("main")
    with pytest.raises(StoreTooNewError, match="update triage"):
        samples.issues("main")


def test_copies_come_back_in_drawn_order(samples: Samples) -> None:
    manifest = drawn()
    samples.keep(manifest, reversed(copies(manifest)))
    assert list(samples.issues("main")) == copies(manifest)
    assert samples.refreshes("main") == ()
    copied = [copy.issue.number for copy in samples.issues("main")]
    assert verify(manifest, copied=copied) == []


def test_copies_stay_when_the_sample_is_extended(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    extended = extend(manifest, population(), 30, 5, NOW)
    newer = [
        structs.replace(copy, issue=structs.replace(copy.issue, body="edited since"))
        for copy in copies(extended)
    ]
    samples.extend(extended, newer)
    held = samples.issues("main")
    assert [copy.issue.number for copy in held] == [*extended.numbers, *extended.reserve]
    assert list(held[:20]) == copies(manifest)[:20]
    assert held[-1].issue.body == "edited since"


def test_refresh_changes_copies_and_records_which(samples: Samples) -> None:
    manifest = drawn()
    keep(samples, manifest)
    same, gone = copies(manifest)[0], structs.replace(copies(manifest)[1], standing="deleted")
    refresh = samples.refresh_issues("main", [same, gone], NOW, "fetched again")
    assert refresh is not None
    assert refresh.numbers == (gone.issue.number,)
    assert samples.refreshes("main") == (refresh,)
    assert samples.issues("main")[1] == gone
    later = NOW + timedelta(days=1)
    assert samples.refresh_issues("main", [same, gone], later, "fetched again") is None
    samples.refresh_issues("main", [copies(manifest)[1]], later, "it is back")
    assert [each.reason for each in samples.refreshes("main")] == ["fetched again", "it is back"]


def test_what_a_rater_read_stays_after_a_refresh(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    first, second, *_ = copies(manifest)
    bodies = ["edited once", "edited twice"]
    for days, body in enumerate(bodies, 1):
        samples.refresh_issues("main", [edited(first, body)], NOW + timedelta(days=days), "fetched")
    opened = samples.open_issues(manifest)
    read = [opened.as_read(first.issue.key, Reading(NOW + timedelta(days=day))) for day in range(4)]
    assert [each.issue.body for each in read] == [first.issue.body, *bodies, bodies[1]]
    assert opened[first.issue.key] == edited(first, bodies[1])
    assert opened.as_read(second.issue.key, Reading(NOW)) == second
    assert opened.is_replaced(first.issue.key, Reading(NOW + timedelta(days=1)))
    assert not opened.is_replaced(first.issue.key, Reading(NOW + timedelta(days=2)))
    assert not opened.is_replaced(second.issue.key, Reading(NOW))


def test_body_tells_what_was_read_where_the_time_does_not(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    first = copies(manifest)[0]
    samples.refresh_issues("main", [edited(first, "edited")], NOW, "fetched")
    late = Reading(NOW + timedelta(days=1), first.issue.body_digest)
    opened = samples.open_issues(manifest)
    assert opened.as_read(first.issue.key, late) == first
    unknown = Reading(NOW + timedelta(days=1), "0" * 16)
    assert opened.as_read(first.issue.key, unknown) == edited(first, "edited")


def test_every_state_of_the_copies_has_a_name_and_comes_back(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    first, second, *others = copies(manifest)
    at_the_draw = samples.open_issues(manifest).snapshot
    assert at_the_draw.at == (manifest.population_fetched_at or manifest.drawn_at)
    changed = edited(first, "edited"), structs.replace(second, standing="deleted")
    for days, copy in enumerate((*changed, first, second), 1):
        samples.refresh_issues("main", [copy], NOW + timedelta(days=days), "fetched")
    opened = samples.open_issues(manifest)
    states = opened.snapshots()
    assert [state.refreshes for state in states] == [0, 1, 2, 3, 4]
    assert [state.name for state in states][::4] == [at_the_draw.name] * 2
    assert len({state.name for state in states}) == 4
    held = [list(opened.walk(state)) for state in states]
    assert held[0] == held[4] == copies(manifest)
    assert held[1] == [changed[0], second, *others]
    assert held[2] == [*changed, *others]
    assert held[3] == [first, changed[1], *others]
    numbers = [others[0].issue.number, first.issue.number]
    assert list(opened.walk(states[1], numbers)) == [others[0], changed[0]]


def test_copies_are_walked_where_memory_cannot_be_given_back(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = samples.open_issues(keep(samples, drawn()))
    everything = list(opened.walk(opened.snapshot))
    monkeypatch.setattr("sys.platform", "win32")
    assert list(opened.walk(opened.snapshot)) == everything == list(opened.values())


def test_report_names_its_state_by_name_and_where_two_share_it_by_time(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    first = copies(manifest)[0]
    for days, copy in enumerate((edited(first, "edited"), first), 1):
        samples.refresh_issues("main", [copy], NOW + timedelta(days=days), "fetched")
    opened = samples.open_issues(manifest)
    assert opened.repository == REPOSITORY
    at_the_draw, changed, now = opened.snapshots()
    assert opened.snapshot_in(f"Facts as in {changed.name}.") == changed
    for state in (at_the_draw, now):
        assert opened.snapshot_in(f"{state.name} of {state.at:%Y-%m-%d %H:%M}") == state
    assert opened.snapshot_in("A report of another tool.") == now


def test_extension_and_refresh_keep_earlier_copies(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    first = copies(manifest)[0]
    samples.refresh_issues("main", [edited(first, "edited")], NOW, "fetched")
    extended = extend(manifest, population(), 30, 5, NOW)
    samples.extend(extended, copies(extended))
    opened = samples.open_issues(extended)
    assert opened.as_read(first.issue.key, Reading(NOW - timedelta(days=1))) == first
    assert len(samples.issues("main")) == 35


def test_damage_in_an_earlier_copy_is_found(samples: Samples) -> None:
    manifest = keep(samples, drawn(3, reserve=0))
    first = copies(manifest)[0]
    samples.refresh_issues("main", [edited(first, "edited")], NOW, "fetched")
    path = samples.folder / "main.jsonl"
    path.write_bytes(path.read_bytes()[:-2] + b"x\n")
    with pytest.raises(StoreDamagedError, match="line 5 was changed"):
        samples.issues("main")
    opened = samples.open_issues(manifest)
    assert opened[first.issue.key].issue.body == "edited"
    with pytest.raises(StoreDamagedError, match="line 5 was changed"):
        opened.as_read(first.issue.key, Reading(NOW - timedelta(days=1)))


def test_file_of_the_first_format_is_read_and_named(samples: Samples) -> None:
    manifest = keep(samples, drawn(3, reserve=0))
    path = samples.folder / "main.jsonl"
    name = samples.open_issues(manifest).snapshot.name
    head, *lines = path.read_bytes().split(b"\n")
    known = msgspec.json.decode(head)
    for field in ("earlier", "snapshot"):
        del known[field]
    known |= {"format": 1, "digest": ""}
    known["digest"] = sha256(msgspec.json.encode(known)).hexdigest()
    path.write_bytes(b"\n".join((msgspec.json.encode(known), *lines)))
    assert list(samples.issues("main")) == copies(manifest)
    assert samples.open_issues(manifest).snapshot.name == name
    first = copies(manifest)[0]
    samples.refresh_issues("main", [edited(first, "edited")], NOW, "fetched")
    assert samples.open_issues(manifest).snapshots()[0].name == name


def edited(copy: SampledIssue, body: str) -> SampledIssue:
    return structs.replace(copy, issue=structs.replace(copy.issue, body=body))


def test_stranger_among_the_copies_is_refused(samples: Samples) -> None:
    manifest = drawn()
    for number, repository in ((99_999, REPOSITORY), (manifest.numbers[0], "octo/other")):
        stranger = Issue(repository=repository, number=number, title="", created_at=NOW)
        with pytest.raises(SampleError, match="not an issue of sample main"):
            samples.keep(manifest, [*copies(manifest), SampledIssue(issue=stranger)])
    assert samples.names() == []


def test_issue_without_a_copy_is_refused(samples: Samples) -> None:
    manifest = drawn()
    with pytest.raises(SampleError, match=f"nothing is known of #{manifest.numbers[0]}"):
        samples.keep(manifest, copies(manifest)[1:])
    assert samples.names() == []


def test_keeping_again_brings_back_lost_copies_and_changes_no_others(samples: Samples) -> None:
    manifest = keep(samples, drawn())
    (samples.folder / "main.jsonl").unlink()
    with pytest.raises(InputError, match="missing"):
        samples.issues("main")
    keep(samples, manifest)
    edited = [structs.replace(copy, standing="deleted") for copy in copies(manifest)]
    samples.keep(manifest, edited)
    assert list(samples.issues("main")) == copies(manifest)


def test_crash_before_the_manifest_leaves_copies_too_many(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(path: Path, data: bytes) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("store.samples.create_file", crash)
        with pytest.raises(KeyboardInterrupt):
            keep(samples, drawn())
    assert samples.names() == []
    manifest = keep(samples, drawn(seed="43"))
    assert list(samples.issues("main")) == copies(manifest)
    extended = extend(manifest, population(), 30, 5, NOW)
    wholly = samples.folder / "main.json"
    before = wholly.read_bytes()
    samples.extend(extended, copies(extended))
    wholly.write_bytes(before)
    assert list(samples.open_issues(manifest).values()) == copies(manifest)
    gone = structs.replace(copies(manifest)[0], standing="deleted")
    assert samples.refresh_issues("main", [gone], NOW, "fetched again") is not None
    assert len(samples.issues("main")) == 25


def test_other_draw_that_was_quicker_is_respected(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(samples, drawn())
    monkeypatch.setattr(Path, "exists", lambda path: False)
    with pytest.raises(SampleError, match="never changes"):
        keep(samples, drawn(seed="43"))
    assert samples.manifest("main") == drawn()


def test_text_that_is_not_unicode_is_refused(samples: Samples) -> None:
    manifest = drawn(1, reserve=0)
    (copy,) = copies(manifest)
    broken = structs.replace(copy, issue=structs.replace(copy.issue, body="\ud800"))
    with pytest.raises(StoreError, match="not Unicode"):
        samples.keep(manifest, [broken])


def test_changed_line_ends_are_no_damage(samples: Samples) -> None:
    keep(samples, drawn(3))
    path = samples.folder / "main.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(samples.issues("main")) == copies(drawn(3))


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_damaged_copies_are_never_shown(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    samples = Samples(tmp_path_factory.getbasetemp() / "damaged")
    path = samples.folder / "main.jsonl"
    path.unlink(missing_ok=True)
    keep(samples, drawn(2, reserve=0))
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 2))
    if data.draw(st.booleans()):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[place:]
    path.write_bytes(content)
    held = copies(drawn(2, reserve=0))
    for read in (samples.issues, lambda name: samples.open_issues(samples.manifest(name)).values()):
        try:
            shown = list(read("main"))
        except (StoreDamagedError, StoreTooNewError):
            shown = held
        assert shown == held


def test_copies_are_read_one_by_one(samples: Samples) -> None:
    manifest = drawn()
    keep(samples, manifest)
    opened = samples.open_issues(manifest)
    assert len(opened) == 25
    assert list(opened) == [copy.issue.key for copy in copies(manifest)]
    last = copies(manifest)[-1]
    assert opened[last.issue.key] == opened[last.issue.key] == last
    assert list(opened.values()) == copies(manifest)
    with pytest.raises(KeyError):
        opened["octo/demo#99999"]


def test_changed_line_is_named_and_the_others_are_read(samples: Samples) -> None:
    manifest = drawn(3, reserve=0)
    keep(samples, manifest)
    path = samples.folder / "main.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"Issue", b"Essay")
    path.write_bytes(b"\n".join(lines))
    first, second, third = copies(manifest)
    opened = samples.open_issues(manifest)
    assert opened[third.issue.key] == third
    assert opened[first.issue.key] == first
    with pytest.raises(StoreDamagedError, match="line 3 was changed"):
        opened[second.issue.key]


def test_copies_that_do_not_fit_the_manifest_are_refused(samples: Samples) -> None:
    manifest = keep(samples, drawn(3, reserve=0))
    with pytest.raises(StoreDamagedError, match="missing"):
        samples.open_issues(structs.replace(manifest, reserve=(99_999,)))
    first, *others = copies(manifest)
    content = (samples.folder / "main.jsonl").read_bytes()
    header = decode_copies(Path(), content, "main").header
    renamed = structs.replace(first, issue=structs.replace(first.issue, number=99_999))
    content = encode_copies(header, [renamed, *others])
    forged = content.replace(b'{"99999":', f'{{"{first.issue.number}":'.encode())
    head, *lines = forged.split(b"\n")
    resealed = structs.replace(msgspec.json.decode(head, type=Header), digest="")
    digest = sha256(msgspec.json.encode(resealed)).hexdigest()
    head = msgspec.json.encode(structs.replace(resealed, digest=digest))
    (samples.folder / "main.jsonl").write_bytes(b"\n".join((head, *lines)))
    with pytest.raises(StoreDamagedError, match="in place of"):
        list(samples.open_issues(manifest).values())


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\n", b'{"sample": "main"}'])
def test_file_without_a_header_is_refused(samples: Samples, content: bytes) -> None:
    keep(samples, drawn(3))
    (samples.folder / "main.jsonl").write_bytes(content)
    with pytest.raises(StoreDamagedError, match="line 1"):
        samples.issues("main")
    with pytest.raises(StoreDamagedError, match="line 1"):
        samples.open_issues(drawn(3))


def test_line_of_another_kind_is_refused(samples: Samples) -> None:
    keep(samples, drawn(1, reserve=0))

    class Other(Struct):
        issue: Issue
        conversation: int = 7

    copy = copies(drawn(1, reserve=0))[0]
    content = encode_copies(Header(sample="main"), [Other(copy.issue)])  # type: ignore[list-item] # forged
    (samples.folder / "main.jsonl").write_bytes(content)
    with pytest.raises(StoreDamagedError, match="line 2"):
        samples.issues("main")


def test_copies_of_another_sample_are_refused(samples: Samples) -> None:
    keep(samples, drawn(3))
    keep(samples, drawn(3, name="other"))
    (samples.folder / "main.jsonl").replace(samples.folder / "other.jsonl")
    with pytest.raises(StoreDamagedError, match="issues of sample 'main'"):
        samples.issues("other")


def test_folder_in_the_place_of_a_file_is_said(samples: Samples) -> None:
    (samples.folder / "main.json").mkdir(parents=True)
    (samples.folder / "main.jsonl").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        samples.manifest("main")
    with pytest.raises(StoreError, match="cannot be read"):
        samples.issues("main")
    with pytest.raises(StoreError, match="cannot be read"):
        samples.open_issues(drawn())


def test_files_are_lines_that_version_control_can_compare(samples: Samples) -> None:
    keep(samples, drawn(5))
    assert len((samples.folder / "main.json").read_bytes().splitlines()) > 15
    assert (samples.folder / "main.jsonl").read_bytes().count(b"\n") == 11
    assert sorted(os.listdir(samples.folder)) == ["main.json", "main.jsonl"]  # noqa: PTH208 - names


def test_draw_is_copied_from_the_population(tmp_path: Path, samples: Samples) -> None:
    manifest = drawn(reserve=0)
    with Population.open(tmp_path / "issues.db", create=True) as source:
        source.save_issues(population(), NOW)
        source.mark(REPOSITORY, manifest.numbers[0], "deleted")
        found = [source.sampled_issue(REPOSITORY, number) for number in manifest.numbers]
    samples.keep(manifest, [copy for copy in found if copy is not None])
    assert samples.issues("main")[0].standing == "deleted"
    assert len(samples.issues("main")) == 20
