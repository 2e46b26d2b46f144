"""Orders as they are credited, what brought them, and whose they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import Bought
from promenade.kit.values import Document, Value, replace


class Visit(Document, frozen=True):
    """A human's touch of a campaign's message; `variant` tells where it was sent elsewhere."""

    at: datetime
    campaign: str
    variant: str
    step: str
    channel: Channel
    is_open: bool = False


class UsedCoupon(Document, frozen=True):
    template_id: str
    saving_minor: int


class Brought(Document, frozen=True):
    """Coupons on the order that a campaign hands out, and what they took off it."""

    campaign: str
    variant: str
    template_ids: tuple[str, ...]
    saving_minor: int


class Sale(Document, frozen=True):
    """What counts here of an order, as its source last described it. It `is_paid` where it was paid
    and is no test; where it is neither cancelled nor wholly given back either, it `is_bought`. What
    `is_cancelled` brought nothing, whatever was given back of it so far."""

    source: str
    number: str
    version: int
    customer: str | None
    placed_at: datetime
    currency: str
    paid_minor: int = 0
    refunded_minor: int = 0
    is_paid: bool = False
    is_bought: bool = False
    is_cancelled: bool = False
    coupons: tuple[UsedCoupon, ...] = ()

    @property
    def key(self) -> "OrderKey":
        return OrderKey(self.source, self.number)

    @property
    def net_minor(self) -> int:
        return 0 if self.is_cancelled else self.paid_minor - self.refunded_minor


class OrderKey(Value, frozen=True):
    source: str
    number: str


class Causes(Document, frozen=True):
    """Why an order is whose it is: coupons, the one that saved most first, and visits in time."""

    coupons: tuple[Brought, ...] = ()
    visits: tuple[Visit, ...] = ()


class Share(Document, frozen=True):
    """What a campaign's variant has of an order by each model that gives it some, and by how much
    the campaign's coupons made the order cheaper; `order_count` is 0 once it is bought no more."""

    campaign: str
    variant: str
    currency: str
    order_count: int
    net_minor: dict[Model, int]
    saving_minor: int = 0


class Campaign(Value, frozen=True):
    """One that hands out a coupon which is on the order."""

    id: str
    launched_at: datetime
    template_id: str


class Counted(Document, frozen=True):
    """An order and all that was counted of it: `sale` may be newer than the rest, which is of
    `counted_version` and `counted_placed_at`. Of one that is nobody's, whoever placed it was
    erased: its money alone moves."""

    sale: Sale
    is_judged: bool = False
    causes: Causes = Causes()
    shares: tuple[Share, ...] = ()
    bought: Bought = Bought()
    is_nobodys: bool = False
    counted_version: int = 0
    counted_placed_at: datetime | None = None

    @property
    def listed_at(self) -> datetime:
        """Where campaigns have it in their lists, until it is counted anew."""
        return self.counted_placed_at or self.sale.placed_at


def renewed(counted: Counted, sale: Sale) -> Counted:
    """With a version that is not counted yet."""
    return replace(counted, sale=sale, counted_placed_at=counted.listed_at)


def disowned(counted: Counted) -> Counted:
    """Without whom it leads to. What it counted for them stays counted."""
    sale = replace(counted.sale, customer=None)
    return replace(counted, sale=sale, bought=Bought(), is_nobodys=True)


class Line(Document, frozen=True):
    """An order in the list of a campaign that has shares of it, and why it has: its own coupons and
    visits among the `visit_count` that counted."""

    source: str
    number: str
    placed_at: datetime
    currency: str
    paid_minor: int
    refunded_minor: int
    is_bought: bool
    visit_count: int
    causes: Causes
    shares: tuple[Share, ...]
    is_cancelled: bool = False

    @property
    def net_minor(self) -> int:
        return 0 if self.is_cancelled else self.paid_minor - self.refunded_minor

    @property
    def key(self) -> OrderKey:
        return OrderKey(self.source, self.number)


def lines(counted: Counted) -> Mapping[str, Line]:
    """By campaign that has a share."""
    shares: dict[str, list[Share]] = {}
    for each in counted.shares:
        shares.setdefault(each.campaign, []).append(each)
    return {campaign: _line(campaign, own, counted) for campaign, own in shares.items()}


def _line(campaign: str, shares: Sequence[Share], counted: Counted) -> Line:
    sale, causes = counted.sale, counted.causes
    own = Causes(
        tuple(each for each in causes.coupons if each.campaign == campaign),
        tuple(each for each in causes.visits if each.campaign == campaign),
    )
    return Line(
        source=sale.source,
        number=sale.number,
        placed_at=counted.listed_at,
        currency=sale.currency,
        paid_minor=sale.paid_minor,
        refunded_minor=sale.refunded_minor,
        is_bought=sale.is_bought,
        visit_count=len(causes.visits),
        causes=own,
        shares=tuple(shares),
        is_cancelled=sale.is_cancelled,
    )
