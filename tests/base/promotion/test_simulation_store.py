"""What every store of simulations promises; the fake and the real one alike."""

from datetime import date, timedelta
from typing import Any

import pytest

from promenade.base.promotion.model.simulation import (
    Place,
    Scope,
    Simulation,
    SimulationsBusy,
    cancelled,
    counted,
)
from promenade.base.promotion.model.tally import Detail, Shift, SoldSku, Tally
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.simulating import SimulationStore
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.simulations import SLOTS, DynamoSimulationStore
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.promotion import FakePromotionStore
from tests.support.fakes.simulation import FakeSimulationStore
from tests.support.managed_promotions import managed, ten_off
from tests.support.stamps import NOON, stamp
from tests.support.traffic import counted as traffic_counted

Both = tuple[PromotionStore, SimulationStore]


@pytest.fixture(params=["fake", "dynamo"])
def both(request: pytest.FixtureRequest) -> Both:
    if request.param == "fake":
        promotions = FakePromotionStore()
        return promotions, FakeSimulationStore(promotions)
    request.getfixturevalue("stores")
    return DynamoPromotionStore(), DynamoSimulationStore()


@pytest.fixture
def store(both: Both) -> SimulationStore:
    return both[1]


def simulation(id_: str = "simulation-1", **other: Any) -> Simulation:
    given: dict[str, Any] = {
        "promotion_id": "ten-off",
        "terms_version": 1,
        "scope": Scope(("main",), date(2026, 2, 22), date(2026, 2, 28), "CNY"),
        "assumed": ("same_orders",),
        "requested_at": NOON,
        "requested_by": "staff:maria",
        "request": f"ask {id_}",
    }
    return Simulation(id_, **given | other)


def add(store: SimulationStore, one: Simulation) -> Simulation:
    return store.add(one, replace(stamp(one.request), at=one.requested_at))


def test_what_was_asked_for_is_found_with_its_place(store: SimulationStore) -> None:
    assert store.find("simulation-1") is None
    assert add(store, simulation()) == simulation(slot=0)
    assert add(store, simulation("simulation-2")).slot == 1
    assert store.find("simulation-2") == simulation("simulation-2", slot=1)


def test_a_request_that_comes_again_takes_one_place(store: SimulationStore) -> None:
    first = add(store, simulation())
    after = counted(first, 3, Place(7))
    store.put(after, stamp("ask simulation-1"), page=None)
    assert add(store, simulation()) == first
    assert add(store, simulation("simulation-2")).slot == 1
    with pytest.raises(Conflict):
        store.add(simulation(request="other"), stamp("other"))
    assert store.find("simulation-1") == after


def test_places_are_given_until_none_is_left_and_again_once_released(
    store: SimulationStore,
) -> None:
    placed = [add(store, simulation(f"simulation-{each}")) for each in range(SLOTS)]
    assert [each.slot for each in placed] == [*range(SLOTS)]
    with pytest.raises(SimulationsBusy):
        add(store, simulation("one-more"))
    assert store.find("one-more") is None
    store.release(placed[2])
    store.release(placed[2])
    assert add(store, simulation("one-more")).slot == 2
    store.release(placed[2])
    with pytest.raises(SimulationsBusy):
        add(store, simulation("and-another"))


def test_a_place_that_nobody_gave_back_is_free_after_two_hours(stores: None) -> None:
    store = DynamoSimulationStore()
    for each in range(SLOTS):
        add(store, simulation(f"simulation-{each}"))
    late = NOON + timedelta(hours=2)
    with pytest.raises(SimulationsBusy):
        add(store, simulation("early", requested_at=late - timedelta(seconds=1)))
    assert add(store, simulation("late", requested_at=late)).slot == 0


def test_a_step_is_over_the_version_before_and_once(store: SimulationStore) -> None:
    first = add(store, simulation())
    after = counted(first, 3, Place(2, {"pk": "a"}))
    store.put(after, stamp(), page=None)
    store.put(after, stamp(), page=None)
    assert store.find(first.id) == after
    with pytest.raises(Stale):
        store.put(cancelled(first, NOON), stamp("cancel"), page=None)
    with pytest.raises(Stale):
        store.put(counted(first, 4, Place(3)), stamp(), page=None)
    with pytest.raises(Stale):
        store.put(replace(after, version=9), stamp(), page=None)
    assert store.find(first.id) == after


def test_one_that_is_not_there_has_no_step(store: SimulationStore) -> None:
    with pytest.raises(Stale):
        store.put(simulation(version=2), stamp(), page=None)
    assert store.find("simulation-1") is None


def test_sums_are_kept_as_they_are(store: SimulationStore) -> None:
    tally = Tally(read_count=3, left_out={"test": 1}, bands={500: 2}, savings={1_000: 2})
    kept = replace(add(store, simulation()), version=2, tally=tally, state="RUNNING")
    store.put(kept, stamp(), page=None)
    assert store.find(kept.id) == kept


def test_pages_are_kept_with_the_step_that_counts_them_alone(store: SimulationStore) -> None:
    first = add(store, simulation())
    details = [
        Detail({"MUG": SoldSku(1, 2, 3, True)}, {"MUG": Shift(1, 2, 3)}),
        Detail({"TEA": SoldSku(4, 5, 6)}),
        Detail(),
    ]
    for page, detail in enumerate(details, 1):
        step = replace(first, version=1 + page, page_count=page, state="RUNNING")
        store.put(step, stamp(), page=detail)
        with pytest.raises(Stale):
            store.put(replace(step, order_count=9), stamp(), page=Detail({"X": SoldSku()}))
    whole = Detail()
    for found in store.pages(first):
        whole.add(found)
    assert whole == Detail(details[0].skus | details[1].skus, details[0].shifts)


def test_a_page_of_many_skus_is_kept_in_parts(stores: None) -> None:
    store = DynamoSimulationStore()
    first = add(store, simulation())
    detail = Detail({f"{each:0128}": SoldSku(each) for each in range(8_000)})
    store.put(replace(first, version=2, page_count=1), stamp(), page=detail)
    parts = list(store.pages(first))
    assert len(parts) == 5
    assert {name: each for part in parts for name, each in part.skus.items()} == detail.skus


def test_the_book_is_kept_in_its_order(store: SimulationStore) -> None:
    first = add(store, simulation())
    pins = [("draft", 3), *((f"promotion-{each:05}", each) for each in range(1, 9_000))]
    store.put(counted(first, 0, Place()), stamp(), pins=pins, page=None)
    assert [tuple(each) for each in store.pins(first.id)] == pins
    assert list(store.pins("other")) == []


def test_terms_are_those_of_their_version(both: Both) -> None:
    promotions, store = both
    for name in ("first", "second"):
        promotions.add(managed(ten_off(name), request=name), stamp(name))
    found = store.terms_at([("second", 1), ("first", 1)])
    assert [each.terms for each in found] == [ten_off("second"), ten_off("first")]
    with pytest.raises(NotFound):
        store.terms_at([("first", 1), ("second", 2)])


def test_those_of_a_promotion_are_listed_the_newest_first(store: SimulationStore) -> None:
    for hours in (1, 3, 2):
        at = NOON + timedelta(hours=hours)
        add(store, simulation(f"after-{hours}", requested_at=at))
    add(store, simulation("another", promotion_id="other"))
    first = store.list_newest("ten-off", 2, None)
    rest = store.list_newest("ten-off", 2, first.next)
    assert [each.id for each in (*first.items, *rest.items)] == ["after-3", "after-2", "after-1"]
    assert rest.next is None


def test_a_step_is_one_write_and_a_refusal_moves_nothing(stores: None) -> None:
    store = DynamoSimulationStore()
    first = add(store, simulation())
    with traffic_counted() as calls:
        store.put(replace(first, version=2), stamp(), pins=[("a", 1)], page=Detail())
    assert calls == ["dynamodb.TransactWriteItems"]
    before = dump()
    with pytest.raises(Stale):
        store.put(replace(first, version=2, order_count=1), stamp(), page=Detail())
    assert dump() == before
