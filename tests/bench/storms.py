"""A storm of buyers on one SKU, simulated: what tables and containers do, whatever the design.

Assumed, as nobody told: a write takes HOLD_S and answers are WAY_S away each way; a partition
carries 1,000 write and 3,000 read units a second with BURST_S of them saved up, what exceeds that
is throttled; a write whose condition fails costs as much as one that does not; a transaction costs
twice as much and is cancelled where another holds one of its items. Keys lie at random over the
partitions. A container dies at one in CRASHES steps, after what it did took effect; its buyer
asks again after COMES_AGAIN_S, as one does who was told to.
"""

import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from zlib import crc32

HOLD_S, WAY_S, BURST_S, COMES_AGAIN_S = 0.004, 0.001, 0.1, 1.0
CRASHES = 2_000
SECONDS = 3.0


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
    """`act` is told which of the keys were read; the others were throttled."""

    keys: Sequence[str]
    act: Callable[[list[bool]], Any]


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


@dataclass
class Storm:
    """So many requests a second on a table of so many partitions, at `containers` that are warm
    or come by 100 a second."""

    rate: int
    partitions: int
    containers: int
    is_lambda_cold: bool = False
    rng: Random = field(default_factory=lambda: Random(7))
    now: float = 0.0
    write_units: int = 0
    throttled: int = 0
    turned_away: int = 0
    waits: list[float] = field(default_factory=list)
    accepted_at: list[float] = field(default_factory=list)
    _used: dict[tuple[str, int], float] = field(default_factory=dict)
    _busy: dict[str, float] = field(default_factory=dict)
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0

    def run(self, ask: Callable[[str, int], Request]) -> None:
        """`ask` makes a buyer's request, at a container by its number."""
        for number in range(int(self.rate * SECONDS)):
            come = partial(self._come, f"buyer {number}", ask)
            self._at(self.rng.uniform(0, SECONDS) - self.now, come)
        while self._events and self._events[0][0] < SECONDS + 1:
            self.now, _, event = heapq.heappop(self._events)
            event()

    def _come(self, buyer: str, ask: Callable[[str, int], Request]) -> None:
        there = min(int(100 * self.now), self.containers)
        if self.is_lambda_cold and self.rng.random() > there * self.containers / self.rate:
            self.turned_away += 1
            return
        container = self.rng.randrange(max(there, 1) if self.is_lambda_cold else self.containers)
        again = partial(self._come, buyer, ask)
        self._go_on(ask(buyer, container), None, self.now, again)

    def _go_on(
        self, request: Request, answer: Any, came_at: float, again: Callable[[], None]
    ) -> None:
        if self.rng.randrange(CRASHES) == 0:
            self._at(COMES_AGAIN_S, again)
            return
        try:
            step = request.send(answer)
        except StopIteration as ended:
            if ended.value is None:
                self._at(COMES_AGAIN_S, again)
            elif ended.value:
                self.waits.append(self.now - came_at + WAY_S)
                self.accepted_at.append(self.now)
            return
        proceed = partial(self._answer, step, request, came_at, again)
        self._at(step.for_s if isinstance(step, Pause) else WAY_S, proceed)

    def _answer(
        self, step: Step, request: Request, came_at: float, again: Callable[[], None]
    ) -> None:
        answer = self._do(step)
        took_s = 0.0 if isinstance(step, Pause) else WAY_S + HOLD_S
        self._at(took_s, partial(self._go_on, request, answer, came_at, again))

    def _do(self, step: Step) -> Any:
        if isinstance(step, Write):
            if not self._allows("w", step.key, step.units, 1_000):
                return self._refuse()
            self.write_units += step.units
            return step.act()
        if isinstance(step, Read):
            return step.act([self._allows("r", key, 0.5, 3_000) for key in step.keys])
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
