"""Claims a second on one coupon whose pieces are split over shards, simulated.

Assumed, as nobody told: a transaction's items are taken for HOLD_S, answers are WAY_S away each
way, and a transaction that meets a taken item is cancelled and comes again after the pauses of
`kit.patience`, at another shard. A container serves CONTAINER_RATE claims a second, in turn, and
remembers the shards that it met full. The choices (`Pieces`, `Fullness`) are the real ones.
Claims come at random; each customer claims once. Pieces are counted to the last one.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from promenade.kit.patience import _PAUSES_S
from promenade.kit.pieces import AllTaken, Fullness, Pieces
from tests.bench.ratios import Row

HOLD_S, WAY_S = 0.005, 0.001
CONTAINER_RATE = 10
LOOKED_AT = 100


@dataclass
class Sale:
    """Of one coupon. `busy` says until when a shard is in a transaction."""

    pieces: Pieces
    rate: int
    rng: Random = field(default_factory=lambda: Random(7))
    now: float = 0.0
    taken: list[int] = field(default_factory=list)
    busy: dict[int, float] = field(default_factory=dict)
    known: dict[int, Fullness] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    given_up: int = 0
    cancelled: int = 0
    missed: int = 0
    looks: int = 0
    last_at: float = 0.0
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0

    def __post_init__(self) -> None:
        self.taken = [0] * self.pieces.shard_count

    def at(self, later_s: float, step: Callable[[], None]) -> None:
        self._made += 1
        heapq.heappush(self._events, (self.now + later_s, self._made, step))

    def run(self, claims: int) -> None:
        for number in range(claims):
            came_at = self.rng.uniform(0, claims / self.rate)
            self.at(came_at, partial(self.come, f"customer {number}"))
        while self._events:
            self.now, _, step = heapq.heappop(self._events)
            step()

    def come(self, customer: str) -> None:
        container = self.rng.randrange(self.rate // CONTAINER_RATE)
        known = self.known.setdefault(container, Fullness(self.pieces))
        self.ask(customer, known, self.now, 0, 0)

    def ask(
        self, customer: str, known: Fullness, came_at: float, tries: int, conflicts: int
    ) -> None:
        try:
            shard = known.choose(customer, tries)
        except AllTaken:
            assert sum(self.taken) == self.pieces.total, "refused while pieces were left"
            self.refused += 1
            return
        self.at(WAY_S, partial(self.claim, customer, known, came_at, (tries, conflicts, shard)))

    def claim(
        self, customer: str, known: Fullness, came_at: float, how: tuple[int, int, int]
    ) -> None:
        tries, conflicts, shard = how
        if self.busy.get(shard, 0) > self.now:
            self.cancelled += 1
            self.wait(customer, known, came_at, (tries, conflicts))
            return
        self.busy[shard] = self.now + HOLD_S
        if self.taken[shard] < self.pieces.part(shard):
            self.taken[shard] += 1
            self.waits.append(self.now - came_at + HOLD_S + WAY_S)
            self.last_at = self.now
            return
        self.missed += 1
        known.add(shard)
        self.at(HOLD_S + WAY_S, partial(self.look, customer, known, came_at, (tries, conflicts)))

    def wait(self, customer: str, known: Fullness, came_at: float, how: tuple[int, int]) -> None:
        tries, conflicts = how
        if conflicts == len(_PAUSES_S):
            self.given_up += 1
            return
        pause = self.rng.uniform(0, _PAUSES_S[conflicts])
        again = partial(self.ask, customer, known, came_at, tries + 1, conflicts + 1)
        self.at(WAY_S + pause, again)

    def look(self, customer: str, known: Fullness, came_at: float, how: tuple[int, int]) -> None:
        tries, conflicts = how
        wait_s = 0.0
        if tries and not known.is_all:
            self.looks += 1
            wait_s = 2 * WAY_S
            for shard in known.unknown(customer, tries, LOOKED_AT):
                if self.taken[shard] >= self.pieces.part(shard):
                    known.add(shard)
        self.at(wait_s, partial(self.ask, customer, known, came_at, tries + 1, conflicts))


CASES = [(30_000, 1_000_000, 120_000), (30_000, 60_000, 90_000), (30_000, 1_000, 30_000)]


def rows() -> list[Row]:
    return [_row(*case) for case in CASES]


def _row(rate: int, total: int, claims: int) -> Row:
    sale = Sale(Pieces("T", total), rate)
    sale.run(claims)
    given = sum(sale.taken)
    assert given == len(sale.waits) == min(total, claims - sale.given_up)
    served = 100 * (claims - sale.given_up) / claims
    waits = sorted(sale.waits)
    p50, p99 = (1_000 * waits[int(part * len(waits))] for part in (0.5, 0.99))
    detail = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms; {given} of {total} given in {sale.last_at:.2f} s"
    detail += f", {sale.pieces.shard_count} shards; a claim: {sale.cancelled / claims:.3f} retries"
    detail += f", {sale.missed / claims:.2f} misses, {sale.looks / claims:.2f} looks"
    return Row(f"{rate} claims/s on {total:,} pieces", f"{served:.2f} %", "≥ 99.9 %", detail)
