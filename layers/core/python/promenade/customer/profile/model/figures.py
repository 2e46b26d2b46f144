"""What orders add to the figures of who placed them: each in its newest version, once."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from promenade.contracts.orders import OrderDocument
from promenade.contracts.profiles import Figures
from promenade.kit.values import Document, Value


class Purchase(Value, frozen=True, order=True):
    """When a sale that counts was paid, and in which zone its day is."""

    at: datetime
    zone: str


class Ends(Value, frozen=True):
    """The first and the last of some purchases."""

    first: Purchase | None = None
    last: Purchase | None = None


class Counted(Document, frozen=True):
    """What an order's version adds to its customer's figures. `customer` is None for a test's (N19)
    and a guest's, which are kept in mind so that no older version counts; `paid_at` is None for
    what is no purchase: unpaid, cancelled, wholly refunded, or no sale."""

    customer: str | None
    version: int
    currency: str
    net_minor: int = 0
    paid_at: datetime | None = None
    zone: str = "UTC"

    @property
    def purchase(self) -> Purchase | None:
        return Purchase(self.paid_at, self.zone) if self.paid_at else None


def counted_of(order: OrderDocument) -> Counted:
    if order.is_test or order.customer is None:
        return Counted(None, order.version, order.currency)
    return Counted(
        customer=order.customer,
        version=order.version,
        currency=order.currency,
        net_minor=order.paid_minor - order.refunded_minor,
        paid_at=order.paid_at if _is_purchase(order) else None,
        zone=order.zone,
    )


def _is_purchase(order: OrderDocument) -> bool:
    is_over = order.state in ("cancelled", "refunded")
    is_refunded = 0 < order.paid_minor <= order.refunded_minor
    return order.kind == "sale" and not is_over and not is_refunded


def recounted(own: Figures, gone: Counted | None, come: Counted | None, others: Ends) -> Figures:
    """`own` with one order counted as `come` instead of `gone`; `others` are the ends of all other
    purchases."""
    bought = come.purchase if come else None
    firsts = [each for each in (others.first, bought) if each]
    lasts = [each for each in (others.last, bought) if each]
    last = max(lasts, default=None)
    was, now = _is_bought(gone), _is_bought(come)
    return Figures(
        paid_count=own.paid_count - was + now,
        net_minor=_net(own.net_minor, [(gone, -1), (come, 1)]),
        first_paid_at=min(firsts).at if firsts else None,
        last_paid_at=last.at if last else None,
        zone=last.zone if last else "UTC",
    )


def _is_bought(counted: Counted | None) -> bool:
    return counted is not None and counted.paid_at is not None


def _net(held: dict[str, int], moved: Iterable[tuple[Counted | None, int]]) -> dict[str, int]:
    net = dict(held)
    for counted, sign in moved:
        if counted:
            net[counted.currency] = net.get(counted.currency, 0) + sign * counted.net_minor
    return {currency: net[currency] for currency in sorted(net) if net[currency]}


def ends_of(figures: Figures) -> Ends:
    if figures.first_paid_at is None or figures.last_paid_at is None:
        return Ends()
    zone = figures.zone
    return Ends(Purchase(figures.first_paid_at, zone), Purchase(figures.last_paid_at, zone))


def total(parts: Iterable[Figures]) -> Figures:
    """Of several people who are one."""
    each = list(parts)
    ends = [ends_of(part) for part in each if part.paid_count]
    last = max((end.last for end in ends if end.last), default=None)
    net: dict[str, int] = {}
    for part in each:
        for currency, minor in part.net_minor.items():
            net[currency] = net.get(currency, 0) + minor
    return Figures(
        paid_count=sum(part.paid_count for part in each),
        net_minor={currency: net[currency] for currency in sorted(net) if net[currency]},
        first_paid_at=min((end.first.at for end in ends if end.first), default=None),
        last_paid_at=last.at if last else None,
        zone=last.zone if last else "UTC",
    )


def last_day(figures: Figures) -> date | None:
    """Of the last purchase, where it was made."""
    if figures.last_paid_at is None:
        return None
    return figures.last_paid_at.astimezone(ZoneInfo(figures.zone)).date()


def days_since(figures: Figures, now: datetime) -> int | None:
    """Whole days of the calendar where the last purchase was made; 0 on its day."""
    day = last_day(figures)
    if day is None:
        return None
    return max((now.astimezone(ZoneInfo(figures.zone)).date() - day).days, 0)
