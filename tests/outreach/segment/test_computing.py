"""Runs: everybody is judged, each on one page, whoever works at it and however often."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.segments import PAGE
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.holds import Part, join
from promenade.kit.patience import Contended
from promenade.outreach.segment.holds import DynamoSnapshots
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.run import PARTS, PartDone, Run, place_of, stepped
from promenade.outreach.segment.model.segment import SegmentArchivedBefore, SegmentNotComputed
from promenade.outreach.segment.reader import DynamoSegments
from promenade.outreach.segment.service import computing, managing
from promenade.outreach.segment.service.ports import Doors
from tests.support.cloud import dump
from tests.support.fakes.segment import UNUSED
from tests.support.relaying import relayed
from tests.support.segments import (
    drafted,
    edited,
    fakes,
    learn,
    people_of,
    real,
    told,
    worked,
)
from tests.support.stamps import NOON, stamp

CROWD = [f"customer-{number}" for number in range(60)]


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def crowd(doors: Doors, people: Sequence[str] = CROWD) -> None:
    learn(doors, *(told(each) for each in people), told("eve", language="en"))


def computed(doors: Doors, segment_id: str = "chinese", run_id: str = "run-1") -> Run:
    computing.compute(segment_id, run_id, stamp(run_id), doors)
    worked(doors, run_id)
    run = doors.runs.find(run_id)
    assert run
    return run


def state(doors: Doors, segment_id: str = "chinese") -> tuple[str, int | None, int | None]:
    segment = managing.get(segment_id, doors.segments)
    return segment.state, segment.size, segment.before_size


def test_everybody_in_it_is_on_one_page_once(doors: Doors) -> None:
    crowd(doors)
    drafted(doors, "chinese")
    run = computed(doors)
    assert sorted(people_of(doors, "run-1")) == sorted(CROWD)
    assert (run.count, run.judged_count) == (60, 61)


def test_a_segment_goes_from_draft_to_ready_and_is_stale_when_edited(doors: Doors) -> None:
    crowd(doors, CROWD[:3])
    drafted(doors, "chinese")
    assert state(doors) == ("draft", None, None)
    computing.compute("chinese", "run-1", stamp(), doors)
    assert state(doors) == ("computing", None, None)
    worked(doors, "run-1")
    assert state(doors) == ("ready", 3, None)
    edited(doors, "chinese", d.Field("language", "exists"))
    assert state(doors) == ("stale", 3, None)
    computed(doors, run_id="run-2")
    assert state(doors) == ("ready", 4, 3)


def test_the_same_call_again_makes_no_second_run(doors: Doors) -> None:
    drafted(doors, "chinese")
    first = computing.compute("chinese", "run-1", stamp(), doors)
    assert computing.compute("chinese", "run-1", stamp(), doors) == first
    assert managing.get("chinese", doors.segments).version == 2


def test_the_same_call_after_its_run_has_ended_is_told_of_the_run_as_it_was_asked_for(
    doors: Doors,
) -> None:
    crowd(doors, CROWD[:3])
    drafted(doors, "chinese")
    first = computing.compute("chinese", "run-1", stamp("run-1"), doors)
    worked(doors, "run-1")
    assert computing.compute("chinese", "run-1", stamp("run-1"), doors) == first
    assert state(doors) == ("ready", 3, None)


def test_a_call_for_another_segment_under_the_same_key_is_a_conflict_and_begins_nothing(
    doors: Doors,
) -> None:
    drafted(doors, "chinese")
    drafted(doors, "english")
    computing.compute("chinese", "run-1", stamp("run-1"), doors)
    with pytest.raises(Conflict):
        computing.compute("english", "run-1", stamp("run-2"), doors)
    assert state(doors, "english") == ("draft", None, None)


def test_a_run_that_was_overtaken_is_not_taken_for_the_newest(doors: Doors) -> None:
    crowd(doors, CROWD[:3])
    drafted(doors, "chinese")
    computing.compute("chinese", "run-1", stamp("run-1"), doors)
    worked_but_for_the_end = [computing.Task("run-1", part) for part in range(PARTS - 1)]
    for task in worked_but_for_the_end:
        assert computing.work(task, stamp(), lambda: NOON, doors)
    crowd(doors, CROWD[:5])
    computed(doors, run_id="run-2")
    before = managing.get("chinese", doors.segments)
    assert computing.work(computing.Task("run-1", PARTS - 1), stamp(), lambda: NOON, doors)
    assert managing.get("chinese", doors.segments) == before
    assert (before.size, before.snapshot_id) == (5, "run-2")


def test_who_was_in_a_segment_is_told_for_as_long_as_it_is_kept(doors: Doors) -> None:
    crowd(doors, CROWD[:1])
    drafted(doors, "chinese")
    drafted(doors, "kept", keeping="static")
    computed(doors)
    computed(doors, "kept", "run-2")
    days = (34, 35, 399, 400)
    told_of = {
        id_: [
            len(computing.members(id_, 0, None, NOON + timedelta(days=each), doors).customers)
            for each in days
        ]
        for id_ in ("chinese", "kept")
    }
    assert told_of == {"chinese": [1, 0, 0, 0], "kept": [1, 1, 1, 0]}


def test_an_archived_segment_is_not_computed(doors: Doors) -> None:
    drafted(doors, "chinese")
    managing.archive(managing.Change("chinese", 1, stamp("archive")), doors.segments, UNUSED)
    with pytest.raises(SegmentArchivedBefore):
        computing.compute("chinese", "run-1", stamp(), doors)
    assert doors.runs.find("run-1") is None


def test_a_worker_that_stopped_anywhere_is_followed_by_one_that_goes_on(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "AT_ONCE", 5)
    crowd(doors)
    drafted(doors, "chinese")
    computing.compute("chinese", "run-1", stamp(), doors)
    times = iter(NOON + timedelta(seconds=15 * each) for each in range(10_000))
    worked(doors, "run-1", lambda: next(times))
    assert sorted(people_of(doors, "run-1")) == sorted(CROWD)


def test_of_two_workers_at_one_part_the_slower_keeps_nothing(doors: Doors) -> None:
    run = Run("run-1", "chinese", NOON)
    first = stepped(PartDone(0), 1, ["ada"], None)
    slower = stepped(PartDone(0), 1, ["bob"], None)
    doors.runs.step(run, first)
    with pytest.raises(Contended):
        doors.runs.step(run, slower)
    assert doors.runs.part("run-1", 0) == first.part
    assert [*doors.runs.page_of(run, 0, 0)] == ["ada"]


@given(st.lists(st.integers(0, 250), min_size=1, max_size=8))
def test_pages_are_full_but_the_last(counts: list[int]) -> None:
    part, pages = PartDone(0), list[tuple[str, ...]]()
    everybody = [[f"{step}-{each}" for each in range(count)] for step, count in enumerate(counts)]
    for place, found in enumerate(everybody, 1):
        step = stepped(part, len(found), found, None if place == len(counts) else "on")
        part = step.part
        pages += [people for _, people in step.pages]
    assert [each for page in pages for each in page] == [one for each in everybody for one in each]
    assert all(len(page) == PAGE for page in pages[:-1])
    assert (part.page_count, part.rest) == (len(pages), ())


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, unique=True))
def test_a_person_has_one_place_in_one_part(people: list[str]) -> None:
    places = {place_of(each) for each in people}
    assert len(places) == len(people)
    assert all(0 <= part < PARTS for part, _ in places)


def test_a_static_segment_keeps_who_was_in_it(doors: Doors) -> None:
    crowd(doors, CROWD[:3])
    drafted(doors, "kept", keeping="static")
    computed(doors, "kept")
    learn(doors, told("late"), told(CROWD[0], 2, language="en"))
    reader = DynamoSegments(doors, lambda: NOON)
    asked = [CROWD[0], CROWD[1], "late", "eve"]
    assert [reader.holds("kept", each) for each in asked] == [True, True, False, False]


def test_who_is_in_a_dynamic_segment_is_judged_now(doors: Doors) -> None:
    drafted(doors, "chinese")
    reader = DynamoSegments(doors, lambda: NOON)
    learn(doors, told("ada"))
    assert reader.holds("chinese", "ada")
    learn(doors, told("ada", 2, language="en"))
    assert not reader.holds("chinese", "ada")
    assert not reader.holds("nowhere", "ada")


def taken(doors: Doors, snapshot_id: str, segment_id: str) -> list[str]:
    own = Part((), lambda _lost: None)
    part = DynamoSnapshots().ask(snapshot_id, segment_id, stamp(snapshot_id))
    assert join(part, lambda: [own])
    worked(doors, snapshot_id)
    snapshot = DynamoSegments(doors, lambda: NOON).snapshot(snapshot_id)
    assert snapshot
    assert snapshot.taken_at == NOON
    reader = DynamoSegments(doors, lambda: NOON)
    pages = [reader.page(snapshot_id, number) for number in range(snapshot.page_count)]
    return sorted(each for page in pages for each in page)


def settled(doors: Doors, run_id: str) -> str:
    """The state once all people were judged by what is followed."""
    computing.follow(run_id, stamp(), doors)
    worked(doors, run_id)
    return state(doors)[0]


def test_of_a_followed_segment_it_is_known_at_any_time_who_is_in_it(doors: Doors) -> None:
    drafted(doors, "chinese", is_followed=True)
    assert state(doors)[0] == "computing"
    assert settled(doors, "first") == "followed"
    edited(doors, "chinese", d.Address("phone"), is_followed=True)
    assert state(doors)[0] == "computing"
    assert settled(doors, "second") == "followed"
    computed(doors)
    assert state(doors)[0] == "ready"
    edited(doors, "chinese", d.Address("email"), is_followed=True)
    assert settled(doors, "third") == "followed"
    edited(doors, "chinese", d.Address("email"))
    assert state(doors)[0] == "stale"


def test_a_snapshot_is_taken_for_others_and_told_once(stores: None) -> None:
    doors = real()
    crowd(doors, CROWD[:40])
    drafted(doors, "chinese")
    assert taken(doors, "launch-1", "chinese") == sorted(CROWD[:40])
    assert managing.get("chinese", doors.segments).state == "draft"
    heard = [each for each in relayed().events if each["detail-type"] == "SegmentSnapshotTaken"]
    assert [each["detail"]["data"]["count"] for each in heard] == [40]


def test_a_snapshot_of_a_static_segment_is_of_those_it_keeps(stores: None) -> None:
    doors = real()
    crowd(doors, CROWD[:3])
    drafted(doors, "kept", keeping="static")
    computed(doors, "kept")
    learn(doors, told("late"), told(CROWD[0], 2, language="en"), told(CROWD[1], 2, state="merged"))
    assert taken(doors, "launch-1", "kept") == [CROWD[0], CROWD[2]]


def test_nobody_is_sent_to_by_a_static_segment_that_keeps_nobody(stores: None) -> None:
    drafted(real(), "kept", keeping="static")
    before = dump()
    snapshots = DynamoSnapshots()
    assert isinstance(snapshots.ask("one", "kept", stamp()).refusal, SegmentNotComputed)
    assert isinstance(snapshots.ask("one", "nowhere", stamp()).refusal, NotFound)
    assert dump() == before


def test_a_task_of_no_run_is_refused(doors: Doors) -> None:
    with pytest.raises(NotFound):
        computing.work(computing.Task("none", 0), stamp(), lambda: NOON, doors)
