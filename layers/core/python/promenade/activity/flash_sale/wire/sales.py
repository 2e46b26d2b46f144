"""Sales on the wire: what staff send and see."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, structs

from promenade.activity.flash_sale.model.capacity import (
    capacity_of,
    cost_usd_cents,
    ready_from,
    ready_until,
)
from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.activity.flash_sale.model.terms import (
    MOST_PEAK_PER_S,
    MOST_PER_USER,
    MOST_UNITS,
    Fairness,
    Terms,
    exposure_minor,
    faults,
)
from promenade.activity.flash_sale.service.managing import Change
from promenade.contracts.coupons import Name, PositiveMinor
from promenade.contracts.reviews import ReviewView, show_review
from promenade.kit.clock import Clock
from promenade.kit.codes import code
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery
from promenade.kit.windows import Moment, When, instant_of, no_moment, read_one
from promenade.kit.zones import known_zone


class SaleBody(Strict, frozen=True):
    """`unit_count` units of a SKU for `price_minor` each, at most `per_user` of them to one
    customer, in [start, end) of `zone`. With a queue, draws say who is let in first. Of
    `peak_per_s` calls a second that are expected at the start, what serves them is ready ten
    minutes before (in production)."""

    name: Name
    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    currency: Currency
    price_minor: PositiveMinor
    unit_count: Annotated[int, Meta(ge=1, le=MOST_UNITS)]
    start: Moment
    end: Moment
    per_user: Annotated[int, Meta(ge=1, le=MOST_PER_USER)] = 1
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"
    fairness: Fairness = Fairness.OPEN
    peak_per_s: Annotated[int, Meta(ge=0, le=MOST_PEAK_PER_S)] = 0


class SaleQuery(PageQuery, frozen=True, kw_only=True):
    status: SaleStatus


class RejectionBody(Strict, frozen=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class ExtensionBody(Strict, frozen=True):
    """A date means until it is over in the sale's zone."""

    end: Moment


class CapacityView(View, frozen=True):
    """What is ready for its buyers in [ready_from, ready_until): environments of who shows it and
    gives tokens (`page_count`), of who takes orders (`claim_count`), of who lets queue
    (`queue_count`, 0 for a sale without a queue), and writes a second. The environments cost
    `cost_usd_cents` by the list price; writes are bought once, for good."""

    page_count: int
    claim_count: int
    queue_count: int
    writes_per_s: int
    ready_from: datetime
    ready_until: datetime
    cost_usd_cents: int


class SaleView(View, frozen=True):
    """`exposure_minor` is what its units would cost beyond its price, once it was submitted;
    `relet_count` how many units were given back and sold again, `held_count` how many orders had
    when it was closed. `commitment` binds the draws of its queue, where it has one; `capacity` is
    null where no peak is expected."""

    id: str
    version: int
    status: SaleStatus
    name: str
    sku: str
    currency: str
    price_minor: int
    unit_count: int
    per_user: int
    start: datetime
    end: datetime
    zone: str
    fairness: Fairness
    commitment: str | None
    peak_per_s: int
    title: str | None
    usual_minor: int | None
    exposure_minor: int | None
    review: ReviewView | None
    created_at: datetime
    scheduled_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    relet_count: int
    held_count: int
    capacity: CapacityView | None


class SalePage(View, frozen=True):
    items: list[SaleView]
    next: str | None


def read_terms(body: SaleBody) -> Terms:
    """Raises Invalid with everything that is wrong with them."""
    zone = known_zone(body.zone)
    start = instant_of(body.start, zone, is_end=False)
    end = instant_of(body.end, zone, is_end=True)
    if start is None or end is None:
        said = {"/start": start, "/end": end}
        raise Invalid(no_moment(pointer) for pointer, at in said.items() if at is None)
    terms = Terms(
        name=body.name,
        sku=code(body.sku),
        currency=body.currency,
        price_minor=body.price_minor,
        unit_count=body.unit_count,
        start=start,
        end=end,
        per_user=body.per_user,
        zone=body.zone,
        fairness=body.fairness,
        peak_per_s=body.peak_per_s,
    )
    found = list(faults(terms))
    if found:
        raise Invalid(found)
    return terms


def read_extension(body: ExtensionBody) -> When:
    """Raises Invalid."""
    return read_one("/end", body.end)


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["sale_id"], call.if_match, call.stamp(clock))


def show_sale(sale: FlashSale) -> SaleView:
    terms, goods = sale.terms, sale.goods
    shown = {name: getattr(terms, name) for name in Terms.__struct_fields__ if name != "end"}
    return SaleView(
        **shown,
        id=sale.id,
        version=sale.version,
        status=sale.status,
        end=sale.end,
        commitment=sale.commitment or None,
        title=goods.title if goods else None,
        usual_minor=goods.usual_minor if goods else None,
        exposure_minor=exposure_minor(terms, goods) if goods else None,
        review=None if sale.review is None else show_review(sale.review),
        created_at=sale.created_at,
        scheduled_at=sale.scheduled_at,
        paused_at=sale.paused_at,
        closed_at=sale.closed_at,
        relet_count=sum(sale.relet_counts),
        held_count=sale.held_count,
        capacity=_show_capacity(sale),
    )


def _show_capacity(sale: FlashSale) -> CapacityView | None:
    terms = sale.terms
    if not terms.peak_per_s:
        return None
    return CapacityView(
        **structs.asdict(capacity_of(terms)),
        ready_from=ready_from(terms),
        ready_until=ready_until(terms, sale.end),
        cost_usd_cents=cost_usd_cents(terms, sale.end),
    )


def show_page(page: Page[FlashSale], cursor: str | None) -> SalePage:
    return SalePage(items=list(map(show_sale, page.items)), next=cursor)
