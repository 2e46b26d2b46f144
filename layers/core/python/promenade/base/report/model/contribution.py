"""Orders into facts: pure, so that folding again gives the same."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from promenade.base.report.model.facts import (
    Cell,
    Facts,
    Measures,
    Shop,
    ShopDay,
    add_to,
    difference,
)
from promenade.contracts.orders import OrderDocument, OrderLine, Refund
from promenade.kit.errors import DomainError
from promenade.kit.packs import packs
from promenade.kit.values import Value

_MOST_WEIGHT = 100
_CELLS_PER_WEIGHT = 200


class TooScattered(DomainError):
    """One order changes more days than one transaction holds."""


class OrderKey(NamedTuple):
    source: str
    number: str


class Folded(Value, frozen=True):
    """What of an order is in the facts: the version, and its part of each day."""

    version: int
    by_day: Mapping[ShopDay, Facts]


class Change(Value, frozen=True):
    """An order's step from the version that is folded (0: none) to a newer one."""

    key: OrderKey
    version: int
    before: Folded
    after: Mapping[ShopDay, Facts]

    @property
    def days(self) -> list[ShopDay]:
        """Those on which something changes."""
        old = self.before.by_day
        touched = dict.fromkeys([*old, *self.after])
        return [day for day in touched if old.get(day) != self.after.get(day)]

    def delta(self, day: ShopDay) -> Facts:
        return difference(self.after.get(day, {}), self.before.by_day.get(day, {}))

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


def facts_of(order: OrderDocument) -> dict[ShopDay, Facts]:
    """Empty for a test order (N19)."""
    noted = _OrderDays(order)
    if order.is_test:
        return {}
    if order.kind == "sale":
        _place(order, noted.at(order.placed_at))
    if order.paid_at is not None:
        _pay(order, noted.at(order.paid_at))
    for refund in order.refunds:
        _refund(order, refund, noted.at(refund.refunded_at))
    return {day: facts for day, facts in noted.days.items() if facts}


class _OrderDays:
    """The facts of one order, by day of its store."""

    def __init__(self, order: OrderDocument) -> None:
        self.days: dict[ShopDay, Facts] = {}
        self._shop, self._channel = shop_of(order), order.channel
        self._zone = ZoneInfo(order.zone)

    def at(self, instant: datetime) -> "_Moment":
        local = instant.astimezone(self._zone)
        facts = self.days.setdefault(ShopDay(self._shop, local.date()), {})
        return _Moment(facts, self._channel, f"{local.hour:02}")


class _Moment(Value, frozen=True):
    """Where what happened at one time is noted."""

    facts: Facts
    channel: str
    hour: str

    def note(self, measures: Measures) -> None:
        add_to(self.facts, Cell("hour", self.channel, self.hour), measures)

    def note_other(self, name: str, measures: Measures) -> None:
        add_to(self.facts, Cell("other", self.channel, name), measures)

    def note_buyer(self, customer: str) -> None:
        cell = Cell("buyer", self.channel, customer)
        add_to(self.facts, cell, Measures(paid_order_count=1))

    def note_line(self, line: OrderLine, measures: Measures) -> None:
        if line.category:
            add_to(self.facts, Cell("category", self.channel, line.category), measures)
        else:
            self.note_other("uncategorised", measures)
        add_to(self.facts, Cell("sku", self.channel, line.sku, line.title), measures)


def _place(order: OrderDocument, moment: _Moment) -> None:
    moment.note(Measures(order.goods_minor, order.discount_minor, order_count=1))
    rest = Measures(order.goods_minor, order.discount_minor)
    for line in order.lines:
        part = Measures(line.quantity * line.unit_price_minor, line.discount_minor)
        moment.note_line(line, part)
        rest = rest.minus(part)
    moment.note_other("unassigned", rest)


def _pay(order: OrderDocument, moment: _Moment) -> None:
    """Only a sale has units and buyers: an adjustment just charges."""
    is_sale = order.kind == "sale"
    rest = Measures(
        paid_minor=order.paid_minor,
        unit_count=is_sale * sum(line.quantity for line in order.lines),
    )
    counts = Measures(paid_order_count=+is_sale, guest_order_count=is_sale * (not order.customer))
    moment.note(rest.plus(counts))
    for name, amount in order.beside_lines.items():
        part = Measures(paid_minor=amount)
        moment.note_other(name, part)
        rest = rest.minus(part)
    for line in order.lines:
        part = Measures(paid_minor=line.paid_minor, unit_count=is_sale * line.quantity)
        moment.note_line(line, part)
        rest = rest.minus(part)
    moment.note_other("unassigned", rest)
    if is_sale and order.customer:
        moment.note_buyer(order.customer)


def _refund(order: OrderDocument, refund: Refund, moment: _Moment) -> None:
    """What a refund gives back beyond its lines is shipping, where nothing else was charged
    beside them."""
    lines = {line.line: line for line in order.lines}
    rest = Measures(refunded_minor=refund.amount_minor)
    moment.note(rest.plus(Measures(refund_count=1)))
    for part in refund.lines:
        line = lines.get(part.line)
        if line is not None:
            given_back = Measures(refunded_minor=part.amount_minor)
            moment.note_line(line, given_back)
            rest = rest.minus(given_back)
    is_shipping = refund.lines and not (order.tax_minor or order.tip_minor or order.fee_minor)
    moment.note_other("shipping" if is_shipping else "unassigned", rest)
