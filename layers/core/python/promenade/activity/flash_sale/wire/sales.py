"""Sales on the wire: what staff send."""

from typing import Annotated, Any

from msgspec import Meta

from promenade.activity.flash_sale.model.sale import SaleStatus
from promenade.activity.flash_sale.model.terms import (
    MOST_PEAK_PER_S,
    MOST_PER_USER,
    MOST_UNITS,
    Fairness,
    Terms,
    faults,
)
from promenade.activity.flash_sale.service.managing import Change
from promenade.contracts.coupons import Name, PositiveMinor
from promenade.contracts.shops import Zone
from promenade.kit.clock import Clock
from promenade.kit.codes import code
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict
from promenade.kit.errors import Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import PageQuery
from promenade.kit.windows import Moment, When, instant_of, no_moment, read_one
from promenade.kit.zones import known_zone


class SaleBody(Strict, frozen=True):
    """`unit_count` units of a SKU for `price_minor` each, at most `per_user` of them to one
    customer, in [start, end) of `zone`. Who cancels before paying has those units no more, and
    others can buy them; an order that was paid counts for its customer to the end, even if it is
    cancelled and refunded. With a queue, draws say who is let in first. Of `peak_per_s` calls a
    second that are expected at the start, what serves them is ready ten minutes before (in
    production)."""

    name: Name
    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    currency: Currency
    price_minor: PositiveMinor
    unit_count: Annotated[int, Meta(ge=1, le=MOST_UNITS)]
    start: Moment
    end: Moment
    per_user: Annotated[int, Meta(ge=1, le=MOST_PER_USER)] = 1
    zone: Zone | None = None
    fairness: Fairness = Fairness.OPEN
    peak_per_s: Annotated[int, Meta(ge=0, le=MOST_PEAK_PER_S)] = 0


class SaleQuery(PageQuery, frozen=True, kw_only=True):
    status: SaleStatus


class RejectionBody(Strict, frozen=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class ExtensionBody(Strict, frozen=True):
    """A date means until it is over in the sale's zone."""

    end: Moment


def read_terms(body: SaleBody, shop_zone: str) -> Terms:
    """Raises Invalid with everything that is wrong with them."""
    zone = body.zone or shop_zone
    start = instant_of(body.start, known_zone(zone), is_end=False)
    end = instant_of(body.end, known_zone(zone), is_end=True)
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
        zone=zone,
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
