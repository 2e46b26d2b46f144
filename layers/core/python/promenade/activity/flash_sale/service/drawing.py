"""The minute of queues: who joined is drawn, and as many are let in as there are units for."""

from promenade.activity.flash_sale.model import queue as rules
from promenade.activity.flash_sale.model.draws import (
    MOST_DRAWS,
    Drawing,
    digest_of,
    positions_of,
    seed_of,
)
from promenade.activity.flash_sale.model.queue import Draw, Queue
from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.service.ports import ClaimStore, QueueStore, SaleStore
from promenade.activity.flash_sale.service.positions import all_positions
from promenade.activity.flash_sale.service.tending import in_course
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.kit.clock import Clock
from promenade.kit.errors import Stale
from promenade.kit.turns import each_in_turn
from promenade.kit.values import Value, replace


class Doors(Value, frozen=True):
    sales: SaleStore
    claims: ClaimStore
    queues: QueueStore
    tickets: Tickets


def draw_all(clock: Clock, doors: Doors) -> int:
    """How many queues went on; who is overtaken looks again a minute later."""
    queued = (sale for sale in in_course(doors.sales) if sale.terms.fairness is Fairness.QUEUE)
    return each_in_turn(queued, lambda sale: _go_on(sale, clock, doors))


def _go_on(sale: FlashSale, clock: Clock, doors: Doors) -> bool:
    queue = doors.queues.find(sale.id)
    counted = replace(queue, joined_count=doors.queues.count(sale.id))
    try:
        if not rules.is_drawn_at(sale, clock()):
            return _save(queue, counted, doors)
        return _draw(queue, _let_in(counted, sale, clock, doors), clock, doors)
    except Stale:
        return False


def _let_in(queue: Queue, sale: FlashSale, clock: Clock, doors: Doors) -> Queue:
    now = clock()
    is_open = sale.phase(now) in {Phase.UPCOMING, Phase.RUNNING}
    if not is_open or not rules.is_turn_due(queue, now):
        return queue
    taken = sum(each.taken for each in doors.claims.notes(sale).values())
    left = sum(lot.total for lot in sale.lots) - taken
    return rules.turned(queue, sale, left, now)


def _draw(before: Queue, queue: Queue, clock: Clock, doors: Doors) -> bool:
    """Those who joined and were not drawn."""
    number = len(queue.draws)
    if queue.joined_count <= queue.drawn_count or number >= MOST_DRAWS:
        return _save(before, queue, doors)
    drawn_before = all_positions(queue, doors.queues)
    marks = {mark for mark in doors.queues.marks(queue.sale_id) if mark not in drawn_before}
    seed = seed_of(doors.tickets.secret(queue.sale_id), number)
    drawing = Drawing(seed, queue.drawn_count)
    draw = Draw(
        number, clock(), seed, digest_of(marks), len(marks), drawn_before=drawing.drawn_before
    )
    after = _next(rules.drawn(queue, draw))
    doors.queues.save_drawn(after, draw, positions_of(marks, drawing))
    return True


def _save(before: Queue, after: Queue, doors: Doors) -> bool:
    if after == before:
        return False
    doors.queues.save(_next(after))
    return True


def _next(queue: Queue) -> Queue:
    return replace(queue, version=queue.version + 1)
