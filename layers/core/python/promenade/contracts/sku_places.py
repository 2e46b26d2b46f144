"""Where a SKU is, for rooms that keep something of it: what is of a SKU is where its product is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from promenade.kit.authority import Reach
from promenade.kit.errors import NotFound
from promenade.kit.values import Value


class SkuPlace(Value, frozen=True):
    """Where a SKU is: in its product's store, and in the category at this path."""

    store: str
    path: tuple[str, ...]


class SkuPlaces(Protocol):
    def places(self, skus: Sequence[str]) -> Mapping[str, SkuPlace]:
        """Those of the SKUs that exist, in two round trips for each hundred."""
        ...


def within(skus: Iterable[str], reach: Reach, catalogue: SkuPlaces) -> frozenset[str]:
    """Those that `reach` includes: of who has no limits all, and the catalogue is not asked."""
    if reach.is_everywhere:
        return frozenset(skus)
    places = catalogue.places([*dict.fromkeys(skus)])
    here = (sku for sku, each in places.items() if reach.includes(each.store, each.path))
    return frozenset(here)


def require_within(sku: str, reach: Reach, catalogue: SkuPlaces) -> None:
    """Raises NotFound for a SKU that is elsewhere, as for one that the catalogue does not have."""
    if sku not in within([sku], reach, catalogue):
        raise missing(sku)


def missing(sku: str) -> NotFound:
    return NotFound("The catalogue has no such SKU.", sku=sku)
