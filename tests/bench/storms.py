"""A storm of buyers on one SKU, simulated: what tables and containers do, whatever the design.

Assumed, as nobody told: a write takes HOLD_S and answers are WAY_S away each way; a partition
carries 1,000 write and 3,000 read units a second with BURST_S of them saved up, what exceeds that
is throttled; a write whose condition fails costs as much as one that does not; a transaction costs
twice as much and is cancelled where another holds one of its items. Keys lie at random over the
partitions. A container dies at one in CRASHES steps, after what it did took effect; its buyer
asks again after COMES_AGAIN_S, as one does who was told to.
"""

import heapq
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from zlib import crc32

HOLD_S, WAY_S, BURST_S, COMES_AGAIN_S = 0.004, 0.001, 0.1, 1.0
CRASHES = 2_000
SERVED_PER_S = 100
"""By a container: what comes to more than there are is turned away by Lambda."""

SECONDS = 2.0


@dataclass(frozen=True)
class Write:
    """`act` is done, or answers that its condition failed, when the table gets to it."""

    key: str
    units: int
    act: Callable[[], Any]


@dataclass(frozen=True)
class Transaction:
    """One unit at each key; `act` is done once for all."""

    keys: Sequence[str]
    act: Callable[[], Any]


@dataclass(frozen=True)
class Read:
    keys: Sequence[str]
    act: Callable[[], Any]


@dataclass(frozen=True)
class Pause:
    for_s: float


class Throttled:
    """The table did nothing."""


class Conflicted:
    """Another transaction held an item."""


Step = Write | Transaction | Read | Pause
Request = Generator[Step, Any, bool | None]
"""Answers whether its buyer got a unit; None where he is to come again."""


@dataclass(frozen=True)
class Served:
    """A request in a container; `again` is its buyer's coming again."""

    request: Request
    container: int
    came_at: float
    again: Callable[[], None]


@dataclass
class Storm:
    """So many requests a second on a table of so many partitions, at `containers` that are warm
    or come by 100 a second. `tokens` is how many buyers are let in, the first ones."""

    rate: int
    partitions: int
    containers: int
    tokens: int
    is_lambda_cold: bool = False
    rng: Random = field(default_factory=lambda: Random(7))
    now: float = 0.0
    write_units: int = 0
    throttled: int = 0
    admitted: set[str] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)
    accepted_at: list[float] = field(default_factory=list)
    _used: dict[tuple[str, int], float] = field(default_factory=dict)
    _busy: dict[str, float] = field(default_factory=dict)
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0
    _queues: dict[int, deque[Callable[[int, float], None]]] = field(default_factory=dict)

    def run(self, ask: Callable[[str, int], Request]) -> None:
        """`ask` makes a buyer's request, at a container by its number."""
        for number in range(int(self.rate * SECONDS)):
            come = partial(self._come, f"buyer {number}", ask)
            self._at(self.rng.uniform(0, SECONDS) - self.now, come)
        while self._events and self._events[0][0] < SECONDS + 1:
            self.now, _, event = heapq.heappop(self._events)
            event()

    def _come(self, buyer: str, ask: Callable[[str, int], Request]) -> None:
        again = partial(self._come, buyer, ask)
        there = self.containers
        if self.is_lambda_cold:
            there = min(1 + int(100 * self.now), there)
        if self.rng.random() > there * SERVED_PER_S / self.rate:
            self._at(COMES_AGAIN_S, again)
        elif self._is_admitted(buyer):
            container = self.rng.randrange(there)
            begin = partial(self._begin, partial(ask, buyer, container), again)
            self._queues.setdefault(container, deque()).append(begin)
            if len(self._queues[container]) == 1:
                begin(container, self.now)

    def _begin(
        self, ask: Callable[[], Request], again: Callable[[], None], container: int, came_at: float
    ) -> None:
        self._go_on(Served(ask(), container, came_at, again), None)

    def _end(self, served: Served) -> None:
        """A container serves one request after the other."""
        queue = self._queues[served.container]
        queue.popleft()
        if queue:
            queue[0](served.container, self.now)

    def _is_admitted(self, buyer: str) -> bool:
        """Whoever is not costs no call, and goes."""
        if len(self.admitted) < self.tokens:
            self.admitted.add(buyer)
        return buyer in self.admitted

    def _go_on(self, served: Served, answer: Any) -> None:
        if self.rng.randrange(CRASHES) == 0:
            self._at(COMES_AGAIN_S, served.again)
            self._end(served)
            return
        try:
            step = served.request.send(answer)
        except StopIteration as ended:
            self._finish(served, ended.value)
            return
        later_s = step.for_s if isinstance(step, Pause) else WAY_S
        self._at(later_s, partial(self._answer, served, step))

    def _finish(self, served: Served, outcome: bool | None) -> None:
        if outcome is None:
            self._at(COMES_AGAIN_S, served.again)
        elif outcome:
            self.waits.append(self.now - served.came_at + WAY_S)
            self.accepted_at.append(self.now)
        self._end(served)

    def _answer(self, served: Served, step: Step) -> None:
        answer = self._do(step)
        took_s = 0.0 if isinstance(step, Pause) else WAY_S + HOLD_S
        self._at(took_s, partial(self._go_on, served, answer))

    def _do(self, step: Step) -> Any:
        if isinstance(step, Write):
            if not self._allows("w", step.key, step.units, 1_000):
                return self._refuse()
            self.write_units += step.units
            return step.act()
        if isinstance(step, Read):
            allowed = [self._allows("r", key, 0.5, 3_000) for key in step.keys]
            return step.act() if all(allowed) else self._refuse()
        return self._transact(step) if isinstance(step, Transaction) else None

    def _transact(self, step: Transaction) -> Any:
        allowed = [self._allows("w", key, 2, 1_000) for key in step.keys]
        if not all(allowed):
            return self._refuse()
        self.write_units += 2 * len(step.keys)
        if any(self._busy.get(key, 0.0) > self.now for key in step.keys):
            return Conflicted()
        self._busy.update(dict.fromkeys(step.keys, self.now + HOLD_S))
        return step.act()

    def _refuse(self) -> Throttled:
        self.throttled += 1
        return Throttled()

    def _allows(self, kind: str, key: str, units: float, per_s: int) -> bool:
        place = kind, crc32(f"{key} of the table".encode()) % self.partitions
        until = max(self._used.get(place, 0.0), self.now - BURST_S)
        if until > self.now:
            return False
        self._used[place] = until + units / per_s
        return True

    def _at(self, later_s: float, event: Callable[[], None]) -> None:
        self._made += 1
        heapq.heappush(self._events, (self.now + later_s, self._made, event))
