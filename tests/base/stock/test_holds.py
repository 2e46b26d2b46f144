"""Units of stock in transactions of others, joined with an item of theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.base.stock.holds import ACTIONS, DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.service import get_level, move_stock, set_safety
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.stock import OutOfStock, ReservationConflict
from promenade.kit import outbox
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.holds import Part, Refused
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import Baskets
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.pools import carve
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
BOTH = {"MUG": 2, "CUP": 1}
TRANSACTION = {"dynamodb:TransactWriteItemsItem", "dynamodb:TransactWriteItems"}
store, stock = DynamoStockStore(), DynamoStockHolds()
baskets = Baskets(stock)


@pytest.fixture(autouse=True)
def opening(stores: None) -> None:
    """Five mugs of which one is kept safe, one cup."""
    for sku, count in (("MUG", 5), ("CUP", 1)):
        receive(sku, count)
    set_safety("MUG", 1, 1, stamp("safety"), store)


def receive(sku: str, count: int, id_: str = "opening") -> None:
    command = MoveStock(f"{id_} of {sku}", sku, "receive", count, "Opening")
    move_stock(command, stamp(command.id), store)


def at(instant: datetime, request: str) -> Stamp:
    return replace(stamp(request), at=instant)


def level(sku: str = "MUG") -> tuple[int, int, int]:
    """On hand, reserved, available."""
    found = get_level(sku, store)
    return found.on_hand_count, found.reserved_count, found.available_count


def counted(sku: str) -> int:
    """What conditions look at."""
    return int(items()[f"SKU#{sku}/LEVEL"]["available_count"]["N"])


def items() -> dict[str, Any]:
    return {f"{item['pk']['S']}/{item['sk']['S']}": item for item in dump()["promenade-stock"]}


def ledger(sku: str = "MUG") -> list[tuple[str, int, int, str]]:
    entries = store.list_entries(sku, 100, None).items
    return [(each.kind, each.delta_count, each.balance_count, each.reason) for each in entries]


def place(basket: str = "B-1", **units: int) -> None:
    baskets.place(basket, units or BOTH, stamp(f"place {basket}"))


def refusals(call: Callable[[], None]) -> list[DomainError]:
    before = dump()
    with pytest.raises(Refused) as refused:
        call()
    assert dump() == before
    return list(refused.value.refusals)


def test_held_units_are_there_and_not_available() -> None:
    place()
    assert (level("MUG"), level("CUP")) == ((5, 2, 2), (1, 1, 0))
    assert (counted("MUG"), counted("CUP")) == (2, 0)
    assert len(ledger("MUG")) == 1


def test_everything_that_is_short_is_named_at_once_and_nothing_moves() -> None:
    place("B-1", CUP=1)
    found = refusals(lambda: place("B-2", MUG=5, CUP=1, HAT=3))
    assert {type(each) for each in found} == {OutOfStock}
    assert [each.facts for each in found] == [
        {"sku": "MUG", "asked_count": 5, "available_count": 4},
        {"sku": "CUP", "asked_count": 1, "available_count": 0},
        {"sku": "HAT", "asked_count": 3, "available_count": 0},
    ]
    assert found[0].code == "out_of_stock"


def test_the_last_unit_is_held_and_no_unit_more() -> None:
    place("B-1", MUG=4)
    assert level() == (5, 4, 0)
    assert len(refusals(lambda: place("B-2", MUG=1))) == 1


def test_a_basket_placed_again_holds_once() -> None:
    place()
    before = dump()
    place()
    with pytest.raises(Conflict):
        baskets.place("B-1", BOTH, stamp("another"))
    assert dump() == before


def test_sold_units_leave_through_the_ledger() -> None:
    place()
    baskets.pay("B-1", BOTH, stamp("pay"))
    assert (level("MUG"), level("CUP")) == ((3, 0, 2), (0, 0, 0))
    assert (counted("MUG"), counted("CUP")) == (2, 0)
    assert ledger("MUG") == [("receive", 5, 5, "Opening"), ("sale", -2, 3, "B-1")]
    assert ledger("CUP") == [("receive", 1, 1, "Opening"), ("sale", -1, 0, "B-1")]
    before = dump()
    baskets.pay("B-1", BOTH, stamp("pay"))
    assert dump() == before


def test_released_units_are_available_again() -> None:
    place()
    baskets.cancel("B-1", BOTH, stamp("cancel"))
    assert (level("MUG"), level("CUP")) == ((5, 0, 4), (1, 0, 1))
    place("B-2")
    assert level("CUP") == (1, 1, 0)


def test_units_taken_back_are_on_the_shelf_with_an_entry_of_their_own() -> None:
    place()
    baskets.pay("B-1", BOTH, stamp("pay"))
    baskets.take_back("B-1", BOTH, stamp("return"))
    assert (level("MUG"), counted("MUG")) == ((5, 0, 4), 4)
    assert ledger("MUG")[2:] == [("return", 2, 5, "B-1")]


def test_units_come_back_bit_by_bit_and_no_more_than_were_sold() -> None:
    place(MUG=3)
    baskets.pay("B-1", {"MUG": 3}, stamp("pay"))
    take("take_back", "first", MUG=2)
    assert (level("MUG"), ledger("MUG")[2:]) == ((4, 0, 3), [("return", 2, 4, "B-1")])
    (refused,) = refusals(lambda: take("take_back", "second", MUG=2))
    assert refused.facts == {"sku": "MUG", "state": "committed", "holder": "B-1"}
    take("take_back", "third", MUG=1)
    assert ledger("MUG")[3:] == [("return", 1, 5, "B-1")]
    (refused,) = refusals(lambda: take("take_back", "fourth", MUG=1))
    assert refused.facts == {"sku": "MUG", "state": "returned", "holder": "B-1"}


ENDS = ["commit", "release", "expire"]
STEPS = [*ENDS, "take_back"]
AFTER = {
    "commit": "committed",
    "release": "released",
    "expire": "expired",
    "take_back": "returned",
}


def offer(
    step: str, units: dict[str, int] = BOTH, holder: str = "B-1", door: DynamoStockHolds = stock
) -> list[Part]:
    """Long after the hold is over."""
    late = at(NOON + timedelta(hours=1), f"{step} {holder}")
    return list(getattr(door, step)(holder, units, late))


def take(step: str, note: str, **units: int) -> None:
    """Nothing but the reservation itself guards it."""
    baskets.note(f"{step} {note}", stamp(note), lambda: offer(step, units or BOTH))


@pytest.mark.parametrize("second", STEPS)
@pytest.mark.parametrize("first", ENDS)
def test_a_hold_ends_once_whoever_comes_first(first: str, second: str) -> None:
    place()
    take(first, "first")
    if (first, second) == ("commit", "take_back"):
        take("take_back", "second")
        first = "take_back"
    found = refusals(lambda: take(second, "third"))
    state = AFTER[first]
    assert [each.facts for each in found] == [
        {"sku": "MUG", "state": state, "holder": "B-1"},
        {"sku": "CUP", "state": state, "holder": "B-1"},
    ]
    assert {type(each) for each in found} == {ReservationConflict}


@pytest.mark.parametrize("step", STEPS)
def test_nothing_happens_to_what_was_never_held(step: str) -> None:
    (refused,) = refusals(lambda: take(step, "first", MUG=1))
    assert refused.facts == {"sku": "MUG", "state": None, "holder": "B-1"}


@pytest.mark.parametrize("step", ENDS)
def test_a_hold_ends_with_all_its_units(step: str) -> None:
    place()
    (refused,) = refusals(lambda: take(step, "first", MUG=1, CUP=1))
    assert refused.facts == {"sku": "MUG", "state": "held", "holder": "B-1"}


def test_nothing_is_held_twice_for_one_holder() -> None:
    place("B-1", MUG=1)
    (refused,) = refusals(
        lambda: baskets.note("again", stamp(), lambda: stock.hold("B-1", {"MUG": 1}, 15, stamp()))
    )
    assert refused.facts == {"sku": "MUG", "state": "held", "holder": "B-1"}


def test_a_hold_is_over_by_the_clock_of_who_ends_it() -> None:
    place()
    over = NOON + timedelta(minutes=15)
    early = at(over - timedelta(microseconds=1), "early")
    found = refusals(lambda: baskets.note("early", early, lambda: stock.expire("B-1", BOTH, early)))
    assert [each.facts["state"] for each in found] == ["held", "held"]
    due = at(over, "due")
    baskets.note("due", due, lambda: stock.expire("B-1", BOTH, due))
    assert (level("MUG"), level("CUP")) == ((5, 0, 4), (1, 0, 1))


def test_a_late_payment_gets_units_that_nobody_has_given_back() -> None:
    place()
    take("commit", "an hour later")
    assert level("MUG") == (3, 0, 2)


@pytest.mark.parametrize("minutes", [0, 1441])
def test_a_hold_lasts_between_a_minute_and_a_day(minutes: int) -> None:
    with pytest.raises(ValueError, match="1 to 1440 minutes"):
        stock.hold("B-1", BOTH, minutes, stamp())


@pytest.mark.parametrize("count", [0, -1, True])
def test_no_less_than_a_unit_is_held(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be reserved"):
        stock.hold("B-1", {"MUG": count}, 15, stamp())


def test_holds_state_no_fact_and_sales_do() -> None:
    place()
    before = items()
    baskets.pay("B-1", BOTH, stamp("pay"))
    told = [facts_between(old, new) for old, new in (({}, before), (before, items()))]
    assert told == [
        ["SKU#CUP/LEVEL@1", "SKU#MUG/LEVEL@2"],
        ["SKU#CUP/LEVEL@2", "SKU#MUG/LEVEL@3"],
    ]


def facts_between(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    images = [{"NewImage": new[key], "OldImage": old.get(key, {})} for key in new]
    records = [{"dynamodb": image} for image in images]
    stated = filter(outbox.states_a_fact, records)
    return sorted(outbox.change_of(each, "here").event_id for each in stated)


def test_what_a_basket_of_two_skus_costs() -> None:
    """Round trips, read and write units, the basket's own two included."""
    with capacity() as placed:
        place()
    with capacity() as paid:
        baskets.pay("B-1", BOTH, stamp("pay"))
    place("B-2", MUG=1)
    with capacity() as cancelled:
        baskets.cancel("B-2", {"MUG": 1}, stamp("cancel"))
    assert (placed.cost, paid.cost, cancelled.cost) == ((1, 0.0, 10), (2, 4.0, 14), (1, 0.0, 6))


@pytest.mark.parametrize("step", ["hold", *STEPS])
def test_the_actions_are_those_that_the_writes_need(step: str) -> None:
    """Where the door remembers nothing."""
    carve("MUG", "SALE", 2)
    units = {"MUG": 1, "MUG@SALE": 1}
    with capacity() as asked:
        parts = DynamoStockHolds().hold("B-1", units, 15, stamp())
        if step != "hold":
            baskets.note("hold", stamp(), lambda: parts)
            asked.calls.clear()
            parts = offer(step, units, door=DynamoStockHolds())
    kinds = {f"{write.kind}Item" for part in parts for write in part.writes} | set(asked.calls)
    assert {f"dynamodb:{kind}" for kind in kinds} - TRANSACTION <= ACTIONS[step]
