"""Prices in memory, for tests of what uses them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.prices import Occasion, PriceFacts, PricesInForce
from promenade.kit.lookups import Lookup


class FakePriceReader:
    """PriceReader over given facts, which hold on every occasion until `changes_at`."""

    def __init__(
        self, prices: Mapping[str, PriceFacts] | None = None, changes_at: datetime | None = None
    ) -> None:
        self._prices = prices or {}
        self._changes_at = changes_at
        self.asked: list[Occasion] = []

    def lookup(
        self, skus: Sequence[str], occasion: Occasion, now: datetime
    ) -> Lookup[PricesInForce]:
        self.asked.append(occasion)
        prices = {sku: self._prices[sku] for sku in skus if sku in self._prices}
        is_coming = self._changes_at is not None and self._changes_at > now
        in_force = PricesInForce(prices, self._changes_at if is_coming else None)
        return Lookup("price", (), lambda _: in_force)
