"""Orders, queue and vault in memory, for tests of what uses them."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import (
    Order,
    Outcome,
    Standing,
    Summary,
    may_take_back_refunds,
    not_taken,
    predecessors,
)
from promenade.customer.order.model.submission import Parking, Standings, Submission
from promenade.customer.order.service import Day
from promenade.kit.errors import Conflict, Unavailable
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp

Key = tuple[str, str]


class FakeOrderStore:
    def __init__(self) -> None:
        self.orders: dict[Key, Order] = {}
        self.stamps: dict[Key, Stamp] = {}
        self._submissions: dict[str, tuple[Submission, str]] = {}
        self._parked: dict[str, dict[int, Parking]] = {}

    def record(self, order: Order, stamp: Stamp) -> Outcome:
        document = order.document
        key = (document.source, document.number)
        met = self.orders.get(key)
        if met is not None and not _follows(document, met.document):
            return not_taken(order, Standing(met.document.version, met.fingerprint))
        self.orders[key] = order
        self.stamps[key] = stamp
        return "stored"

    def find_order(self, source: str, number: str) -> Order | None:
        return self.orders.get((source, number))

    def list_orders(self, place: Day, limit: int, after: Position | None) -> Page[Summary]:
        documents = [order.document for order in self.orders.values()]
        found = sorted(filter(lambda each: _is_on(each, place), documents), key=_place)
        start = int(after["offset"]) if after else 0
        more = {"offset": str(start + limit)} if start + limit < len(found) else None
        return Page(tuple(map(_summary, found[start : start + limit])), more)

    def add_submission(self, submission: Submission, stamp: Stamp) -> Submission:
        noted = self._submissions.setdefault(submission.id, (submission, stamp.fingerprint))
        if noted[1] != stamp.fingerprint:
            raise Conflict("This already exists with other content.")
        return noted[0]

    def find_submission(self, submission_id: str) -> Submission | None:
        return self._submissions.get(submission_id, (None, ""))[0]

    def standings(self, keys: Sequence[Key]) -> Standings:
        found = {key: self.orders[key] for key in keys if key in self.orders}
        return {
            key: Standing(each.document.version, each.fingerprint) for key, each in found.items()
        }

    def park(self, submission_id: str, parking: Parking) -> None:
        self._parked.setdefault(submission_id, {})[parking.index] = parking

    def parked(self, submission_id: str) -> Mapping[int, Parking]:
        return self._parked.get(submission_id, {})


class FakeQueue:
    def __init__(self, *, is_open: bool = True) -> None:
        self.bodies: list[bytes] = []
        self._is_open = is_open

    def send(self, bodies: Sequence[bytes]) -> None:
        if not self._is_open:
            raise Unavailable("The queue is closed.")
        self.bodies += bodies


class FakeVault:
    """Sealed is what only the same context opens."""

    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes:
        return repr(sorted(context.items())).encode() + b"|" + content[::-1]

    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes:
        bound, _, content = sealed.partition(b"|")
        assert bound == repr(sorted(context.items())).encode()
        return content[::-1]


def _follows(after: OrderDocument, before: OrderDocument) -> bool:
    return (
        after.version > before.version
        and before.state in predecessors(after)
        and (may_take_back_refunds(after) or after.refunded_minor >= before.refunded_minor)
        and after.currency == before.currency
        and after.kind == before.kind
    )


def _is_on(document: OrderDocument, place: Day) -> bool:
    day = document.placed_at.astimezone(ZoneInfo(document.zone)).date()
    named = document.store == place.store and place.source in (None, document.source)
    return named and day == place.day


def _place(document: OrderDocument) -> tuple[object, ...]:
    return document.source, document.placed_at, document.number


def _summary(document: OrderDocument) -> Summary:
    return Summary(
        source=document.source,
        number=document.number,
        version=document.version,
        kind=document.kind,
        state=document.state,
        store=document.store,
        channel=document.channel,
        currency=document.currency,
        placed_at=document.placed_at,
        goods_minor=document.goods_minor,
        paid_minor=document.paid_minor,
        refunded_minor=document.refunded_minor,
        line_count=len(document.lines),
    )
