"""What may be promised of many SKUs, over all warehouses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from promenade.base.stock.model import Level
from promenade.contracts.stock import place


class LevelStore(Protocol):
    def levels(self, places: Iterable[str]) -> Mapping[str, Level]:
        """Those that there are; one round trip per 100."""
        ...


def availability(
    skus: Sequence[str], warehouses: Sequence[str], store: LevelStore
) -> dict[str, list[Level]]:
    """By SKU, in the order of asking; by warehouse, in theirs."""
    asked = {sku: [place(sku, warehouse) for warehouse in warehouses] for sku in skus}
    found = store.levels(each for places in asked.values() for each in places)
    return {sku: [found[each] for each in places if each in found] for sku, places in asked.items()}
