"""Little stock, no stock and stock again are told once each time, from what the stream shows."""

import pytest

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD
from promenade.base.stock.service import move_stock, set_alert
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.stock import StockBack, StockLow, StockOut
from tests.support.baskets import Baskets
from tests.support.pools import carve
from tests.support.relaying import relayed
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
store = DynamoStockStore()
FACTS = {"StockLow", "StockOut", "StockBack"}


@pytest.fixture
def baskets(stores: None) -> Baskets:
    """Ten mugs; three are few."""
    move(10)
    set_alert("MUG", 3, 1, stamp("alert"), store)
    return Baskets(DynamoStockHolds())


def move(count: int, id_: str = "opening") -> None:
    move_stock(MoveStock(id_, "MUG", "adjust", count, "Because"), stamp(id_), store)


def told() -> list[tuple[str, int]]:
    events = [each for each in relayed().events if each["detail-type"] in FACTS]
    ids = [each["detail"]["event_id"] for each in events]
    assert len(set(ids)) == len(ids)
    return [(each["detail-type"], each["detail"]["data"]["available_count"]) for each in events]


def hold(baskets: Baskets, number: int, count: int) -> None:
    baskets.place(f"B-{number}", {"MUG": count}, stamp(f"place {number}"))


def test_each_crossing_is_told_once(baskets: Baskets) -> None:
    hold(baskets, 1, 6)
    assert told() == []
    hold(baskets, 2, 1)
    hold(baskets, 3, 1)
    assert told() == [("StockLow", 3)]
    hold(baskets, 4, 2)
    assert told() == [("StockLow", 3), ("StockOut", 0)]
    baskets.cancel("B-4", {"MUG": 2}, stamp("cancel"))
    assert told()[2:] == [("StockBack", 2)]
    baskets.cancel("B-1", {"MUG": 6}, stamp("cancel"))
    hold(baskets, 5, 8)
    assert told()[3:] == [("StockLow", 0), ("StockOut", 0)]


def test_a_movement_crosses_lines_as_a_hold_does(baskets: Baskets) -> None:
    move(-10, "loss")
    move(2, "delivery")
    assert told() == [("StockLow", 0), ("StockOut", 0), ("StockBack", 2)]


def test_a_sale_of_what_was_held_crosses_nothing(baskets: Baskets) -> None:
    hold(baskets, 1, 10)
    before = told()
    baskets.pay("B-1", {"MUG": 10}, stamp("pay"))
    assert told() == before == [("StockLow", 0), ("StockOut", 0)]


def test_units_that_are_only_spread_are_not_gone(baskets: Baskets) -> None:
    carve("MUG", SPREAD, 10, rate=500)
    hold(baskets, 1, 8)
    assert told() == []


@pytest.mark.parametrize(
    ("fact", "before", "now", "low", "is_crossed"),
    [
        (StockLow, 4, 3, 3, True),
        (StockLow, 3, 2, 3, False),
        (StockLow, 4, 0, None, False),
        (StockLow, 2, 3, 3, False),
        (StockOut, 1, 0, None, True),
        (StockOut, 0, 0, None, False),
        (StockBack, 0, 1, None, True),
        (StockBack, 1, 2, None, False),
    ],
)
def test_a_line_is_crossed_in_one_direction(
    fact: type[StockLow], before: int, now: int, low: int | None, is_crossed: bool
) -> None:
    assert fact.is_crossed(before, now, low) is is_crossed
