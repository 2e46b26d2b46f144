"""What is known of the SKUs of past orders."""

from promenade.base.promotion.model.replay import Goods
from promenade.base.promotion.service.known_goods import KnownGoods
from promenade.contracts.prices import PriceFacts
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.price import FakePriceReader
from tests.support.managed_promotions import facts
from tests.support.simulated import line, order
from tests.support.stamps import NOON

MUG, TEA = facts("MUG", floor_price_minor=700), facts("TEA", currency="EUR", floor_price_minor=1)


def priced(sku: str, floor_minor: int | None, cost_minor: int | None) -> PriceFacts:
    return PriceFacts("B", sku, "CNY", 1_000, 1_000, floor_minor, cost_minor)


def known(**prices: PriceFacts) -> tuple[KnownGoods, FakePriceReader]:
    reader = FakePriceReader(prices)
    return KnownGoods(FakeCatalogueReader({"MUG": MUG, "TEA": TEA}), reader), reader


def test_a_price_of_a_book_says_floor_and_cost_and_the_catalogue_what_it_leaves_open() -> None:
    asked = [order("1", line("MUG", 1), line("TEA", 1), line("OLD", 1))]
    for prices, mug in (
        ({}, Goods(MUG, 700, None)),
        ({"MUG": priced("MUG", None, 300)}, Goods(MUG, 700, 300)),
        ({"MUG": priced("MUG", 800, None)}, Goods(MUG, 800, None)),
    ):
        goods, _ = known(**prices)
        found = goods.of("s-1", asked, "CNY", NOON)
        assert found == {"web": {"MUG": mug, "TEA": Goods(TEA), "OLD": Goods()}}


def test_a_sku_is_asked_for_once_by_channel_and_simulation() -> None:
    goods, reader = known()
    one, other = order("1", line("MUG", 1)), order("2", line("MUG", 1), channel="app")
    goods.of("s-1", [one, one], "CNY", NOON)
    goods.of("s-1", [one], "CNY", NOON)
    assert [each.channel for each in reader.asked] == ["web"]
    goods.of("s-1", [one, other], "CNY", NOON)
    goods.of("s-2", [one], "CNY", NOON)
    assert [each.channel for each in reader.asked] == ["web", "app", "web"]
    assert {each.currency for each in reader.asked} == {"CNY"}


def test_without_orders_nothing_is_asked() -> None:
    goods, reader = known()
    assert goods.of("s-1", [], "CNY", NOON) == {}
    assert reader.asked == []
