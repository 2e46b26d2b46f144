"""What is sent of what people do, and asked."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.activity.behaviour.model.events import MOST_EVENTS
from promenade.contracts.behaviour import MOST_DAYS, Act
from promenade.contracts.customers import CustomerId
from promenade.contracts.references import Reference
from promenade.kit.codes import NO_SLUG, SLUG
from promenade.kit.decoding import Strict
from promenade.kit.paging import PageQuery

_NO_NAME = "Send 1 to 40 small letters, digits or underlines."

PropName = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}(?!\n)$", extra={"says": _NO_NAME})]
PropText = Annotated[str, Meta(max_length=256)]
PropCount = Annotated[int, Meta(ge=-(10**15), le=10**15)]


Props = Annotated[dict[PropName, bool | PropCount | PropText], Meta(max_length=20)]


class EventBody(Strict, frozen=True, kw_only=True):
    """What somebody did: `customer`, or a visitor by an `anonymous_id` that the storefront made.
    The `id` is the event's own for ever: what comes again under it counts once. A `user_agent` of
    a program is flagged, and does not count. With the number of an `order` that a customer placed
    or paid, it counts once for that; orders that we have count of themselves, without an event."""

    id: Reference
    act: Act
    event_time: Annotated[datetime, Meta(tz=True)]
    customer: CustomerId | None = None
    anonymous_id: CustomerId | None = None
    sku: Annotated[str, Meta(min_length=1, max_length=80)] | None = None
    category: Annotated[str, Meta(max_length=64, pattern=SLUG, extra={"says": NO_SLUG})] | None = (
        None
    )
    order: Reference | None = None
    session: Reference | None = None
    channel: Reference | None = None
    user_agent: Annotated[str, Meta(max_length=512)] | None = None
    props: Props = msgspec.field(default_factory=dict)


class EventsBody(Strict, frozen=True):
    events: Annotated[list[EventBody], Meta(min_length=1, max_length=MOST_EVENTS)]


class IdentityBody(Strict, frozen=True, kw_only=True):
    """`customer` is who has signed in; shoppers are themselves."""

    anonymous_id: CustomerId
    customer: CustomerId | None = None


class TrackingBody(Strict, frozen=True, kw_only=True):
    is_allowed: bool
    customer: CustomerId | None = None


class PersonQuery(Strict, frozen=True, kw_only=True):
    """Shoppers are themselves."""

    customer: CustomerId | None = None


class CustomerQuery(Strict, frozen=True, kw_only=True):
    customer: CustomerId


class HistoryQuery(PageQuery, frozen=True, kw_only=True):
    customer: CustomerId


class TalliesQuery(Strict, frozen=True, kw_only=True):
    """The last `days` of the zone, today among them."""

    customer: CustomerId
    days: Annotated[int, Meta(ge=1, le=MOST_DAYS)] = 30
    zone: Annotated[str, Meta(max_length=64)] = "UTC"
