"""Orders into facts: pure, so that folding again gives the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from promenade.capabilities.report.model.facts import (
    Cell,
    Day,
    Facts,
    Measures,
    Shop,
    add_to,
    buyer_digest,
    difference,
)
from promenade.contracts.orders import OrderDocument, OrderLine, Refund
from promenade.kit.errors import DomainError
from promenade.kit.packs import packs

_MOST_WEIGHT = 100
_CELLS_PER_WEIGHT = 200


class TooScattered(DomainError):
    """One order changes more days than one transaction holds."""


class OrderKey(NamedTuple):
    source: str
    number: str


@dataclass(frozen=True, slots=True)
class Folded:
    """What of an order is in the facts: the version, and its part of each day."""

    version: int
    parts: Mapping[Day, Facts]


@dataclass(frozen=True, slots=True)
class Change:
    """An order's step from the version that is folded (0: none) to a newer one."""

    key: OrderKey
    version: int
    before: Folded
    after: Mapping[Day, Facts]

    @property
    def days(self) -> list[Day]:
        """Those on which something changes."""
        old = self.before.parts
        touched = dict.fromkeys([*old, *self.after])
        return [day for day in touched if old.get(day) != self.after.get(day)]

    def delta(self, day: Day) -> Facts:
        return difference(self.after.get(day, {}), self.before.parts.get(day, {}))

    @property
    def weight(self) -> int:
        """Its items of a transaction at most: a guard, and per day a ledger row and a segment;
        big orders weigh more, so that a transaction's bytes stay bounded as well."""
        cells = sum(len(facts) for facts in self.after.values())
        return 1 + 2 * len(self.days) + cells // _CELLS_PER_WEIGHT


def change_of(order: OrderDocument, folded: Folded | None) -> Change | None:
    """None when this version is in the facts already. Raises TooScattered."""
    before = folded or Folded(0, {})
    if folded and folded.version >= order.version:
        return None
    change = Change(key_of(order), order.version, before, facts_of(order))
    if change.weight > _MOST_WEIGHT:
        raise TooScattered(
            f"{order.source} {order.number} changes {len(change.days)} days at once.",
            day_count=len(change.days),
        )
    return change


def transactions(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """In order, in as few transactions as hold them."""
    return packs(changes, lambda change: change.weight, most=_MOST_WEIGHT, room=_MOST_WEIGHT)


def key_of(order: OrderDocument) -> OrderKey:
    return OrderKey(order.source, order.number)


def shop_of(order: OrderDocument) -> Shop:
    return Shop(order.currency, order.store)


def facts_of(order: OrderDocument) -> dict[Day, Facts]:
    """Empty for a test order (N19)."""
    sheet = _Sheet(order)
    if order.is_test:
        return sheet.days
    if order.kind == "sale":
        _place(order, sheet)
    if order.paid_at is not None:
        _pay(order, order.paid_at, sheet)
    for refund in order.refunds:
        _refund(order, refund, sheet)
    return {day: facts for day, facts in sheet.days.items() if facts}


class _Sheet:
    """The facts of one order, by day of its store."""

    def __init__(self, order: OrderDocument) -> None:
        self.days: dict[Day, Facts] = {}
        self._shop, self._channel = shop_of(order), order.channel
        self._zone = ZoneInfo(order.zone)

    def note_hour(self, at: datetime, measures: Measures) -> None:
        self._note(at, Cell("hour", self._channel, f"{at.astimezone(self._zone):%H}"), measures)

    def note_other(self, at: datetime, name: str, measures: Measures) -> None:
        self._note(at, Cell("other", self._channel, name), measures)

    def note_buyer(self, at: datetime, customer: str) -> None:
        cell = Cell("buyer", self._channel, buyer_digest(customer))
        self._note(at, cell, Measures(paid_order_count=1))

    def note_line(self, at: datetime, line: OrderLine, measures: Measures) -> None:
        if line.category:
            self._note(at, Cell("category", self._channel, line.category), measures)
        else:
            self.note_other(at, "uncategorised", measures)
        self._note(at, Cell("sku", self._channel, line.sku, line.title), measures)

    def _note(self, at: datetime, cell: Cell, measures: Measures) -> None:
        day = Day(self._shop, at.astimezone(self._zone).date())
        add_to(self.days.setdefault(day, {}), cell, measures)


def _place(order: OrderDocument, sheet: _Sheet) -> None:
    at = order.placed_at
    sheet.note_hour(at, Measures(order.goods_minor, order.discount_minor, order_count=1))
    rest = Measures(order.goods_minor, order.discount_minor)
    for line in order.lines:
        part = Measures(line.quantity * line.unit_price_minor, line.discount_minor)
        sheet.note_line(at, line, part)
        rest = rest.minus(part)
    sheet.note_other(at, "unassigned", rest)


def _pay(order: OrderDocument, at: datetime, sheet: _Sheet) -> None:
    is_sale = int(order.kind == "sale")
    unit_count = is_sale * sum(line.quantity for line in order.lines)
    whole = Measures(paid_minor=order.paid_minor, unit_count=unit_count)
    counts = Measures(paid_order_count=is_sale, guest_order_count=is_sale * (not order.customer))
    sheet.note_hour(at, whole.plus(counts))
    shipping = Measures(paid_minor=order.shipping_minor)
    sheet.note_other(at, "shipping", shipping)
    rest = whole.minus(shipping)
    for line in order.lines:
        part = Measures(paid_minor=line.paid_minor, unit_count=is_sale * line.quantity)
        sheet.note_line(at, line, part)
        rest = rest.minus(part)
    sheet.note_other(at, "unassigned", rest)
    if is_sale and order.customer:
        sheet.note_buyer(at, order.customer)


def _refund(order: OrderDocument, refund: Refund, sheet: _Sheet) -> None:
    """What a refund gives back beyond its lines is shipping."""
    at, lines = refund.refunded_at, {line.line: line for line in order.lines}
    rest = Measures(refunded_minor=refund.amount_minor)
    sheet.note_hour(at, rest.plus(Measures(refund_count=1)))
    for part in refund.lines:
        line = lines.get(part.line)
        if line is not None:
            given_back = Measures(refunded_minor=part.amount_minor)
            sheet.note_line(at, line, given_back)
            rest = rest.minus(given_back)
    sheet.note_other(at, "shipping" if refund.lines else "unassigned", rest)
