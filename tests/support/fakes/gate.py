"""What may be shown of the catalogue's prices, as tests say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.prices import ListedPrice
from promenade.kit.errors import DomainError


class FakePriceGate:
    """PriceGate: refuses the SKUs that it is given refusals of. `asked` is what was judged."""

    def __init__(self, refusals: Mapping[str, DomainError] | None = None) -> None:
        self._refusals = refusals or {}
        self.asked: list[ListedPrice] = []

    def refusals(self, asked: Sequence[ListedPrice], now: datetime) -> Mapping[str, DomainError]:  # noqa: ARG002
        self.asked += asked
        return {each.sku: self._refusals[each.sku] for each in asked if each.sku in self._refusals}


OPEN = FakePriceGate()
"""Everything may be shown."""
