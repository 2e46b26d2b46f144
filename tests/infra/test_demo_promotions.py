"""The demonstration's promotions: always the same, taken by the API, and at work in carts."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from infra.local.demo_goods import CATEGORIES
from infra.local.demo_promotions import demo_promotions
from infra.local.demo_shop import demo_shop
from promenade.base.promotion.model import Buyer, Promotion
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.asking import AskedLine, QuoteCart
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.preparing import Goods
from promenade.base.promotion.service.quoting import PricedCart, quote_cart
from promenade.base.promotion.wire.promotions import PromotionBody, read_promotion
from promenade.contracts.catalogue import SkuFacts
from promenade.kit.decoding import decode
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.price import FakePriceReader
from tests.support.fakes.promotion import FakeBookStore, FakeUsageReader
from tests.support.fakes.stock import FakeStockReader

SHOP = demo_shop()
EVENING = datetime(2026, 3, 4, 13, tzinfo=UTC)
BODIES = demo_promotions(SHOP, EVENING)
LIMITED = BODIES[0]["limits"]["by_sku"][0]["sku"]
PARENTS = {id_: parent or id_ for id_, _, parent in CATEGORIES}


def promotions() -> list[Promotion]:
    return [
        read_promotion(body["name"], decode(msgspec.json.encode(body), PromotionBody), "UTC")
        for body in BODIES
    ]


def facts() -> dict[str, SkuFacts]:
    return {
        sku["code"]: SkuFacts(
            sku=sku["code"],
            product_id=product["id"],
            title=product["title"],
            currency="CNY",
            list_price_minor=sku["list_price_minor"],
            sale_price_minor=sku["sale_price_minor"],
            floor_price_minor=sku["floor_price_minor"],
            categories=frozenset({product["category"], PARENTS[product["category"]]}),
            brand=product["brand"],
            tags=frozenset(product["tags"]),
            is_sellable=True,
        )
        for product in SHOP.products
        for sku in product["skus"]
    }


def skus(category: str) -> list[str]:
    return [
        sku["code"]
        for product in SHOP.products
        if product["category"] == category and "limited" not in product["tags"]
        for sku in product["skus"]
    ]


def priced(*asked: tuple[str, int], **other: Any) -> PricedCart:
    lines = tuple(AskedLine(i, str(i), sku, count) for i, (sku, count) in enumerate(asked))
    given: dict[str, Any] = {"currency": "CNY", "codes": (), "buyer": Buyer(), "channel": None}
    given |= {"lines": lines, "shipping_minor": 1_200}
    command = QuoteCart(**given | other)
    book = CurrentBook(FakeBookStore(*promotions()))
    known = facts()
    stock = FakeStockReader(dict.fromkeys(known, 99))
    goods = Goods(FakeCatalogueReader(known), FakePriceReader(), stock, FakeUsageReader())
    return quote_cart(command, EVENING, book, goods)


def applied(answer: PricedCart) -> set[str]:
    return {each.promotion_id for each in answer.quote.outcomes if each.applied}


def test_the_same_seed_makes_the_same_promotions() -> None:
    assert demo_promotions(SHOP, EVENING) == BODIES
    assert demo_promotions(SHOP, EVENING, seed=7) != BODIES
    assert len({body["name"] for body in BODIES}) == len(BODIES) == 12


def test_all_are_in_force_but_the_one_to_come() -> None:
    statuses = [
        ManagedPromotion(each, EVENING, "r", is_published=True).status(EVENING).value
        for each in promotions()
    ]
    assert statuses == ["active"] * 11 + ["scheduled"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ([(LIMITED, 1)], "香氛限时8折，每款限50件"),
        ([(skus("tableware")[0], 9)], "家居满200减20，满400减60，满800减150"),
        ([(skus("lighting")[0], 1)], "灯饰夜场8折（每晚8点）"),
        ([(skus("loose-tea")[0], 2)], "茶叶第二件半价"),
        ([(skus("writing")[0], 2)], "书桌满2件9折，满5件8折"),
        ([(skus("notebooks")[0], 3)], "本册买三免一"),
        ([(skus("bags")[0], 9)], "满500送好笔一支"),
        ([(skus("bags")[0], 1)], "满99包邮"),
    ],
)
def test_each_promotion_works_in_a_cart_made_for_it(asked: list[Any], name: str) -> None:
    assert name in applied(priced(*asked))


def test_the_tea_set_saves_about_fifteen_per_cent() -> None:
    bundle = next(each for each in BODIES if each["name"] == "一壶好茶套装")
    codes = bundle["scope"]["include"][0]["skus"]
    answer = priced(*((code, 1) for code in codes))
    outcome = next(e for e in answer.quote.outcomes if e.promotion_id == "一壶好茶套装")
    together = sum(facts()[code].sale_price_minor for code in codes)
    assert outcome.applied
    assert 1_500 <= outcome.saving_minor * 10_000 // together <= 2_000


def test_members_and_holders_of_the_code_pay_less() -> None:
    bag = (skus("bags")[0], 3)
    member = Buyer(groups=frozenset({"member"}))
    assert "会员价95折" in applied(priced(bag, buyer=member))
    assert "会员价95折" not in applied(priced(bag))
    assert "新客专享码：满150减20" in applied(priced(bag, codes=("hello20",)))


def test_competing_ones_say_who_won() -> None:
    answer = priced((skus("notebooks")[0], 3))
    lost = next(e for e in answer.quote.outcomes if e.promotion_id == "书桌满2件9折，满5件8折")
    assert (lost.reason.value, lost.rival) == ("lost_to", "本册买三免一")
