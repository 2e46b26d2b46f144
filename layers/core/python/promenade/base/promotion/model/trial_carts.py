"""Carts made up to try promotions on: what their clauses name, around the thresholds they name.

The same promotions and seed give the same carts.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from promenade.base.promotion.model.cart import Buyer, Cart, Line
from promenade.base.promotion.model.currencies import currencies_of, in_currency
from promenade.base.promotion.model.currency_checks import amounts_of
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.scope import Selector
from promenade.base.promotion.model.slots import opening
from promenade.contracts.carts import Destination
from promenade.kit.values import Value

MOST_LINES = 6
_ANYTIME = datetime(2026, 1, 5, 12, tzinfo=UTC)
_PRICES = (1, 99, 100, 333, 9_999, 10_001)
_QUANTITIES = (1, 1, 2, 3, 4, 5, 7, 12)
_OTHER_LINES = (Selector(skus=("another",)),)


class _Words(Value, frozen=True):
    """What promotions speak of."""

    selectors: Sequence[Selector]
    amounts: Sequence[int]
    stock: Sequence[int]


def trial_carts(promotions: Sequence[Promotion], currency: str, seed: int) -> Iterator[Cart]:
    """Without end."""
    chance, stocked = Random(seed), Random(seed)  # noqa: S311 - carts, not secrets
    mine = [found for each in promotions if (found := in_currency(each, currency))]
    words = _Words(
        (*(found for each in mine for found in _selectors(each)), *_OTHER_LINES),
        (*(int(amount) for each in mine for _, amount in amounts_of(each)), *_PRICES),
        (0, *(each for by in mine for effect in by.effects for each in effect.stock_levels), 10**7),
    )
    while True:
        places = range(chance.randint(1, MOST_LINES))
        lines = tuple(_line(str(place), words, chance) for place in places)
        yield Cart(
            lines=lines,
            currency=currency,
            at=_instant(promotions[0]),
            codes=tuple(each.code.text for each in promotions if each.code is not None),
            buyer=_buyer(promotions[0]),
            channel=next(iter(promotions[0].audience.channels or ()), None),
            shipping_minor=chance.choice((0, 500, *words.amounts)),
            destination=_destination(promotions[0]),
            carrier=next(iter(promotions[0].delivery.carriers or ()), None),
            payment_method=next(iter(promotions[0].payment_methods or ()), None),
            stock={line.sku: stocked.choice(words.stock) for line in lines},
        )


def trial_currency(promotion: Promotion) -> str:
    return min(currencies_of(promotion) or ("CNY",))


def _selectors(value: Any) -> Iterator[Selector]:
    if isinstance(value, Selector):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _selectors(each)
    elif isinstance(value, msgspec.Struct):
        yield from _selectors(msgspec.structs.astuple(value))


def _line(name: str, words: _Words, chance: Random) -> Line:
    fits = chance.choice(words.selectors)
    price = max(chance.choice(words.amounts) // chance.choice((1, 1, 2, 3)), 1)
    sale = chance.choice((None, None, price * 9 // 10))
    return Line(
        id=name,
        sku=chance.choice(fits.skus or (f"sku-{name}",)),
        product=chance.choice(fits.products or (f"product-{name}",)),
        qty=chance.choice(_QUANTITIES),
        list_minor=price,
        sale_minor=sale,
        floor_minor=chance.choice((None, None, 0, price // 2, price)),
        categories=frozenset(fits.categories),
        brand=next(iter(fits.brands), None),
        tags=frozenset(fits.tags),
        weight_g=chance.choice((100, 1_000)),
        on_for_days=(fits.new_for_days or 1) - 1,
    )


def _instant(promotion: Promotion) -> datetime:
    """When it is on."""
    window = promotion.window
    last = window.end - timedelta(seconds=1) if window.end else _ANYTIME
    first = window.start or last
    found = opening(window, first) if window.slots else None
    return max(found.opens_at or first, first) if found else first


def _buyer(promotion: Promotion) -> Buyer:
    audience = promotion.audience
    return Buyer(
        next(iter(audience.customers), "somebody"),
        frozenset(audience.groups),
        next(iter(audience.nth_orders), 1),
        is_new=True,
    )


def _destination(promotion: Promotion) -> Destination:
    place = next(iter(promotion.delivery.to), None)
    if place is None:
        return Destination("CN", "200000")
    return Destination(place.country, place.postcodes[0].first if place.postcodes else None)
