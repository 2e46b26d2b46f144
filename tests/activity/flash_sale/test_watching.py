"""A sale of what the shop took off its shelves, or sells for less, is paused by itself."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.flash_sale.model.claim import SaleNotRunning
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.managing import Change
from promenade.activity.flash_sale.service.watching import watch
from promenade.contracts.reviews import NotReady
from tests.support import ordering
from tests.support.cloud import dump
from tests.support.flash_sales import END, SALE, FixedCatalogue, Stall, at
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
MINUTE = timedelta(minutes=1)
CATALOGUE: Any = FixedCatalogue()


def opened() -> Stall:
    ordering.receive(150, "MUG")
    stall = Stall()
    stall.schedule()
    return stall


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_sellable": False}, "not_on_sale"),
        ({"sku": "CUP"}, "unknown_sku"),
        ({"sale_price_minor": 989}, "above_usual"),
        ({"floor_price_minor": 991}, "below_floor"),
    ],
)
def test_what_is_not_to_be_sold_so_is_sold_to_nobody(facts: dict[str, Any], reason: str) -> None:
    stall, changed = opened(), FixedCatalogue(**facts)
    token = stall.token("ada")
    looks: Any = changed
    assert [watch(at(NOON, f"look {n}"), looks, stall.sales) for n in range(2)] == [1, 0]
    assert (stall.sale().paused_at, stall.sale().paused_for) == (NOON, (reason,))
    stored = dump()
    with pytest.raises(SaleNotRunning):
        stall.claim("ada", 1, token=token)
    with pytest.raises(NotReady):
        managing.resume(Change(SALE, 5, at(NOON, "resume")), looks, stall.sales)
    assert dump() == stored
    resumed = managing.resume(Change(SALE, 5, at(NOON, "resume")), CATALOGUE, stall.sales)
    assert (resumed.paused_at, resumed.paused_for) == (None, ())
    stall.claim("ada", 1, token=token)


def test_what_sells_as_planned_sells_on_beyond_its_first_end_too() -> None:
    stall = opened()
    managing.extend(Change(SALE, 4, at(NOON, "extend")), END + MINUTE, stall.sales)
    stored = dump()
    for instant in (NOON, END):
        assert watch(at(instant, "look"), CATALOGUE, stall.sales) == 0
    gone: Any = FixedCatalogue(sku="CUP")
    assert watch(at(NOON - 3 * MINUTE, "early"), gone, stall.sales) == 0
    assert watch(at(END + MINUTE, "late"), gone, stall.sales) == 0
    assert dump() == stored
