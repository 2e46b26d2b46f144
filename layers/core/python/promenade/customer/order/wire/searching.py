"""Orders that are looked for, on the wire."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from promenade.contracts.customers import CustomerId
from promenade.contracts.orders import OrderDocument, State
from promenade.contracts.references import Reference, SourceName
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.searching import Wanted
from promenade.customer.order.model.shop_order import ShopOrder, Stage
from promenade.customer.order.wire.shop_orders import buyer_of
from promenade.kit.decoding import View
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.http.routes import Call
from promenade.kit.masks import masked
from promenade.kit.paging import Page, PageQuery

MOST_DAYS = 92

Q = TypeVar("Q", bound="SearchQuery")

_NO_PLACE = "Give a number, a tracking number, a customer, a stage, or a first and a last day."
_FOREIGN = "Of orders of another source, give the number, or a first and a last day."
_DAYS = "Give at most {most} days, the first one first."


class SearchQuery(PageQuery, frozen=True, kw_only=True):
    """Tracking numbers and SKUs match however they are typed, numbers too, with or without the #
    they start with; those of another source that mix capitals and small letters are typed as they
    are. A client looks for orders of its own source or, where `source` is this shop's, for those
    that it placed here.

    Filters hold together. Send a number, a tracking number, a customer, a stage or two days;
    of another `source` than this shop, a number or two days. Days are whole ones where the `store`
    is, 92 at most. A page may have fewer orders than its limit, or none, and a `next`."""

    number: Reference | None = None
    tracking: Reference | None = None
    customer: CustomerId | None = None
    stage: Stage | None = None
    sku: Reference | None = None
    source: SourceName | None = None
    store: Reference | None = None
    first_day: date | None = None
    last_day: date | None = None


class FoundOrderView(View, frozen=True):
    """`stage` is that of an order placed here."""

    source: str
    number: str
    state: State
    stage: Stage | None
    placed_at: datetime
    currency: str
    payable_minor: int
    paid_minor: int
    refunded_minor: int
    line_count: int


class FoundOrderPage(View, frozen=True):
    items: list[FoundOrderView]
    next: str | None


def read_search(call: Call[None, Q], shop: Shop) -> Wanted:
    """Raises Invalid or NotFound."""
    query, own = call.query, call.caller.client
    source = query.source or own or shop.source
    if own and source not in (own, shop.source):
        raise NotFound("There is no such source.")
    if found := [*_nowhere(query, is_ours=source == shop.source), *_too_long(query)]:
        raise Invalid(found)
    return Wanted(
        source=source,
        home=shop.store,
        store=query.store,
        number=query.number,
        tracking=query.tracking,
        customer=query.customer,
        buyer=buyer_of(call.digests, query.customer, None) if query.customer else None,
        stage=query.stage,
        sku=query.sku,
        first_day=query.first_day,
        last_day=query.last_day,
        placed_by=call.caller.name if own and own != source else None,
    )


def _nowhere(query: SearchQuery, *, is_ours: bool) -> Iterator[Fault]:
    if query.number or (query.first_day and query.last_day):
        return
    if not is_ours:
        yield Fault("/number", "one_of", _FOREIGN, "query")
    elif not (query.tracking or query.customer or query.stage):
        yield Fault("/number", "one_of", _NO_PLACE, "query")


def _too_long(query: SearchQuery) -> Iterator[Fault]:
    first, last = query.first_day, query.last_day
    if first and last and not 0 <= (last - first).days < MOST_DAYS:
        yield Fault("/last_day", "out_of_range", _DAYS, "query", {"most": MOST_DAYS})


def show_found(
    page: Page[OrderDocument], cursor: str | None, *, seen_whole: bool
) -> FoundOrderPage:
    return FoundOrderPage(items=[_shown(each, seen_whole) for each in page.items], next=cursor)


def _shown(order: OrderDocument, seen_whole: bool) -> FoundOrderView:
    return FoundOrderView(
        source=order.source,
        number=order.number if seen_whole else masked(order.number),
        state=order.state,
        stage=order.stage if isinstance(order, ShopOrder) else None,
        placed_at=order.placed_at,
        currency=order.currency,
        payable_minor=order.payable_minor,
        paid_minor=order.paid_minor,
        refunded_minor=order.refunded_minor,
        line_count=len(order.lines),
    )
