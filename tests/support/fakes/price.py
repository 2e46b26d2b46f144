"""Prices in memory, for tests of what uses them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.prices import PriceFacts, PricesInForce, Venue
from promenade.kit.lookups import Lookup


class FakePriceReader:
    """PriceReader over given facts, which hold in every venue until `changes_at`."""

    def __init__(
        self, prices: Mapping[str, PriceFacts] | None = None, changes_at: datetime | None = None
    ) -> None:
        self._prices = prices or {}
        self._changes_at = changes_at
        self.asked: list[Venue] = []

    def lookup(self, skus: Sequence[str], venue: Venue, now: datetime) -> Lookup[PricesInForce]:
        self.asked.append(venue)
        prices = {sku: self._prices[sku] for sku in skus if sku in self._prices}
        is_coming = self._changes_at is not None and self._changes_at > now
        in_force = PricesInForce(prices, self._changes_at if is_coming else None)
        return Lookup("price", (), lambda _: in_force)
