"""Orders that a campaign is credited with, and why."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from promenade.contracts.channels import Channel
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import is_sent_elsewhere, variant_name
from promenade.customer.tracking.model.sales import Line, Visit
from promenade.kit.decoding import View, show
from promenade.kit.masks import masked


class CouponCauseView(View, frozen=True):
    """Coupons of the campaign on the order."""

    template_ids: list[str]
    saving_minor: int


class VisitView(View, frozen=True):
    """`is_sent_elsewhere`: the shop sent the message by means of its own."""

    at: datetime
    variant: str
    step: str
    channel: Channel
    is_open: bool
    is_sent_elsewhere: bool


class ShareView(View, frozen=True):
    """What came by a message that `is_sent_elsewhere` is credited apart from the campaign's own."""

    model: Model
    variant: str
    net_minor: int
    is_sent_elsewhere: bool


class CreditedOrderView(View, frozen=True):
    """`net_minor` is what was paid less what was given back, and nothing of an order that
    `is_cancelled`, given back or not; `shares` are the campaign's of it, by model. By the model
    `coupon_first` it has them for what `why` says; `visits` are its touches among the `visit_count`
    that counted for the order."""

    source: str
    number: str
    placed_at: datetime
    currency: str
    paid_minor: int
    refunded_minor: int
    net_minor: int
    is_bought: bool
    is_cancelled: bool
    why: Literal["coupon", "touch"]
    coupons: list[CouponCauseView]
    visits: list[VisitView]
    visit_count: int
    shares: list[ShareView]


class CreditedOrderPage(View, frozen=True):
    items: list[CreditedOrderView]
    next: str | None


def show_lines(lines: Iterable[Line], cursor: str | None, *, whole: bool) -> CreditedOrderPage:
    """Who may not see it `whole` sees no number that looks like a person's."""
    return CreditedOrderPage(items=[_line(each, whole=whole) for each in lines], next=cursor)


def _line(line: Line, *, whole: bool) -> CreditedOrderView:
    coupons, visits = line.causes.coupons, line.causes.visits
    return CreditedOrderView(
        source=line.source,
        number=line.number if whole else masked(line.number),
        placed_at=line.placed_at,
        currency=line.currency,
        paid_minor=line.paid_minor,
        refunded_minor=line.refunded_minor,
        net_minor=line.net_minor,
        is_bought=line.is_bought,
        is_cancelled=line.is_cancelled,
        why="coupon" if coupons else "touch",
        coupons=[show(each, CouponCauseView) for each in coupons],
        visits=[*map(_visit, visits)],
        visit_count=line.visit_count,
        shares=[*_shares(line)],
    )


def _visit(visit: Visit) -> VisitView:
    return VisitView(
        at=visit.at,
        variant=variant_name(visit.variant),
        step=visit.step,
        channel=visit.channel,
        is_open=visit.is_open,
        is_sent_elsewhere=is_sent_elsewhere(visit.variant),
    )


def _shares(line: Line) -> Iterator[ShareView]:
    for share in line.shares:
        variant, elsewhere = variant_name(share.variant), is_sent_elsewhere(share.variant)
        for model, minor in share.net_minor.items():
            yield ShareView(
                model=model, variant=variant, net_minor=minor, is_sent_elsewhere=elsewhere
            )
