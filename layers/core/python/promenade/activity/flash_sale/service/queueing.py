"""What buyers do in the queue of a sale: very many at once, few of them with a call to a table."""

from collections import OrderedDict
from datetime import datetime, timedelta
from math import ceil

from promenade.activity.flash_sale.model.claim import SaleNotRunning
from promenade.activity.flash_sale.model.draws import MOST_DRAWS
from promenade.activity.flash_sale.model.pages import page_count, page_of
from promenade.activity.flash_sale.model.queue import (
    DRAWN_BEFORE,
    MOST_SPOTS,
    TURN,
    Draw,
    NoQueue,
    NotYourTurn,
    Queue,
    QueueFull,
    refuse_unopened,
)
from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.service.claiming import FRESH_FOR, CurrentSales
from promenade.activity.flash_sale.service.ports import QueueStore
from promenade.activity.flash_sale.service.tickets import Spot, Tickets
from promenade.activity.flash_sale.service.tokens import Bearer
from promenade.kit.errors import NotFound
from promenade.kit.messages.words import worded
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value, replace

KEPT_FOR = timedelta(days=180)
"""After the end, for who wants to look how it was drawn."""

SLACK = timedelta(minutes=2)
"""How much longer than the clocks say a draw may have read who joined."""

_LATE_DRAWS = 6
_SOON_S, _LATER_S = 5, 60
_MOST_HELD = 100
_MOST_PAGES = 256


class CurrentQueues:
    """Queues as they were read within a second, and pages of draws; made once per container."""

    def __init__(self, store: QueueStore) -> None:
        self.store = store
        self._held: dict[str, tuple[Queue, datetime]] = {}
        self._pages: OrderedDict[tuple[str, str, int], dict[str, int]] = OrderedDict()

    def at(self, sale_id: str, now: datetime) -> Queue:
        held = self._held.get(sale_id)
        if held is None or now - held[1] >= FRESH_FOR:
            held = self.store.glance(sale_id), now
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[sale_id] = held
        return held[0]

    def position(self, queue: Queue, mark: str, joined_at: datetime) -> int:
        """0 where it is not drawn."""
        after = [note for note in queue.draws if note.at + SLACK > joined_at]
        for note in after[:_LATE_DRAWS]:
            key = queue.sale_id, note.digest, page_of(mark, note.count)
            if key not in self._pages:
                self._pages[key] = dict(self.store.positions(key[0], note, key[2]))
                if len(self._pages) > _MOST_PAGES:
                    self._pages.popitem(last=False)
            if found := self._pages[key].get(mark):
                return found
        return 0


class Line(Value, frozen=True):
    """Where buyers queue."""

    sales: CurrentSales
    queues: CurrentQueues
    tickets: Tickets


class Standing(Value, frozen=True):
    """What a buyer is told of a spot: `again_in_s` is when to ask again."""

    ticket: str
    mark: str
    spot: Spot
    queue: Queue
    again_in_s: int


def join(bearer: Bearer, now: datetime, line: Line) -> Standing:
    """Once, however often it is asked for. Raises NotFound, NoQueue, QueueNotOpen, QueueFull,
    SaleNotRunning."""
    sale = _queued(bearer.sale_id, now, line)
    refuse_unopened(sale, now)
    queue = line.queues.at(sale.id, now)
    if queue.joined_count >= MOST_SPOTS or len(queue.draws) >= MOST_DRAWS:
        raise QueueFull("As many wait as can be served.")
    mark = line.tickets.mark(bearer)
    joined_at = line.queues.store.join(sale.id, mark, now, sale.end + KEPT_FOR)
    return _standing(bearer, Spot(joined_at), now, line)


def look(bearer: Bearer, ticket: str, now: datetime, line: Line) -> Standing:
    """After the end too. Raises NotFound, NoQueue, TicketInvalid."""
    _refuse_open(line.sales.at(bearer.sale_id, now))
    return _standing(bearer, line.tickets.read(ticket, bearer), now, line)


def let_in(bearer: Bearer, ticket: str, now: datetime, line: Line) -> None:
    """Raises TicketInvalid, NotYourTurn."""
    found = _standing(bearer, line.tickets.read(ticket, bearer), now, line)
    position, count = found.spot.position, found.queue.let_in_count
    if not 0 < position <= count:
        raise NotYourTurn(
            "It is not your turn yet.",
            position=position or None,
            let_in_count=count,
            again_in_s=found.again_in_s,
        )


def _queued(sale_id: str, now: datetime, line: Line) -> FlashSale:
    sale = line.sales.at(sale_id, now)
    _refuse_open(sale)
    if (phase := sale.phase(now)) is Phase.ENDED:
        told = f"The sale sells nothing now: {worded(phase.value)}."
        raise SaleNotRunning(told, reason=phase.value)
    return sale


def _refuse_open(sale: FlashSale) -> None:
    if sale.terms.fairness is not Fairness.QUEUE:
        raise NoQueue("Nobody queues for this sale. Ask for a token when it starts.")


def _standing(bearer: Bearer, spot: Spot, now: datetime, line: Line) -> Standing:
    queue, mark = line.queues.at(bearer.sale_id, now), line.tickets.mark(bearer)
    if not spot.position:
        spot = replace(spot, position=line.queues.position(queue, mark, spot.joined_at))
    again_in_s = _again_in_s(queue, line.sales.at(bearer.sale_id, now), now)
    return Standing(line.tickets.issue(bearer, spot), mark, spot, queue, again_in_s)


def _again_in_s(queue: Queue, sale: FlashSale, now: datetime) -> int:
    """When the next turn may come, or the first draw."""
    drawn_at = sale.terms.start - DRAWN_BEFORE
    due = drawn_at if queue.turn_at is None else queue.turn_at + TURN
    return min(max(ceil((due - now).total_seconds()), _SOON_S), _LATER_S)


def draws(sale_id: str, now: datetime, line: Line) -> tuple[FlashSale, list[Draw]]:
    """Of a sale that was scheduled, and has a queue. Raises NotFound, NoQueue."""
    sale = line.sales.at(sale_id, now)
    _refuse_open(sale)
    return sale, list(line.queues.store.list_draws(sale.id))


def list_positions(
    sale_id: str, number: int, limit: int, after: Position | None, store: QueueStore
) -> Page[tuple[str, int]]:
    """Of one draw, by mark; up to `limit` of a stored page. Raises NotFound."""
    notes = store.find(sale_id).draws
    if number >= len(notes):
        raise NotFound("There is no such draw.")
    note, start = notes[number], after or {"page": "0", "mark": ""}
    page, last = int(start["page"]), start["mark"]
    found = sorted(store.positions(sale_id, note, page).items())
    items = tuple(each for each in found if each[0] > last)
    if len(items) > limit:
        return Page(items[:limit], {"page": str(page), "mark": items[limit - 1][0]})
    is_last = page + 1 >= page_count(note.count)
    return Page(items, None if is_last else {"page": str(page + 1), "mark": ""})
