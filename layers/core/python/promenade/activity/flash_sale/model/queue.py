"""The queue of a sale: who joins waits for a draw, and is let in when the turn comes to him."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.values import Document, replace

if TYPE_CHECKING:
    from promenade.activity.flash_sale.model.sale import FlashSale

OPENS_BEFORE = timedelta(hours=1)
DRAWN_BEFORE = timedelta(minutes=2)
"""How long before its start a sale is joined, and drawn first: who comes later is drawn by the
minute, behind those."""

TURN = timedelta(seconds=50)
"""At least so long those who were let in are among themselves. A little less than the minute of
the clock that lets others in, which is not exact."""

MOST_SPOTS = 200_000
LONGEST = timedelta(hours=3)
"""From start to end, so that MOST_DRAWS are enough."""


class NoQueue(Conflict):
    """Nobody queues for this sale: who comes first is served first."""


class QueueNotOpen(Conflict):
    """It is joined from `opens_at` on."""


class QueueFull(Conflict):
    """As many wait as can be drawn."""


class TicketInvalid(NotFound):
    """No ticket of this customer for the queue of this sale."""


class NotYourTurn(Conflict):
    """Others are before: those up to `let_in_count` may come now. The position is null before the
    draw; ask again in `again_in_s`."""


class DrawNote(Document, frozen=True):
    """What the queue notes of a draw: when all that joined had been read, how many they were, and
    their digest."""

    at: datetime
    count: int
    digest: str


class Draw(Document, frozen=True):
    """All that is told of one."""

    number: int
    at: datetime
    seed: str
    digest: str
    count: int
    drawn_before: int


class Queue(Document, frozen=True):
    """`joined_count` was counted within a minute. Positions up to `let_in_count` may ask for
    tokens, since `turn_at` or earlier."""

    sale_id: str
    version: int = 0
    joined_count: int = 0
    draws: tuple[DrawNote, ...] = ()
    let_in_count: int = 0
    turn_at: datetime | None = None

    @property
    def drawn_count(self) -> int:
        return sum(each.count for each in self.draws)


def refuse_unopened(sale: "FlashSale", now: datetime) -> None:
    """Raises QueueNotOpen."""
    opens_at = sale.terms.start - OPENS_BEFORE
    if now < opens_at:
        raise QueueNotOpen("The queue is not open yet.", opens_at=to_wire(opens_at))


def is_drawn_at(sale: "FlashSale", now: datetime) -> bool:
    """Whether it is time for draws."""
    return sale.terms.start - DRAWN_BEFORE <= now < sale.end


def is_turn_due(queue: Queue, now: datetime) -> bool:
    return queue.turn_at is None or now >= queue.turn_at + TURN


def turned(queue: Queue, sale: "FlashSale", left: int, now: datetime) -> Queue:
    """Lets in as many more as what is left is enough for, were nobody to come of those who had
    their turn. The first turn begins when the sale does."""
    if left == 0:
        return queue
    had_turn = min(queue.let_in_count, queue.drawn_count)
    let_in = had_turn + max(left // sale.terms.per_user, 1)
    turn_at = max(now, sale.terms.start)
    return replace(queue, let_in_count=max(queue.let_in_count, let_in), turn_at=turn_at)


def drawn(queue: Queue, draw: Draw) -> Queue:
    note = DrawNote(draw.at, draw.count, draw.digest)
    return replace(queue, draws=(*queue.draws, note))
