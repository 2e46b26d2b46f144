"""A flash sale under a storm, simulated: the claim set beside other designs.

What is assumed of tables and containers stands in `tests.bench.storms`. The claim set chooses its
shards by the real code (`Walk`, `FullShards`). One unit to a buyer; units are counted to the last.
Of all designs alike, as many buyers are let in as have tokens in a minute.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import ceil

from promenade.activity.flash_sale.model.capacity import TOKENS_PER_UNIT
from promenade.activity.flash_sale.model.sale import SHARD_UNITS
from promenade.kit.claim_sets import FullShards, Notes, Place, Taking, Walk
from promenade.kit.patience import _PAUSES_S
from promenade.kit.pieces import Pieces
from promenade.kit.shards import share, start_of
from tests.bench.ratios import Row
from tests.bench.storms import (
    SECONDS,
    Conflicted,
    Pause,
    Read,
    Request,
    Storm,
    Throttled,
    Transaction,
    Write,
)

UNITS, RATE, CONTAINERS, WARM, COLD = 10_000, 100_000, 1_000, 64, 4
TOKENS = TOKENS_PER_UNIT * UNITS
AIMS = {"claim set, warm": "≤ 2.5 WCU"}
ITEM_BYTES, CLAIM_BYTES = 430, 49
"""A shard without claims, and what each adds: a number, a customer, their counts."""


@dataclass
class ClaimSet:
    storm: Storm
    lot: Pieces = field(default_factory=lambda: Pieces("S", UNITS, SHARD_UNITS))
    tickets: dict[Place, dict[str, int]] = field(default_factory=dict)
    full: dict[int, FullShards] = field(default_factory=dict)

    def ask(self, buyer: str, container: int) -> Request:
        full = self.full.setdefault(container, FullShards())
        if full.are_all([self.lot]):
            return full.took(buyer) > 0
        walk = Walk(Taking(buyer, buyer, 1, 1), [self.lot], full)
        while (place := walk.next()) is not None and not full.took(buyer):
            if places := walk.look():
                seen = yield Read([*map(_key, places)], partial(self._seen, places))
                if isinstance(seen, Throttled):
                    return None
                walk.saw(seen)
                if walk.next() != place:
                    continue
            met = yield Write(_key(place), self._units(place), partial(self._take, place, buyer))
            if isinstance(met, Throttled):
                return None
            if met is None or buyer in met.tickets:
                return True
            walk.missed(place, met)
        return full.took(buyer) > 0

    def _seen(self, places: list[Place]) -> dict[Place, Notes]:
        return {each: self._notes(each) for each in places}

    def _take(self, place: Place, buyer: str) -> Notes | None:
        took = self.tickets.setdefault(place, {})
        if buyer in took or len(took) == self.lot.part(place[1]):
            return self._notes(place)
        took[buyer] = 1
        return None

    def _notes(self, place: Place) -> Notes:
        took = dict(self.tickets.get(place, {}))
        return Notes(taken=len(took), takers=took, tickets=took)

    def _units(self, place: Place) -> int:
        return ceil((ITEM_BYTES + CLAIM_BYTES * len(self.tickets.get(place, {}))) / 1_024)

    @property
    def given(self) -> dict[str, int]:
        return _count(buyer for took in self.tickets.values() for buyer in took)

    @property
    def left(self) -> int:
        return UNITS - sum(map(len, self.tickets.values()))


@dataclass
class Counters:
    """Units as counters, `left` in each of so many shards, and an item for each buyer."""

    storm: Storm
    shards: int
    lefts: list[int] = field(init=False)
    buyers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lefts = share(UNITS, self.shards)

    @property
    def given(self) -> dict[str, int]:
        return self.buyers

    @property
    def left(self) -> int:
        return sum(self.lefts)

    def is_left(self, shard: int) -> bool:
        return self.lefts[shard] > 0

    def take(self, shard: int) -> None:
        self.lefts[shard] -= 1

    def note(self, buyer: str) -> bool:
        self.buyers[buyer] = self.buyers.get(buyer, 0) + 1
        return True


class InTransactions(Counters):
    """Counter, buyer and order together."""

    def ask(self, buyer: str, container: int) -> Request:
        del container
        for tries, pause_s in enumerate(_PAUSES_S[:6]):
            shard = start_of(f"{buyer} {tries}", self.shards)
            if buyer in self.buyers:
                return True
            if not self.lefts[shard] and not self.left:
                return False
            keys = (f"counter {shard}", f"buyer {buyer}", f"order {buyer}")
            met = yield Transaction(keys, partial(self._place, shard, buyer))
            if isinstance(met, Throttled):
                return None
            if met is True:
                return True
            if isinstance(met, Conflicted):
                yield Pause(self.storm.rng.uniform(0, pause_s))
        return None

    def _place(self, shard: int, buyer: str) -> bool:
        if not self.lefts[shard] or buyer in self.buyers:
            return False
        self.take(shard)
        return self.note(buyer)


class Compensated(Counters):
    """The counter falls, then the buyer is noted; where that fails the counter rises again."""

    def ask(self, buyer: str, container: int) -> Request:
        del container
        for tries in range(3):
            shard = start_of(f"{buyer} {tries}", self.shards)
            if not self.left:
                return False
            took = yield Write(f"counter {shard}", 1, partial(self._fall, shard))
            if isinstance(took, Throttled):
                return None
            if took:
                return (yield from self._noted(buyer, shard))
        return None

    def _noted(self, buyer: str, shard: int) -> Request:
        noted = yield Write(f"buyer {buyer}", 1, partial(self._note_once, buyer))
        if noted is True:
            return True
        yield Write(f"counter {shard}", 1, partial(self._rise, shard))
        return None if isinstance(noted, Throttled) else True

    def _fall(self, shard: int) -> bool:
        is_left = self.lefts[shard] > 0
        self.lefts[shard] -= is_left
        return is_left

    def _rise(self, shard: int) -> bool:
        self.lefts[shard] += 1
        return True

    def _note_once(self, buyer: str) -> bool:
        return buyer not in self.buyers and self.note(buyer)


class PreMinted(Counters):
    """Each unit is an item that a buyer is written into, after he is noted."""

    def ask(self, buyer: str, container: int) -> Request:
        del container
        noted = yield Write(f"buyer {buyer}", 1, partial(self._is_new, buyer))
        if isinstance(noted, Throttled):
            return None
        if not noted:
            return buyer in self.buyers
        self.minted.add(buyer)
        for tries in range(8):
            unit = start_of(f"{buyer} {tries}", UNITS)
            got = yield Write(f"unit {unit}", 1, partial(self._fall_of, unit, buyer))
            if isinstance(got, Throttled):
                return None
            if got:
                return True
        return False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.minted: set[str] = set()

    def _is_new(self, buyer: str) -> bool:
        return buyer not in self.minted

    def _fall_of(self, unit: int, buyer: str) -> bool:
        is_left = self.lefts[unit] > 0
        if is_left:
            self.lefts[unit] = 0
            self.note(buyer)
        return is_left


Design = ClaimSet | Counters
DESIGNS: dict[str, Callable[[Storm], Design]] = {
    "claim set": ClaimSet,
    "transaction, 1 counter": lambda storm: InTransactions(storm, 1),
    "transaction, 64 shards": lambda storm: InTransactions(storm, 64),
    "decrement + compensation, 1 counter": lambda storm: Compensated(storm, 1),
    "decrement + compensation, 16 shards": lambda storm: Compensated(storm, 16),
    "pre-minted units": lambda storm: PreMinted(storm, UNITS),
}


def rows() -> list[Row]:
    warm = [_row(f"{name}, warm", make, WARM) for name, make in DESIGNS.items()]
    cold = [_row(f"{name}, cold table", make, COLD) for name, make in DESIGNS.items()]
    ramp = _row("claim set, cold table and Lambda", ClaimSet, COLD, is_lambda_cold=True)
    return [*warm, *cold, ramp]


def _row(
    name: str, make: Callable[[Storm], Design], partitions: int, *, is_lambda_cold: bool = False
) -> Row:
    storm = Storm(RATE, partitions, CONTAINERS, TOKENS, is_lambda_cold)
    sale = make(storm)
    storm.run(sale.ask)  # type: ignore[union-attr]
    given = sum(sale.given.values())
    times = sorted(storm.accepted_at)
    first = sum(at <= 1 for at in times)
    ninety_nine = int(0.99 * UNITS)
    sold_at = (
        f"{times[ninety_nine - 1]:.2f} s"
        if len(times) >= ninety_nine
        else f"not in {SECONDS:.0f} s"
    )
    doubled = sum(count > 1 for count in sale.given.values())
    p99 = sorted(storm.waits)[int(0.99 * len(storm.waits))] if storm.waits else 0.0
    detail = f"99 % sold at {sold_at}; {storm.write_units / max(given, 1):.1f} WCU each; "
    detail += f"leaked {UNITS - given - sale.left}, doubled {doubled}, p99 {1_000 * p99:.0f} ms"
    return Row(name, f"{first:,} in 1 s", AIMS.get(name, ""), detail)


def _count(buyers: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for buyer in buyers:  # type: ignore[attr-defined]
        found[buyer] = found.get(buyer, 0) + 1
    return found


def _key(place: Place) -> str:
    return f"shard {place[1]}"
