"""Estimates: exact where few people are known, else a sample with its bounds."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.segments import Known
from promenade.kit.errors import Invalid
from promenade.kit.sampling import Estimate, estimated
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.service import computing, estimating
from promenade.outreach.segment.service.estimating import Asked, estimate, overlaps
from promenade.outreach.segment.service.looking import audience
from promenade.outreach.segment.service.ports import Doors
from tests.support.fakes.segment import FakePersonStore
from tests.support.segments import CHINESE, ZONE, drafted, fakes, learn, real, told, worked
from tests.support.stamps import NOON, stamp

ASKED = Asked(CHINESE, ZONE)


def exactly(count: int) -> Estimate:
    return Estimate(count, count, count, is_exact=True)


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def test_of_few_people_all_are_looked_at(doors: Doors) -> None:
    learn(doors, told("ada"), told("bob", language="en"), told("eve", state="anonymised"))
    found = estimate(ASKED, lambda: NOON, doors)
    assert (found.estimate, found.population) == (exactly(1), exactly(2))
    assert [(each.person.customer, each.grounds) for each in found.sample] == [("ada", [""])]


def crowd(count: int) -> Doors:
    doors = fakes()
    assert isinstance(doors.people, FakePersonStore)
    people = (
        Person(f"p{each}", 1, language="en" if each % 4 else "zh-CN") for each in range(count)
    )
    doors.people.known = {each.customer: each for each in people}
    return doors


def test_of_many_a_sample_is_and_its_bounds_hold_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "PER_PART", 100)
    found = estimate(ASKED, lambda: NOON, crowd(20_000))
    assert not found.estimate.is_exact
    assert found.estimate.low <= 5_000 <= found.estimate.high
    assert abs(found.population.count - 20_000) < 2_000


def test_it_ends_in_time_and_says_that_it_did_not_see_all() -> None:
    times = iter(NOON + timedelta(seconds=each / 10) for each in range(10_000))
    found = estimate(ASKED, lambda: next(times), crowd(2_000))
    assert not found.estimate.is_exact
    assert found.estimate.low <= 500 <= found.estimate.high


@given(st.integers(0, 500), st.floats(0.001, 1))
def test_bounds_are_about_the_count_and_never_below_what_was_seen(hits: int, share: float) -> None:
    found = estimated(hits, share)
    assert hits <= found.low <= found.count <= found.high
    assert found.is_exact is (share == 1)


def test_nobody_in_a_tenth_may_be_some_dozens_in_all() -> None:
    assert estimated(0, 0.1) == Estimate(0, 0, 35, is_exact=False)


def sizes(doors: Doors, *ids: str) -> dict[tuple[str, ...], int]:
    found: Sequence[estimating.Overlap] = overlaps(ids, lambda: NOON, doors)
    return {each.segment_ids: each.estimate.count for each in found}


def test_overlaps_are_of_each_and_of_every_set_of_segments(doors: Doors) -> None:
    learn(doors, told("ada", channels=("phone",)), told("bob"), told("eve", language="en"))
    drafted(doors, "chinese")
    drafted(doors, "phone", d.Address("phone"))
    assert sizes(doors, "chinese", "phone") == {
        ("chinese",): 2,
        ("phone",): 1,
        ("chinese", "phone"): 1,
    }


def test_what_is_not_there_is_not_compared(doors: Doors) -> None:
    drafted(doors, "chinese")
    with pytest.raises(Invalid) as refused:
        overlaps(["chinese", "nowhere"], lambda: NOON, doors)
    assert [each.pointer for each in refused.value.faults] == ["/segments/1"]


def seen(doors: Doors, segment_id: str) -> set[str]:
    found = audience(segment_id, lambda: NOON, doors)
    assert found
    assert found.share == 1
    return {each.customer for each in found.people}


def test_an_audience_is_who_is_in_it_now_as_far_as_is_known(doors: Doors) -> None:
    learn(doors, told("ada", channels=("phone",)), told("bob", language="en"), told("eve"))
    drafted(doors, "chinese")
    found = audience("chinese", lambda: NOON, doors)
    assert found
    assert sorted(found.people, key=lambda each: each.customer) == [
        Known("ada", "zh-CN", ("phone",)),
        Known("eve", "zh-CN"),
    ]
    assert audience("nowhere", lambda: NOON, doors) is None


def test_the_audience_of_a_static_segment_is_whom_its_last_run_found(doors: Doors) -> None:
    learn(doors, told("ada"), told("bob"))
    drafted(doors, "kept", keeping="static")
    assert seen(doors, "kept") == set()
    computing.compute("kept", "run-1", stamp("run"), doors)
    worked(doors, "run-1")
    learn(doors, told("eve"), told("bob", 2, state="anonymised"))
    assert seen(doors, "kept") == {"ada"}
