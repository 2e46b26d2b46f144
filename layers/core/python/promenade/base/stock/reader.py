"""What stock lets others read: contracts.stock.StockCounts, StockReader and KeptUnits, and
contracts.dependents.Dependents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from promenade.base.stock.model.sourcing import There, allocate, shortages
from promenade.base.stock.model.warehouses import in_order
from promenade.base.stock.store import DynamoStockStore, reservations
from promenade.base.stock.store.records import StockRecord
from promenade.base.stock.store.warehouses import DynamoWarehouseStore
from promenade.contracts.dependents import Dependent, DependentKind, Turn
from promenade.contracts.stock import Kept, Units, parts_of, place
from promenade.kit import dynamo
from promenade.kit.codes import code
from promenade.kit.holds import Refused
from promenade.kit.lookups import Lookup
from promenade.kit.patience import Contended, patiently

_KNOWN_FOR = timedelta(minutes=1)
_ATTRIBUTES = ("pk", "available_count", "lent_count", "is_spread")


class DynamoStockReader:
    """Made once per container: it remembers the warehouses for a minute."""

    def __init__(self) -> None:
        self._store, self._places = DynamoStockStore(), DynamoWarehouseStore()
        self._warehouses: tuple[str, ...] = ()
        self._due_at: datetime | None = None

    def allocate(self, units: Units, now: datetime) -> Units:
        pooled = {where: count for where, count in units.items() if parts_of(where)[2]}
        asked = {where: count for where, count in units.items() if where not in pooled}
        return {**patiently(lambda: self._allocate(asked, now), Contended), **pooled}

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, int]]:
        """By the codes as they were asked for, however they were spelt."""
        owners = {sku: self._store.owner(code(sku)) for sku in skus}
        keys = tuple((owner, self._store.names.aggregate) for owner in owners.values())
        read = partial(_available, owners)
        return Lookup(StockRecord.Meta.table_name, keys, read, _ATTRIBUTES, _counted)

    def _allocate(self, units: Units, now: datetime) -> Units:
        """Nobody is refused for what moved while it was read."""
        found = self._look(units, now)
        short = shortages(units, found)
        if not short:
            return allocate(units, found)
        self._due_at = None
        if self._look(units, now) != found:
            raise Contended
        raise Refused(short)

    def _look(self, skus: Iterable[str], now: datetime) -> There:
        wanted = {place(sku, each): (each, sku) for each in self._known(now) for sku in skus}
        keys = ((self._store.owner(where), self._store.names.aggregate) for where in wanted)
        there: dict[str, dict[str, int]] = {each: {} for each in self._warehouses}
        for record in dynamo.find_many(StockRecord, keys, consistent=True):
            warehouse, sku = wanted[record.pk.removeprefix(self._store.owner(""))]
            there[warehouse][sku] = _sellable(record)
        return there

    def _known(self, now: datetime) -> tuple[str, ...]:
        if self._due_at is None or now >= self._due_at:
            self._warehouses = tuple(each.code for each in in_order(self._places.list_all()))
            self._due_at = now + _KNOWN_FOR
        return self._warehouses


class DynamoKeptUnits:
    """contracts.stock.KeptUnits."""

    def kept(self, holder: str, places: Iterable[str]) -> Mapping[str, Kept]:
        found = reservations.find(holder, places)
        return {each.sk: _kept(each) for each in found}


def _kept(record: StockRecord) -> Kept:
    return Kept(record.state or "", (record.amount or 0) - (record.returned or 0))


def _sellable(record: StockRecord) -> int:
    """At most: of what is spread, some may be held. Who holds too much there finds it spread no
    longer, and its level true."""
    return (record.available_count or 0) + (record.lent_count or 0 if record.is_spread else 0)


def _available(owners: Mapping[str, str], counts: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    found = dict(counts)
    return {sku: found.get(owner, 0) for sku, owner in owners.items()}


def _counted(item: Mapping[str, Any]) -> tuple[str, int]:
    """Units that are spread are lent, and for sale."""
    available, lent, spread = (int(item.get(name, {"N": 0})["N"]) for name in _ATTRIBUTES[1:])
    return item["pk"]["S"], available + (lent if spread else 0)


class DynamoStockDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:  # noqa: ARG002
        """Units of what leaves that orders hold, in all warehouses: not those of a flash sale, nor
        of what is sold so fast that it is spread. A round trip for each hundred pairs of a SKU and
        a warehouse, behind one for the warehouses."""
        for sku, count in _held(turn.leaving).items():
            yield Dependent(
                kind=DependentKind.RESERVATION,
                id=sku,
                how="holds",
                state="held",
                path=f"/stock/{sku}",
                skus=(sku,),
                count=count,
            )


def _held(skus: Sequence[str]) -> Mapping[str, int]:
    found, store = Counter[str](), DynamoStockStore()
    warehouses = in_order(DynamoWarehouseStore().list_all()) if skus else ()
    places = (place(sku, each.code) for each in warehouses for sku in skus)
    keys = [(store.owner(each), store.names.aggregate) for each in places]
    for record in dynamo.find_many(StockRecord, keys) if keys else ():
        sku, _, _ = parts_of(record.pk.removeprefix(store.owner("")))
        found[sku] += (record.reserved_count or 0) - (record.lent_count or 0)
    return +found
