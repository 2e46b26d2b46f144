"""What may be shown of the catalogue's prices, as tests say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.prices import ListedPrice, PricesJudged
from promenade.kit.errors import DomainError


class FakePriceGate:
    """PriceGate: refuses the SKUs that it is given refusals of, and finds the old prices of
    `proved` proven. `asked` is what was judged."""

    def __init__(
        self,
        refusals: Mapping[str, DomainError] | None = None,
        proved: frozenset[str] = frozenset(),
    ) -> None:
        self._refusals = refusals or {}
        self._proved = proved
        self.asked: list[ListedPrice] = []

    def judge(self, asked: Sequence[ListedPrice], now: datetime) -> PricesJudged:  # noqa: ARG002
        self.asked += asked
        met = {each.sku for each in asked}
        refused = {sku: each for sku, each in self._refusals.items() if sku in met}
        return PricesJudged(refused, self._proved & met)


OPEN = FakePriceGate()
"""Everything may be shown."""
