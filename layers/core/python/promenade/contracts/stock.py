"""What stock tells others, and what it lets them do with its units in transactions of theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from promenade.kit.errors import Conflict, DomainError
from promenade.kit.facts import Counts, Crossing, Fact
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only reads facts loads no store
    from promenade.kit.holds import Part
    from promenade.kit.lookups import Lookup

MAIN = "MAIN"
"""The warehouse that is always there."""

Units = Mapping[str, int]
"""How many (1 or more) of each SKU, by its normal code; or by the `place` where they are taken,
if that is another warehouse than MAIN, or a pool."""


def place(sku: str, warehouse: str = MAIN, pool: str = "") -> str:
    """Of normal codes (N25): `MUG`, `MUG#EAST`, `MUG@SALE-1`, `MUG#EAST@SALE-1`."""
    where = "" if warehouse == MAIN else f"#{warehouse}"
    return f"{sku}{where}@{pool}" if pool else f"{sku}{where}"


def parts_of(where: str) -> tuple[str, str, str]:
    """SKU, warehouse and pool of a `place`."""
    level, _, pool = where.partition("@")
    sku, _, warehouse = level.partition("#")
    return sku, warehouse or MAIN, pool


class StockFact(Fact, frozen=True):
    """The counts of a SKU after what happened to them, as of `version`. What is reserved changes
    without a version, and is told to nobody."""

    publisher: ClassVar[str] = "promenade.stock"

    sku: str
    version: int
    on_hand_count: int
    safety_count: int
    warehouse: str = MAIN


class StockMoved(StockFact, frozen=True):
    """Units came in, went out or were counted."""


class SafetyStockSet(StockFact, frozen=True):
    """Other units than before are kept from being sold."""


class StockAlertSet(StockFact, frozen=True):
    """Who watches is told when available units come down to `low_count`; None: never."""

    low_count: int | None = None


class StockCrossing(Crossing, frozen=True):
    """What is available of a SKU in a warehouse crossed a line, told once each time. Of a SKU
    whose units are spread, only when they no longer are."""

    publisher: ClassVar[str] = "promenade.stock"

    sku: str
    warehouse: str
    available_count: int
    low_count: int | None = None

    @classmethod
    def between(cls, new: Counts, old: Counts, /) -> Self | None:
        is_level = "available_count" in new and "available_count" in old and "sku" in new
        if not is_level or new.get("is_spread") or old.get("is_spread"):
            return None
        now, low = new["available_count"], new.get("low_count")
        if not cls.is_crossed(old["available_count"], now, low):
            return None
        return cls(new["sku"], new.get("warehouse", MAIN), now, low)

    @classmethod
    def is_crossed(cls, _before: int, _now: int, _low: int | None, /) -> bool:
        raise NotImplementedError


class StockLow(StockCrossing, frozen=True):
    """It came down to the count that somebody watches, or below it."""

    @classmethod
    def is_crossed(cls, before: int, now: int, low: int | None, /) -> bool:
        return low is not None and now <= low < before


class StockOut(StockCrossing, frozen=True):
    """Nothing is available any more."""

    @classmethod
    def is_crossed(cls, before: int, now: int, _low: int | None, /) -> bool:
        return now <= 0 < before


class StockBack(StockCrossing, frozen=True):
    """Something is available again."""

    @classmethod
    def is_crossed(cls, before: int, now: int, _low: int | None, /) -> bool:
        return before <= 0 < now


class WarehouseFact(Fact, frozen=True):
    """`is_open`: units may be there."""

    publisher: ClassVar[str] = "promenade.stock"

    code: str
    name: str
    is_open: bool


class WarehouseAdded(WarehouseFact, frozen=True):
    """There is a new place for units."""


class WarehouseChanged(WarehouseFact, frozen=True):
    """It has another name, or was closed or opened again."""


class PoolFact(Fact, frozen=True):
    """Units of a SKU in a warehouse that are set apart under a name: an activity's, or SPREAD,
    where so many are sold that they are spread."""

    publisher: ClassVar[str] = "promenade.stock"

    sku: str
    warehouse: str
    name: str
    carved_count: int


class PoolCarved(PoolFact, frozen=True):
    """It was opened, or got more units: `carved_count` in all."""


class PoolReturned(PoolFact, frozen=True):
    """It was closed; what nobody had bought or held went back."""


class OutOfStock(DomainError):
    """Fewer units are available than are asked for."""


class ReservationConflict(Conflict):
    """The units of a SKU are not reserved as this needs them to be: `state` says how they are,
    null that they never were."""


class StockCounts(Protocol):
    def lookup(self, skus: Sequence[str]) -> "Lookup[Mapping[str, int]]":
        """Units of each SKU that may be promised of the main warehouse, to be asked together with
        what others are asked; 0 of those that it has never had. Where units are spread, those
        sold since they were last counted are among them: never less than there are."""
        ...


class StockReader(Protocol):
    def allocate(self, units: Units, now: datetime) -> Units:
        """Where so many of each SKU are to be held: in one warehouse, if one has them all, else in
        as few as possible, those of higher priority first; never what is kept safe. Units of a
        pool stay where they are. One round trip per 100 pairs of a SKU and a warehouse.

        The hold decides: where one of these places loses, who asks again is told others. Raises
        Refused of an OutOfStock each, of SKUs that all warehouses together have too few of, or
        Unavailable while units keep moving."""
        ...


class StockHolds(Protocol):
    """Units are held once for a holder (an order) and place: held → committed → returned, or held →
    released, or held → expired. Each step is made once, by whoever comes first; another finds a
    ReservationConflict. One part per place, made anew at each try.

    A SKU may be spread over shards, or be held from a pool: who joins need not know. A part then
    has up to 16 writes more."""

    def hold(self, holder: str, units: Units, minutes: int, stamp: Stamp) -> "Sequence[Part]":
        """For 1 to 1440 minutes (15 are usual). Refused as OutOfStock."""
        ...

    def commit(self, holder: str, units: Units, stamp: Stamp) -> "Sequence[Part]":
        """The units are sold. So are those of a hold that is over and that nobody ended: they
        still are there."""
        ...

    def release(self, holder: str, units: Units, stamp: Stamp) -> "Sequence[Part]": ...

    def expire(self, holder: str, units: Units, stamp: Stamp) -> "Sequence[Part]":
        """Releases what is over by the time of the stamp."""
        ...

    def take_back(self, holder: str, units: Units, stamp: Stamp) -> "Sequence[Part]":
        """Some or all of the committed units are on the shelf again, of their warehouse and no
        pool. The joiner sees to it that a request repeated does this once."""
        ...


class Kept(Value, frozen=True):
    """What a place keeps for a holder: `state` as StockHolds has it; `count` of what was held
    or sold is what did not come back."""

    state: str
    count: int


class KeptUnits(Protocol):
    def kept(self, holder: str, places: Iterable[str]) -> Mapping[str, Kept]:
        """By place, of those where anything ever was held; one round trip, consistent."""
        ...


class StockPools(Protocol):
    """Units of an activity, out of reach of all others: carved once, and closed once. Who holds
    units of the pool's `place` holds them there."""

    def carve(self, where: str, count: int, rate_per_s: int, stamp: Stamp) -> "Sequence[Part]":
        """Out of what is available, for so many orders a second. Refused as OutOfStock."""
        ...

    def close(self, where: str, stamp: Stamp) -> "Sequence[Part]":
        """What nobody holds is available again; so is what comes back later. Raises NotFound."""
        ...

    def used(self, where: str) -> int:
        """How many units of an open pool orders hold or have bought. Raises NotFound."""
        ...
