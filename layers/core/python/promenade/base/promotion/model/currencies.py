"""Promotions whose amounts are told in several currencies, in one of them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from promenade.base.promotion.model.promotion import Promotion
from promenade.kit.values import replace


def currencies_of(promotion: Promotion) -> frozenset[str] | None:
    """Those that it is for; None where it names no amount and no currency: it is for any."""
    named = [frozenset(amounts) for amounts in _maps(promotion)]
    if named:
        return frozenset.intersection(*named)
    return None if promotion.currency is None else frozenset({promotion.currency})


def in_currency(promotion: Promotion, currency: str) -> Promotion | None:
    """With the amounts of that currency; None where it is not for it."""
    served = currencies_of(promotion)
    if served is None or promotion.currency is not None:
        return promotion if served is None or currency in served else None
    return _resolved(promotion, currency) if currency in served else None


def _maps(value: Any) -> Iterator[dict[str, int]]:
    """Amounts are all that a promotion keeps by key."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _maps(each)
    elif isinstance(value, msgspec.Struct):
        yield from _maps(msgspec.structs.astuple(value))


def _resolved(value: Any, currency: str) -> Any:
    if isinstance(value, dict):
        return value[currency]
    if isinstance(value, tuple):
        return tuple(_resolved(each, currency) for each in value)
    if isinstance(value, msgspec.Struct):
        held = msgspec.structs.asdict(value)
        return replace(value, **{name: _resolved(each, currency) for name, each in held.items()})
    return value
