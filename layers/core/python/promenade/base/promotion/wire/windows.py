"""Windows on the wire: a start and an end may be a date, which means that whole day (N11)."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from promenade.base.promotion.model.bounds import Times
from promenade.base.promotion.model.promotion import Slot
from promenade.contracts.shops import Zone
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault
from promenade.kit.windows import Moment, instant_of, no_moment
from promenade.kit.zones import known_zone


class WindowBody(Strict, frozen=True):
    """Half-open [start, end); daily and weekly slots, if any, by the clock of the IANA
    `zone`."""

    start: Moment | None = None
    end: Moment | None = None
    slots: Annotated[tuple[Slot, ...], Meta(max_length=50)] = ()
    zone: Zone | None = None


class PlainCodeBody(Strict, frozen=True):
    """A code the cart must present, with a validity of its own; dates are of the window's zone."""

    text: Annotated[str, Meta(min_length=1, max_length=64)]
    start: Moment | None = None
    end: Moment | None = None


class CouponCodeBody(PlainCodeBody, frozen=True):
    """A code with limits of its own."""

    total: Times | None = None
    per_buyer: Times | None = None


def in_instants(promotion: Mapping[str, Any], shop_zone: str) -> tuple[dict[str, Any], list[Fault]]:
    """A promotion's document with its zone, and with every start and end an instant; None for each
    that is at fault."""
    found: list[Fault] = []
    named = promotion["window"]["zone"] or shop_zone
    zone, document = known_zone(named), dict(promotion)
    document["window"] = promotion["window"] | {"zone": named}
    for name in ("window", "code"):
        if document[name] is not None:
            span = document[name] = dict(document[name])
            for edge in ("start", "end"):
                if span[edge] is not None:
                    span[edge] = instant_of(span[edge], zone, is_end=edge == "end")
                    found += [] if span[edge] else [no_moment(f"/{name}/{edge}")]
    return document, found
