"""A rush on one SKU that nobody announced, simulated as in `bench_shards`.

All units lie at the level, one item; who loses there twice looks at it, and spreads what it has
(the choices of `model.rushes` are the real ones). Each look costs a way to and fro, spreading the
level's item as any order. Containers learn that units are spread where they lose, or at the end.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.base.stock.model.rushes import Reading, is_rush, to_spread
from promenade.kit.shards import MOST_SHARDS, count_for, share
from tests.bench.bench_shards import CONTAINERS, HOLD_S, SECONDS, WAY_S, Draws, Order, Shop
from tests.bench.ratios import Row

LEVEL = -1
_START = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Rush(Shop):
    """`level` is what lies there; `spread_at` are the moments in which units were spread."""

    level: int = 0
    knows: set[int] = field(default_factory=set)
    changes: int = 0
    readings: dict[int, Reading] = field(default_factory=dict)
    spread_at: list[float] = field(default_factory=list)
    watches: bool = True

    def attempt(self, order: Order, tries: int, draws: Draws) -> None:
        if order.container in self.knows and self.open:
            super().attempt(order, tries, draws)
        elif tries >= 2 and self.watches:
            self.at(2 * WAY_S, partial(self._look_at_level, order, tries))
        else:
            self._take_level(order, tries)

    def look(self, order: Order, tries: int) -> None:
        """What is left of too little goes back to the level."""
        total = sum(shard.left for shard in self.open)
        if total >= order.amount:
            super().look(order, tries)
            return
        if not self.open or self.take({LEVEL}):
            self.level, self.left = self.level + total, []
        self.knows.discard(order.container)
        self.again(order, tries, ())

    def _take_level(self, order: Order, tries: int) -> None:
        if not self.take({LEVEL}):
            self.again(order, tries + 1, ())
        elif self.level >= order.amount:
            self.level, self.changes = self.level - order.amount, self.changes + 1
            self.sold += order.amount
            self.waits.append(self.now - order.came_at + HOLD_S + WAY_S)
        elif self.open:
            self.knows.add(order.container)
            self.again(order, tries, ())
        else:
            self.refused.append((order.amount, self.level))

    def _look_at_level(self, order: Order, tries: int) -> None:
        now = Reading(self.changes, _START + timedelta(seconds=order.came_at))
        rushed = is_rush(self.readings.setdefault(order.container, now), now)
        count = to_spread(self.level) if rushed and not self.open else 0
        if count:
            self.at(8 * WAY_S, partial(self._spread, order, tries, count))
            return
        if self.open:
            self.knows.add(order.container)
            self.attempt(order, tries, ())
        elif self.level < order.amount:
            self.refused.append((order.amount, self.level))
        else:
            self._take_level(order, tries)

    def _spread(self, order: Order, tries: int, count: int) -> None:
        if not self.open and self.level >= count and self.take({LEVEL}):
            self.left = [*share(count, count_for(count, 1, MOST_SHARDS))]
            self.level -= count
            self.spread_at.append(self.now)
        self.attempt(order, tries, ())


def sell(units: int, rate: int, *, watches: bool) -> Rush:
    shop = Rush([], level=units, watches=watches)
    for number in range(rate * SECONDS):
        came_at, amount = shop.rng.uniform(0, SECONDS), shop.rng.choice((1, 1, 2))
        container = shop.rng.randrange(max(rate // CONTAINERS, 1))
        shop.at(came_at, partial(shop.order, f"order-{number}", amount, container))
    shop.run()
    assert shop.sold + shop.level + sum(shard.left for shard in shop.open) == units
    assert all(left < amount for amount, left in shop.refused)
    return shop


def rows() -> list[Row]:
    return [
        _row(rate, units, watches=watches)
        for rate, units in ((50, 10_000), (500, 100_000), (2_000, 100_000), (500, 1_000))
        for watches in (False, True)
    ]


def _row(rate: int, units: int, *, watches: bool) -> Row:
    shop = sell(units, rate, watches=watches)
    served = len(shop.waits) + len(shop.refused)
    waits = sorted(shop.waits)
    p50, p99 = (1000 * waits[int(part * len(waits))] for part in (0.5, 0.99))
    spread = ", ".join(f"{at:.1f} s" for at in shop.spread_at) or "never"
    detail = f"spread after {spread}; p50 {p50:.0f} ms, p99 {p99:.0f} ms, "
    detail += f"{shop.sold} of {units} units sold, {shop.given_up} gave up"
    what = f"rush of {rate} orders/s, {'as measured' if watches else 'level alone'}"
    aim = "≥ 99.9 %" if watches else ""
    return Row(what, f"{100 * served / (served + shop.given_up):.2f} %", aim, detail)
