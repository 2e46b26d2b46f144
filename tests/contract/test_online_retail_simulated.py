"""A draft over a year of the Online Retail set: to the penny, by pages of any size.

In memory, like the set's ingest."""

from datetime import UTC, date, datetime

import pytest

from promenade.base.promotion.model import Condition, Measure
from promenade.base.promotion.model.effects import OrderOff, Percent
from promenade.base.promotion.model.simulation import Simulation
from promenade.base.promotion.service.replaying import PageSize
from promenade.contracts.orders import OrderDocument
from promenade.kit.money import half_up
from tests.contract.test_online_retail_facts import documents
from tests.support.data import needs_data
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.managed_promotions import ten_off
from tests.support.simulated import Shop

pytestmark = [pytest.mark.shared_data, needs_data]

AFTER = datetime(2011, 12, 10, 12, tzinfo=UTC)
FIRST_ON = date(2010, 12, 10)
THRESHOLD = 50_000
DRAFT = ten_off(
    currency="GBP",
    effects=(OrderOff(Percent(1_000)),),
    conditions=(Condition(Measure.AMOUNT, THRESHOLD),),
)


@pytest.fixture(scope="module")
def orders() -> list[OrderDocument]:
    return list(documents())


def simulated(orders: list[OrderDocument], size: PageSize | None = None) -> Simulation:
    """10 % off from 500.00 on."""
    shop = Shop(orders, catalogue=FakeCatalogueReader({}), size=size)
    shop.draft(DRAFT)
    asked = shop.ask("ten-off", 365, at=AFTER, stores=("online-retail",), zone="Europe/London")
    return shop.run(asked)


def test_a_year_comes_to_what_its_invoices_say(orders: list[OrderDocument]) -> None:
    found = simulated(orders)
    meant = [order for order in orders if order.placed_at.date() >= FIRST_ON]
    sales = [order for order in meant if order.kind == "sale"]
    hit = [order.goods_minor for order in sales if order.goods_minor >= THRESHOLD]
    tally = found.tally
    assert (tally.read_count, tally.replayed_count) == (len(meant), len(sales))
    assert tally.list_minor == sum(order.goods_minor for order in sales)
    assert (tally.hit_count, tally.hit_list_minor) == (len(hit), sum(hit))
    assert tally.cost_minor == sum(half_up(each, 10) for each in hit)
    below = sum(half_up(each, 10) * 10 < each for each in hit)
    assert tally.bands == {500: below, 1_000: len(hit) - below}
    assert (tally.hit_count, tally.cost_minor, tally.percentile(50)) == (3_570, 50_310_013, 8_050)


def test_pages_of_a_year_come_to_the_same(orders: list[OrderDocument]) -> None:
    whole = simulated(orders)
    paged = simulated(orders, PageSize(orders=1_000, lines=20_000, round_trips=40))
    assert paged.page_count > 10
    assert (paged.tally, paged.ranking) == (whole.tally, whole.ranking)
