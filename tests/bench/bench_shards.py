"""Orders a second on one SKU whose units are split over shards, simulated.

Assumed, as nobody told: a transaction's items are taken for HOLD_S, answers are WAY_S away each
way, and a transaction that meets a taken item is cancelled and comes again after the pauses of
`kit.patience`, at another shard. A container serves one order at a time and reads before it
writes for REMEMBER_S after it met too little. The choices (`start_of`, `plan`, `open_for`) are
the real ones, orders come at random, of one or two units. Units are counted to the last one.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from promenade.kit.patience import _PAUSES_S
from promenade.kit.shards import Draw, Shard, open_for, plan, share, start_of
from tests.bench.ratios import Row

HOLD_S, WAY_S = 0.005, 0.001
SECONDS, REMEMBER_S = 4, 0.25
CONTAINERS = 30
"""Orders a second of each: the more there are, the oftener the last unit is fought for."""


Draws = tuple[Draw, ...]


@dataclass(frozen=True)
class Order:
    holder: str
    amount: int
    container: int
    came_at: float


@dataclass
class Shop:
    """Of one SKU. `taken` says until when an item is, `left` is None where a shard is closed."""

    left: list[int | None]
    rng: Random = field(default_factory=lambda: Random(7))
    now: float = 0.0
    taken: dict[int, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    sold: int = 0
    refused: list[tuple[int, int]] = field(default_factory=list)
    given_up: int = 0
    cancelled: int = 0
    short_until: dict[int, float] = field(default_factory=dict)
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0

    @property
    def open(self) -> list[Shard]:
        return [Shard(n, left) for n, left in enumerate(self.left) if left is not None]

    def at(self, later_s: float, step: Callable[[], None]) -> None:
        self._made += 1
        heapq.heappush(self._events, (self.now + later_s, self._made, step))

    def run(self) -> None:
        while self._events:
            self.now, _, step = heapq.heappop(self._events)
            step()

    def take(self, items: set[int]) -> bool:
        """The items of one transaction, or a cancellation."""
        if any(self.taken.get(item, 0) > self.now for item in items):
            self.cancelled += 1
            return False
        self.taken |= dict.fromkeys(items, self.now + HOLD_S)
        return True

    def order(self, holder: str, amount: int, container: int) -> None:
        self.at(WAY_S, partial(self.attempt, Order(holder, amount, container, self.now), 0, ()))

    def attempt(self, order: Order, tries: int, draws: Draws) -> None:
        if not draws and self.short_until.get(order.container, 0) > self.now:
            self.at(2 * WAY_S, partial(self.look, order, tries))
            return
        place = start_of(f"{order.holder} {tries}", len(self.open))
        chosen = draws or (Draw(self.open[place].number, order.amount),)
        if not self.take({draw.shard for draw in chosen}):
            self.again(order, tries + 1, ())
        elif self.sell(chosen):
            self.waits.append(self.now - order.came_at + HOLD_S + WAY_S)
        else:
            self.short_until[order.container] = self.now + REMEMBER_S
            self.at(HOLD_S + 2 * WAY_S, partial(self.look, order, tries + 1))

    def look(self, order: Order, tries: int) -> None:
        total = sum(shard.left for shard in self.open)
        if total < order.amount:
            self.short_until[order.container] = self.now + REMEMBER_S
            self.refused.append((order.amount, total))
            return
        self.collapse(open_for(total, 1, len(self.open)))
        start = start_of(order.holder, len(self.open))
        self.again(order, tries, plan(self.open, order.amount, start))

    def again(self, order: Order, tries: int, draws: Draws) -> None:
        if tries > len(_PAUSES_S):
            self.given_up += 1
            return
        pause = self.rng.uniform(0, _PAUSES_S[max(tries - 1, 0)])
        self.at(2 * WAY_S + pause, partial(self.attempt, order, tries, draws))

    def sell(self, draws: Draws) -> bool:
        if any((self.left[draw.shard] or 0) < draw.amount for draw in draws):
            return False
        for draw in draws:
            self.left[draw.shard] = (self.left[draw.shard] or 0) - draw.amount
            self.sold += draw.amount
        return True

    def collapse(self, wanted: int) -> None:
        """The last ones close one after the other, each with the shard that it gives to."""
        for number in range(wanted, len(self.open)):
            given, self.left[number] = self.left[number] or 0, None
            self.left[number % wanted] = (self.left[number % wanted] or 0) + given
            self.taken[number % wanted] = self.now + HOLD_S


def sell(units: int, shards: int, rate: int) -> Shop:
    shop = Shop([*share(units, shards)])
    for number in range(rate * SECONDS):
        came_at, amount = shop.rng.uniform(0, SECONDS), shop.rng.choice((1, 1, 2))
        container = shop.rng.randrange(rate // CONTAINERS)
        shop.at(came_at, partial(shop.order, f"order-{number}", amount, container))
    shop.run()
    assert shop.sold + sum(shard.left for shard in shop.open) == units
    assert all(total < amount for amount, total in shop.refused)
    return shop


def rows() -> list[Row]:
    plenty = [_row(rate, shards, 100_000) for rate, shards in CASES]
    return [*plenty, _row(500, 64, 1_000), _row(2_000, 64, 1_000)]


CASES = [(500, 1), (500, 16), (500, 64), (1_000, 64), (2_000, 64)]


def _row(rate: int, shards: int, units: int) -> Row:
    shop = sell(units, shards, rate)
    served = len(shop.waits) + len(shop.refused)
    share_served = 100 * served / (served + shop.given_up)
    waits = sorted(shop.waits)
    p50, p99 = (1000 * waits[int(part * len(waits))] for part in (0.5, 0.99))
    detail = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, {shop.cancelled / (rate * SECONDS):.2f} retries"
    detail += f", {shop.sold} of {units} units sold, {shop.given_up} gave up"
    return Row(f"{rate} orders/s, {shards} shards", f"{share_served:.2f} %", "≥ 99.9 %", detail)
