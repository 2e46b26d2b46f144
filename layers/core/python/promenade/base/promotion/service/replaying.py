"""Simulations as they run: a page at a time, each counted once.

A simulation's version names the page to come: a message that comes again, or late, finds that the
page was counted, and one that is lost half-way is counted when it comes again. What a page writes
asks for the next by its fact.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Protocol

from promenade.base.promotion.model import Usage
from promenade.base.promotion.model.comparison import Comparison, compare, is_in_force
from promenade.base.promotion.model.replay import left_out, replay
from promenade.base.promotion.model.simulation import (
    PageDone,
    Simulation,
    counted,
    done,
    failed,
    replayed,
)
from promenade.base.promotion.model.tally import Detail, Tally
from promenade.base.promotion.service.book import Shelf
from promenade.base.promotion.service.known_goods import KnownGoods
from promenade.base.promotion.service.simulating import Pin, SimulationStore
from promenade.contracts.orders import OrderDocument, PlacedOrders
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, NotFound, Stale, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

ACTOR = "system:promotion"
_UNUSED = Usage()


class PageSize(Value, frozen=True):
    """Of a page at most, give or take a round trip: seconds of work."""

    orders: int = 8_000
    lines: int = 30_000
    round_trips: int = 400


class BookReader(Protocol):
    def read_book(self, now: datetime) -> Shelf:
        """Raises Unavailable."""
        ...


class Sources(Value, frozen=True):
    """What a simulation is made of."""

    book: BookReader
    orders: PlacedOrders
    goods: KnownGoods


class Replayer:
    """Keeps the books of the simulation that it worked on last."""

    def __init__(
        self, simulations: SimulationStore, sources: Sources, size: PageSize | None = None
    ) -> None:
        self._simulations = simulations
        self._sources = sources
        self._size = size or PageSize()
        self._held: tuple[str, Comparison] | None = None

    def advance(self, simulation_id: str, version: int, cause: str, clock: Clock) -> Simulation:
        """Counts the page that this version asks for, unless it was. Raises NotFound, Unavailable,
        Stale; whatever else it raises, the simulation has failed."""
        found = self._simulations.find(simulation_id)
        if found is None:
            raise NotFound("There is no such simulation.")
        if found.is_over:
            self._simulations.release(found)
        if found.is_over or found.version != version:
            return found
        stamp = Stamp(ACTOR, clock(), cause, found.request)
        try:
            return self._step(found, stamp)
        except (Stale, Unavailable):
            raise
        except Exception as error:
            code = error.code if isinstance(error, DomainError) else "internal_error"
            self._end(failed(found, code, stamp.at), stamp)
            raise

    def _step(self, found: Simulation, stamp: Stamp) -> Simulation:
        if found.phase == "counting":
            pins = self._pin(found, stamp.at) if found.state == "QUEUED" else ()
            after = self._count(found)
            self._simulations.put(after, stamp, pins=pins, page=None)
            return after
        page = self._read_page(found)
        after = replayed(found, page)
        if after.is_read:
            details = chain(self._simulations.pages(found), [page.detail])
            return self._end(done(after, details, stamp.at), stamp)
        self._simulations.put(after, stamp, page=page.detail)
        return after

    def _end(self, after: Simulation, stamp: Stamp) -> Simulation:
        self._simulations.put(after, stamp, page=None)
        self._simulations.release(after)
        return after

    def _pin(self, found: Simulation, now: datetime) -> Sequence[Pin]:
        """The draft, then what is in force without it."""
        shelf, draft = self._sources.book.read_book(now), (found.promotion_id, found.terms_version)
        in_force = [
            (each.id, each.version)
            for each in shelf.promotions
            if is_in_force(each, shelf.usages.get(each.id, _UNUSED), now)
        ]
        return [draft, *(each for each in in_force if each != draft)]

    def _count(self, found: Simulation) -> Simulation:
        place, order_count, round_trips = found.place, 0, 0
        while place.cell < found.scope.cell_count and round_trips < self._size.round_trips:
            more, after = self._sources.orders.count_placed(
                found.scope.cell(place.cell), place.after
            )
            order_count, place = order_count + more, place.moved(after)
            round_trips += 1
        return counted(found, order_count, place)

    def _read_page(self, found: Simulation) -> PageDone:
        place, tally, detail = found.place, Tally(), Detail()
        line_count, round_trips = 0, 0
        while place.cell < found.scope.cell_count and not self._is_full(
            tally.read_count, line_count, round_trips
        ):
            read = self._sources.orders.list_placed(found.scope.cell(place.cell), place.after)
            self._replay(read.items, found, (tally, detail))
            line_count += sum(len(order.lines) for order in read.items)
            round_trips, place = round_trips + 1, place.moved(read.next)
        return PageDone(place, tally, detail)

    def _is_full(self, orders: int, lines: int, round_trips: int) -> bool:
        size = self._size
        return orders >= size.orders or lines >= size.lines or round_trips >= size.round_trips

    def _replay(
        self, orders: Sequence[OrderDocument], found: Simulation, into: tuple[Tally, Detail]
    ) -> None:
        tally, currency = into[0], found.scope.currency
        tally.read_count += len(orders)
        reasons = [left_out(order, currency) for order in orders]
        for reason in filter(None, reasons):
            tally.left_out[reason] = tally.left_out.get(reason, 0) + 1
        meant = [order for order, reason in zip(orders, reasons, strict=True) if reason is None]
        goods = self._sources.goods.of(found.id, meant, currency, found.requested_at)
        by = self._comparison(found)
        for order in meant:
            replay(order, goods[order.channel], by, into)

    def _comparison(self, found: Simulation) -> Comparison:
        """The terms as they were pinned, whatever has become of them since."""
        if self._held is None or self._held[0] != found.id:
            pins = self._simulations.pins(found.id)
            draft, *in_force = self._simulations.terms_at(pins)
            terms = [each.promotion for each in in_force]
            self._held = found.id, compare(draft.terms, terms)
        return self._held[1]
