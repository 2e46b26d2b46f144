"""From which warehouses the units of a cart come: from one, if one has them all, else from as few
as possible; among equals from those that are preferred."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from promenade.contracts.stock import OutOfStock, Units, place

There = Mapping[str, Mapping[str, int]]
"""What is available, by warehouse and SKU; preferred warehouses first."""

_COMPARED = 10
"""So many are compared in all ways; of more, one after the other is added that helps most."""


def shortages(units: Units, there: There) -> list[OutOfStock]:
    """The SKUs of which all warehouses together have too little."""
    sums = {sku: sum(_available(there, each, sku) for each in there) for sku in units}
    return [
        OutOfStock(
            f"{count} of {sku} are asked for, {sums[sku]} available.",
            sku=sku,
            asked_count=count,
            available_count=sums[sku],
        )
        for sku, count in units.items()
        if sums[sku] < count
    ]


def allocate(units: Units, there: There) -> dict[str, int]:
    """By place; nothing is short. Of a SKU that no chosen warehouse has enough of, the one with
    most gives first."""
    chosen = _fewest(units, there)
    return {
        place(sku, warehouse): count
        for sku, asked in units.items()
        for warehouse, count in _shared(
            asked, {each: _available(there, each, sku) for each in chosen}
        )
    }


def _fewest(units: Units, there: There) -> Sequence[str]:
    useful = [each for each in there if _lacking(units, there, [each]) < sum(units.values())]
    if len(useful) > _COMPARED:
        return _added(units, there, useful)
    sizes = range(1, len(useful) + 1)
    ways = (some for size in sizes for some in combinations(useful, size))
    return next(some for some in ways if not _lacking(units, there, some))


def _added(units: Units, there: There, useful: Sequence[str]) -> Sequence[str]:
    chosen: list[str] = []
    while _lacking(units, there, chosen):
        others = (each for each in useful if each not in chosen)
        chosen.append(min(others, key=lambda each: _lacking(units, there, [*chosen, each])))
    return sorted(chosen, key=useful.index)


def _lacking(units: Units, there: There, some: Iterable[str]) -> int:
    """How many units these do not have together."""
    chosen = list(some)
    found = {sku: sum(_available(there, each, sku) for each in chosen) for sku in units}
    return sum(max(count - found[sku], 0) for sku, count in units.items())


def _shared(asked: int, available: Mapping[str, int]) -> list[tuple[str, int]]:
    for warehouse, count in available.items():
        if count >= asked:
            return [(warehouse, asked)]
    shares: list[tuple[str, int]] = []
    for warehouse in sorted(available, key=lambda each: -available[each]):
        taken = min(available[warehouse], asked)
        asked -= taken
        shares += [(warehouse, taken)] if taken else []
    return shares


def _available(there: There, warehouse: str, sku: str) -> int:
    return max(there[warehouse].get(sku, 0), 0)
