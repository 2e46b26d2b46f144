"""Where a product stands, and from when it is sold."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.base.catalogue.model.change import offers
from promenade.base.catalogue.model.product import Product, place, remove
from promenade.base.catalogue.model.shelf import shelf_faults
from promenade.base.catalogue.model.turning import sku_facts
from promenade.kit.values import replace
from tests.support.shop import product, sku
from tests.support.stamps import NOON

SOON = NOON + timedelta(days=2)
TICK = timedelta(microseconds=1)
BARE = product("MUG")
MUG = product("MUG", sku("MUG-1"))


def kept(**other: Any) -> Product:
    return place(replace(MUG, **other), ("mugs",), None, NOON)


def faults(asked: Product, before: Product | None, now: datetime = NOON) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in shelf_faults(asked, before, now)]


@pytest.mark.parametrize("shelf", ["ON", "SCHEDULED"])
def test_only_a_product_with_skus_goes_on_the_shelf(shelf: Any) -> None:
    bare = replace(BARE, shelf=shelf, sells_from=SOON if shelf == "SCHEDULED" else None)
    assert faults(bare, None) == [("/shelf", "nothing_to_sell")]
    assert faults(replace(bare, skus=MUG.skus), None) == []


def test_what_is_scheduled_is_on_and_sold_from_its_instant() -> None:
    mug = kept(shelf="SCHEDULED", sells_from=SOON)
    assert [mug.shelf_at(at) for at in (SOON - TICK, SOON)] == ["SCHEDULED", "ON"]
    assert [mug.sells_at(at) for at in (SOON - TICK, SOON)] == [False, True]
    (offer,) = offers(mug).values()
    assert [offer.sells_at(at) for at in (SOON - TICK, SOON)] == [False, True]
    assert [sku_facts(offer).sells_at(at) for at in (SOON - TICK, SOON)] == [False, True]


@pytest.mark.parametrize("shelf", ["OFF", "RECYCLED"])
def test_what_stands_elsewhere_is_not_sold(shelf: Any) -> None:
    assert kept(shelf=shelf).sells_at(SOON) is False


def test_a_schedule_needs_an_instant_to_come_and_nothing_else_has_one() -> None:
    scheduled = replace(MUG, shelf="SCHEDULED")
    far = datetime(2100, 1, 1, tzinfo=UTC)
    assert faults(scheduled, None) == [("/sells_from", "missing")]
    assert faults(replace(scheduled, sells_from=NOON), None) == [("/sells_from", "past")]
    assert faults(replace(scheduled, sells_from=far), None) == [("/sells_from", "out_of_range")]
    for shelf in ("OFF", "ON", "RECYCLED"):
        asked = replace(MUG, shelf=shelf, sells_from=SOON)
        assert faults(asked, None) == [("/sells_from", "unexpected")]


def test_a_schedule_that_has_come_stays_as_it_was_said() -> None:
    mug = kept(shelf="SCHEDULED", sells_from=SOON)
    assert faults(mug, mug, SOON) == []
    assert faults(replace(mug, sells_from=SOON + TICK), mug, SOON) == [("/shelf", "on_already")]


def test_what_is_on_the_shelf_is_not_scheduled() -> None:
    asked = replace(MUG, shelf="SCHEDULED", sells_from=SOON)
    assert faults(asked, kept(shelf="ON")) == [("/shelf", "on_already")]
    assert faults(asked, remove(kept(shelf="ON"))) == []


def test_what_is_in_the_bin_comes_out_by_off_alone() -> None:
    binned = kept(shelf="RECYCLED")
    assert faults(replace(MUG, shelf="ON"), binned) == [("/shelf", "recycled")]
    assert faults(replace(MUG, shelf="OFF"), binned) == []
    assert faults(binned, binned) == []


def test_a_sku_comes_on_sale_first_when_it_is_scheduled_unless_that_is_called_off() -> None:
    mug = kept(shelf="SCHEDULED", sells_from=SOON)
    assert mug.first_on_at == {"MUG-1": SOON}
    off = place(replace(MUG, shelf="OFF"), ("mugs",), mug, NOON + TICK)
    assert off.first_on_at == {}
    late = place(replace(MUG, shelf="OFF"), ("mugs",), mug, SOON + TICK)
    assert late.first_on_at == {"MUG-1": SOON}
    at_once = place(replace(MUG, shelf="ON"), ("mugs",), mug, NOON + TICK)
    assert at_once.first_on_at == {"MUG-1": NOON + TICK}
