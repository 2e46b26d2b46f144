"""The queue of a flash sale, for tests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from promenade.activity.flash_sale.model.draws import Drawing, positions_of, seed_of
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.service import managing, queueing
from promenade.activity.flash_sale.service.admitting import Admission
from promenade.activity.flash_sale.service.claiming import CurrentSales
from promenade.activity.flash_sale.service.drawing import Doors, draw_all
from promenade.activity.flash_sale.service.giving import Gate, give_token
from promenade.activity.flash_sale.service.queueing import CurrentQueues, Line, Standing
from promenade.activity.flash_sale.service.tokens import Bearer
from promenade.activity.flash_sale.store.blocks import DynamoBlockStore
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.records import QueueRecord
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit import dynamo
from tests.support import ordering
from tests.support.flash_sales import SALE, Stall, at, tickets

QUEUED: dict[str, Any] = {"fairness": Fairness.QUEUE}


def bearer(customer: str) -> Bearer:
    return Bearer(SALE, customer)


def a_line() -> Line:
    """A new container."""
    sales = CurrentSales(DynamoSaleStore(), DynamoClaimStore())
    return Line(sales, CurrentQueues(DynamoQueueStore()), tickets())


class Hall:
    """A scheduled sale with a queue, over the tables of a test."""

    def __init__(self, **other: Any) -> None:
        ordering.receive(150, "MUG")
        self.queues = DynamoQueueStore()
        self.stall = Stall(**QUEUED | other)
        self.stall.schedule()

    def doors(self) -> Doors:
        return Doors(DynamoSaleStore(), DynamoClaimStore(), self.queues, tickets())

    def join(self, who: str, instant: datetime, line: Line | None = None) -> Standing:
        return queueing.join(bearer(who), instant, line or a_line())

    def look(self, who: str, ticket: str, instant: datetime, line: Line | None = None) -> Standing:
        return queueing.look(bearer(who), ticket, instant, line or a_line())

    def tick(self, instant: datetime) -> int:
        return draw_all(lambda: instant, self.doors())

    def token(self, who: str, ticket: str, instant: datetime) -> str:
        gate = Gate(a_line(), self.stall.tokens, Admission(DynamoBlockStore()))
        return give_token(bearer(who), ticket, instant, gate).text

    def buy(self, who: str, ticket: str, count: int, instant: datetime) -> None:
        token = self.token(who, ticket, instant)
        self.stall.claim(who, count, instant, token=token)

    def pause(self, instant: datetime) -> None:
        managing.pause(SALE, at(instant, "pause"), self.stall.sales)

    def mark(self, who: str) -> str:
        return tickets().mark(bearer(who))

    def expected(self, crowd: Mapping[str, str]) -> dict[str, int]:
        """By customer, as a stranger who knows the seed computes the first draw."""
        marks = {self.mark(who): who for who in crowd}
        drawing = Drawing(seed_of(tickets().secret(SALE), 0), 0)
        return {marks[mark]: place for mark, place in positions_of(marks, drawing).items()}

    def in_order(self, crowd: Mapping[str, str]) -> list[str]:
        expected = self.expected(crowd)
        return sorted(expected, key=expected.__getitem__)

    def swap(self, one: int, other: int) -> None:
        """Two positions of the first draw, as somebody would who may write to the table."""
        (note, *_) = self.queues.find(SALE).draws
        changed = {one: other, other: one}
        found = self.queues.positions(SALE, note, 0)
        record = QueueRecord(f"POSITIONS#{SALE}#{note.digest}", "000")
        swapped = {mark: changed.get(place, place) for mark, place in found.items()}
        record.body = msgspec.json.encode(swapped).decode()
        dynamo.put(record)
