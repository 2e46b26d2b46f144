"""Carts and promotions for the pricing benchmark, in words both engines understand.

Prices are whole hundreds of minor units and percentages whole, so no engine ever has to round and
totals must agree to the cent.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from promenade.base.promotion.model import (
    EVERYTHING,
    Book,
    Cart,
    Condition,
    Line,
    Measure,
    Promotion,
    Scope,
    Selector,
    Stage,
    compile_book,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Basis,
    Effect,
    OrderOff,
    Percent,
    UnitOff,
    Units,
)

CATALOGUE_SIZE = 400


class Benefit(StrEnum):
    PERCENT = "percent"
    AMOUNT = "amount"
    AMOUNT_PER_UNIT = "amount_per_unit"
    CHEAPEST_FREE = "cheapest_free"


@dataclass(frozen=True)
class Offer:
    """`products` None means all; `value` is percent or minor units; met at a count or an amount."""

    number: int
    benefit: Benefit
    value: int
    products: frozenset[int] | None
    min_count: int | None = None
    min_minor: int | None = None


@dataclass(frozen=True)
class Item:
    product: int
    price_minor: int
    qty: int


@dataclass(frozen=True)
class Workload:
    name: str
    offers: tuple[Offer, ...]
    carts: tuple[tuple[Item, ...], ...]


def dense(carts: int) -> Workload:
    """Every promotion covers every line; most apply, some miss their threshold."""
    benefits = [Benefit.PERCENT, Benefit.AMOUNT, Benefit.AMOUNT_PER_UNIT, Benefit.AMOUNT]
    offers = [_offer(number, benefits[number % 4], None) for number in range(48)]
    offers += [_offer(number, Benefit.CHEAPEST_FREE, None) for number in (48, 49)]
    return Workload("dense", tuple(offers), _carts(carts))


def sparse(carts: int) -> Workload:
    """Each promotion covers one percent of the catalogue; a cart meets about nine of them."""
    benefits = list(Benefit)
    offers = [
        _offer(number, benefits[number % 4], frozenset(range(number * 4, number * 4 + 4)))
        for number in range(50)
    ]
    return Workload("sparse", tuple(offers), _carts(carts))


def _offer(number: int, benefit: Benefit, products: frozenset[int] | None) -> Offer:
    values = {
        Benefit.PERCENT: 1 + number % 2,
        Benefit.AMOUNT: 100 + 20 * number,
        Benefit.AMOUNT_PER_UNIT: 5 + number,
        Benefit.CHEAPEST_FREE: 1,
    }
    out_of_reach = number % 10 == 9
    by_count = {"min_count": 10_000 if out_of_reach else 1}
    by_amount = {"min_minor": 10_000_000 if out_of_reach else 1_000}
    return Offer(
        number, benefit, values[benefit], products, **(by_amount if number % 3 else by_count)
    )


def _carts(count: int) -> tuple[tuple[Item, ...], ...]:
    source = random.Random(20240615)
    prices = [100 * source.randrange(100, 900) for _ in range(CATALOGUE_SIZE)]
    return tuple(
        tuple(
            Item(product, prices[product], source.randrange(3, 7))
            for product in source.sample(range(CATALOGUE_SIZE), 20)
        )
        for _ in range(count)
    )


def as_book(workload: Workload) -> Book:
    return compile_book(_as_promotion(offer) for offer in workload.offers)


def _as_promotion(offer: Offer) -> Promotion:
    return Promotion(
        id=f"offer-{offer.number:02}",
        name=f"Offer {offer.number}",
        version=1,
        stage=Stage.ORDER,
        effects=(_as_effect(offer),),
        conditions=(_as_condition(offer),),
        scope=_as_scope(offer),
        priority=100 - offer.number,
    )


def _as_scope(offer: Offer) -> Scope:
    if offer.products is None:
        return EVERYTHING
    return Scope((Selector(products=tuple(map(str, offer.products))),))


def _as_effect(offer: Offer) -> Effect:
    match offer.benefit:
        case Benefit.PERCENT:
            return UnitOff(Percent(offer.value * 100), basis=Basis.PRICE)
        case Benefit.AMOUNT:
            return OrderOff(Amount(offer.value))
        case Benefit.AMOUNT_PER_UNIT:
            return UnitOff(Amount(offer.value), basis=Basis.PRICE)
        case Benefit.CHEAPEST_FREE:
            return UnitOff(Percent(10_000), units=Units(limit=1), basis=Basis.PRICE)


def _as_condition(offer: Offer) -> Condition:
    if offer.min_count is not None:
        return Condition(Measure.QUANTITY, offer.min_count)
    assert offer.min_minor is not None
    return Condition(Measure.AMOUNT, offer.min_minor)


def as_cart(items: tuple[Item, ...]) -> Cart:
    lines = tuple(
        Line(f"L{place}", f"sku-{item.product}", str(item.product), item.qty, item.price_minor)
        for place, item in enumerate(items)
    )
    return Cart(lines, "GBP", datetime(2024, 6, 15, 12, tzinfo=UTC))


# ---- Many promotions ----

SKUS_OF_EACH = 20


def covering_few(count: int) -> list[Promotion]:
    """Each covers its own SKUs of the 100,000."""
    return [
        _ten_off(number, Scope((Selector(skus=tuple(map(_sku, _own(number)))),)))
        for number in range(count)
    ]


def covering_all(count: int) -> list[Promotion]:
    return [_ten_off(number, EVERYTHING) for number in range(count)]


def _ten_off(number: int, scope: Scope) -> Promotion:
    return Promotion(
        id=f"offer-{number:05}",
        name=f"Offer {number}",
        version=1,
        stage=Stage.ORDER,
        effects=(OrderOff(Percent(10)),),
        conditions=(Condition(Measure.QUANTITY, 1),),
        scope=scope,
    )


def _own(number: int) -> range:
    return range(number * SKUS_OF_EACH, (number + 1) * SKUS_OF_EACH)


def _sku(number: int) -> str:
    return f"sku-{number:06}"


def cart_among(count: int) -> Cart:
    """Ten lines of a promotion each, and ten of none."""
    covered = [place * count // 10 * SKUS_OF_EACH for place in range(10)]
    numbers = [*covered, *range(1_000_000, 1_000_010)]
    lines = tuple(
        Line(str(place), _sku(number), f"p-{number}", 3, 10_000)
        for place, number in enumerate(numbers)
    )
    return Cart(lines, "GBP", datetime(2024, 6, 15, 12, tzinfo=UTC))
