"""Orders a second that all use one promotion with a total and a budget, simulated: one in five of
them buys the same SKU.

Assumed as in `bench_shards`: a transaction's items are taken for HOLD_S, answers are WAY_S away
each way, and a transaction that meets a taken item is cancelled and comes again after the pauses of
`kit.patience`, at other shards. Each container serves 30 orders a second, and knows how many shards
there were when it last looked. The choices (`start_of`, `plan`, `count_for`, `open_for`,
`shards_for`) are the real ones, in the order of `kit.probes`. Money and units are counted to the
last one.
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random

from promenade.kit.patience import _PAUSES_S
from promenade.kit.shards import (
    Draw,
    Shard,
    count_for,
    open_for,
    plan,
    shards_for,
    share,
    start_of,
)
from tests.bench.bench_shards import CONTAINERS, HOLD_S, REMEMBER_S, SECONDS, WAY_S
from tests.bench.ratios import Row

Item = tuple[str, int]
SAVINGS = range(100, 2_001)
"""Of an order, in minor units."""

POPULAR = 5
"""One order in so many buys it."""


@dataclass
class Pot:
    """An allotment: what is left in its open shards. `usual` is the most that one takes."""

    name: str
    left: list[int]
    usual: int

    @property
    def shards(self) -> list[Shard]:
        return [Shard(number, left) for number, left in enumerate(self.left)]

    @property
    def count(self) -> int:
        return len(self.left)

    def has(self, draw: Draw) -> bool:
        return draw.shard < self.count and self.left[draw.shard] >= draw.amount

    def collapse(self, count: int) -> None:
        for number in range(count, self.count):
            self.left[number % count] += self.left[number]
        del self.left[count:]


@dataclass
class Container:
    """What it remembers of pots: how many shards they had, and until when it reads first."""

    counts: dict[str, int] = field(default_factory=dict)
    wary_until: dict[str, float] = field(default_factory=dict)


@dataclass
class Order:
    holder: str
    amounts: Mapping[str, int]
    container: Container
    came_at: float
    tries: int = 0
    draws: dict[str, tuple[Draw, ...]] = field(default_factory=dict)


@dataclass
class Shop:
    pots: dict[str, Pot]
    rng: Random = field(default_factory=lambda: Random(7))
    now: float = 0.0
    busy_until: dict[Item, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    given_up: int = 0
    cancelled: int = 0
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0

    def at(self, later_s: float, step: Callable[[], None]) -> None:
        self._made += 1
        heapq.heappush(self._events, (self.now + later_s, self._made, step))

    def run(self) -> None:
        while self._events:
            self.now, _, step = heapq.heappop(self._events)
            step()

    def come(self, holder: str, amounts: Mapping[str, int], container: Container) -> None:
        order = Order(holder, amounts, container, self.now)
        self.at(WAY_S, partial(self.attempt, order))

    def attempt(self, order: Order) -> None:
        wary = order.container.wary_until
        short = [n for n in order.amounts if wary.get(n, 0) > self.now and n not in order.draws]
        if short:
            self.at(2 * WAY_S, partial(self.look, order, short))
            return
        chosen = {name: self.draws(order, name) for name in order.amounts}
        items = {(name, draw.shard) for name, draws in chosen.items() for draw in draws}
        if not self.take(items):
            self.again(order)
            return
        missed = [n for n, draws in chosen.items() if not all(map(self.pots[n].has, draws))]
        if missed:
            self.at(HOLD_S + 2 * WAY_S, partial(self.look, order, missed))
            return
        for name, draw in ((name, draw) for name, draws in chosen.items() for draw in draws):
            self.pots[name].left[draw.shard] -= draw.amount
        self.waits.append(self.now - order.came_at + HOLD_S + WAY_S)

    def draws(self, order: Order, name: str) -> tuple[Draw, ...]:
        if name in order.draws:
            return order.draws.pop(name)
        count = order.container.counts.setdefault(name, self.pots[name].count)
        return (Draw(start_of(f"{order.holder} {order.tries}", count), order.amounts[name]),)

    def take(self, items: set[Item]) -> bool:
        """The items of one transaction, or a cancellation."""
        if any(self.busy_until.get(item, 0) > self.now for item in items):
            self.cancelled += 1
            return False
        self.busy_until |= dict.fromkeys(items, self.now + HOLD_S)
        return True

    def look(self, order: Order, names: list[str]) -> None:
        """Refused only where less is left, at this very instant, than is asked for."""
        for name in names:
            pot, amount = self.pots[name], order.amounts[name]
            order.container.wary_until[name] = self.now + REMEMBER_S
            order.container.counts[name] = pot.count
            if sum(pot.left) < amount:
                self.refused += 1
                return
            self.look_on(order, pot)
        self.again(order)

    def look_on(self, order: Order, pot: Pot) -> None:
        start = start_of(f"{order.holder} 0", pot.count)
        draws = plan(pot.shards, order.amounts[pot.name], start)
        count = open_for(sum(pot.left), pot.usual, pot.count)
        if not draws:
            count = min(count, max(pot.count // 4, 1))
        if count == pot.count:
            order.draws[pot.name] = draws
            return
        targets = {(pot.name, number) for number in range(count)}
        self.busy_until |= dict.fromkeys(targets, self.now + HOLD_S)
        pot.collapse(count)

    def again(self, order: Order) -> None:
        if order.tries == len(_PAUSES_S):
            self.given_up += 1
            return
        pause = self.rng.uniform(0, _PAUSES_S[order.tries])
        order.tries += 1
        self.at(2 * WAY_S + pause, partial(self.attempt, order))


def filled(name: str, amount: int, usual: int, shards: int) -> Pot:
    return Pot(name, share(amount, count_for(amount, usual, shards)), usual)


def place(rate: int, shards: int, budget: int, orders: int) -> Shop:
    """`orders` at `rate` a second; room is short of nothing but the budget."""
    money = filled("budget", budget, max(SAVINGS), shards)
    total, units = (filled(name, 2 * orders, 1, shards) for name in ("total", "units"))
    shop = Shop({each.name: each for each in (money, total, units)})
    containers = [Container() for _ in range(max(rate // CONTAINERS, 1))]
    asked: list[int] = []
    for number in range(orders):
        asked.append(shop.rng.choice(SAVINGS))
        amounts = {"budget": asked[-1], "total": 1}
        amounts |= {} if number % POPULAR else {"units": 1}
        came_at = shop.rng.uniform(0, orders / rate)
        placed = partial(shop.come, f"order-{number}", amounts, shop.rng.choice(containers))
        shop.at(came_at, placed)
    shop.run()
    served = len(shop.waits) + shop.refused + shop.given_up
    assert served == orders
    assert 2 * orders - sum(total.left) == len(shop.waits)
    assert 0 <= sum(money.left) <= budget
    return shop


@dataclass(frozen=True)
class Case:
    rate: int
    shards: int
    room_for: int | None = None
    """Orders that the budget is enough for, roughly; None for all."""


RECOMMENDED = shards_for(500)
CASES = (
    Case(200, 1),
    Case(500, 1),
    Case(500, 16),
    Case(500, RECOMMENDED),
    Case(1_000, RECOMMENDED),
    Case(2_000, RECOMMENDED),
    Case(500, RECOMMENDED, 1_000),
    Case(2_000, RECOMMENDED, 1_000),
)


@dataclass(frozen=True)
class Outcome:
    served_share: float
    p50_ms: float
    p99_ms: float
    retries: float
    placed: int
    refused: int
    stranded_minor: int


def run(case: Case) -> Outcome:
    orders = SECONDS * case.rate if case.room_for is None else 4 * case.room_for
    mean = (SAVINGS.start + SAVINGS.stop) // 2
    budget = mean * case.room_for if case.room_for else 2 * max(SAVINGS) * orders
    shop = place(case.rate, case.shards, budget, orders)
    waits = sorted(shop.waits)
    return Outcome(
        1 - shop.given_up / orders,
        1_000 * waits[len(waits) // 2],
        1_000 * waits[int(0.99 * len(waits))],
        shop.cancelled / orders,
        len(waits),
        shop.refused,
        sum(shop.pots["budget"].left) if case.room_for else 0,
    )


def rows() -> list[Row]:
    return [_row(case) for case in CASES]


def _row(case: Case) -> Row:
    found = run(case)
    what = f"{case.rate} orders/s on one promotion, {case.shards} shards"
    detail = f"p50 {found.p50_ms:.0f} ms, p99 {found.p99_ms:.0f} ms, {found.retries:.2f} retries"
    if case.room_for:
        what += f", the last {case.room_for:,}"
        detail += f"; {found.placed} placed, {found.refused} refused"
        detail += f", {found.stranded_minor} fen stranded"
    return Row(what, f"{100 * found.served_share:.2f} %", "≥ 99.9 %", detail)
