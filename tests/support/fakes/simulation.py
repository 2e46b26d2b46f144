"""Simulations in memory, and orders placed in the past, for tests of what uses them."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.simulation import Simulation, SimulationsBusy
from promenade.base.promotion.model.tally import Detail
from promenade.base.promotion.service.changing import PromotionStore
from promenade.base.promotion.service.simulating import Pin, repeated
from promenade.base.promotion.store.simulations import SLOTS
from promenade.contracts.orders import OrderDocument, StoreDay
from promenade.kit.errors import NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.pages import page


class FakeSimulationStore:
    """Keeps what it is given as bytes, as the real one does."""

    def __init__(self, promotions: PromotionStore) -> None:
        self._promotions = promotions
        self._heads: dict[str, bytes] = {}
        self._pins: dict[str, Sequence[Pin]] = {}
        self._pages: dict[str, list[bytes]] = {}
        self._slots: dict[int, str] = {}

    def add(self, simulation: Simulation, stamp: Stamp) -> Simulation:
        met = self.find(simulation.id)
        if met is not None:
            return repeated(met, stamp)
        free = next((slot for slot in range(SLOTS) if slot not in self._slots), None)
        if free is None:
            raise SimulationsBusy("As many run as may.", retry_after_s=60)
        placed = replace(simulation, slot=free)
        self._slots[free] = simulation.id
        self._heads[simulation.id] = msgspec.json.encode(placed)
        return placed

    def find(self, simulation_id: str) -> Simulation | None:
        held = self._heads.get(simulation_id)
        return msgspec.json.decode(held, type=Simulation) if held else None

    def list_newest(
        self, promotion_id: str, limit: int, after: Position | None
    ) -> Page[Simulation]:
        every = [msgspec.json.decode(held, type=Simulation) for held in self._heads.values()]
        mine = [each for each in every if each.promotion_id == promotion_id]
        mine.sort(key=lambda each: (each.requested_at, each.id), reverse=True)
        return page(mine, limit, after)

    def put(
        self,
        simulation: Simulation,
        _stamp: Stamp,
        *,
        pins: Sequence[Pin] = (),
        page: Detail | None,
    ) -> None:
        met, body = self.find(simulation.id), msgspec.json.encode(simulation)
        if self._heads.get(simulation.id) == body:
            return
        if met is None or met.version != simulation.version - 1:
            raise Stale("It has gone on since.")
        self._heads[simulation.id] = body
        self._pins |= {simulation.id: pins} if pins else {}
        if page is not None:
            self._pages.setdefault(simulation.id, []).append(msgspec.json.encode(page))

    def pins(self, simulation_id: str) -> Sequence[Pin]:
        return self._pins.get(simulation_id, [])

    def pages(self, simulation: Simulation) -> Iterator[Detail]:
        kept = self._pages.get(simulation.id, [])
        return (msgspec.json.decode(each, type=Detail) for each in kept)

    def terms_at(self, pins: Sequence[Pin]) -> Sequence[ManagedPromotion]:
        found = [self._promotions.version(*pin) for pin in pins]
        if None in found:
            raise NotFound("A version is not there any more.")
        return [each.managed for each in found if each is not None]

    def release(self, simulation: Simulation) -> None:
        if self._slots.get(simulation.slot) == simulation.id:
            del self._slots[simulation.slot]


class FakePlacedOrders:
    """So many orders a round trip, which are counted; `trouble` is what becomes of it."""

    def __init__(self, orders: Sequence[OrderDocument] = (), at_once: int = 500) -> None:
        self.round_trips = 0
        self.trouble: BaseException | None = None
        self._at_once = at_once
        self._by_day: dict[StoreDay, list[OrderDocument]] = {}
        for each in orders:
            self._by_day.setdefault(_day_of(each), []).append(each)

    def count_placed(self, day: StoreDay, after: Position | None) -> tuple[int, Position | None]:
        found = self._page(day, after)
        return len(found.items), found.next

    def list_placed(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        if self.trouble is not None:
            raise self.trouble
        return self._page(day, after)

    def _page(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        self.round_trips += 1
        return page(self._by_day.get(day, []), self._at_once, after)


def _day_of(order: OrderDocument) -> StoreDay:
    return StoreDay(order.store, order.placed_at.astimezone(ZoneInfo(order.zone)).date())
