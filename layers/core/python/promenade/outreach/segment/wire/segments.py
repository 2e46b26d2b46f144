"""Segments on the wire: what staff send and see."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta

from promenade.contracts.coupons import Name
from promenade.contracts.segments import SegmentState
from promenade.contracts.shops import Zone
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.ids import Id
from promenade.kit.paging import Page, PageQuery
from promenade.kit.zones import is_zone
from promenade.outreach.segment.model.definition import Condition
from promenade.outreach.segment.model.segment import Keeping, Segment, Status, Terms
from promenade.outreach.segment.service.estimating import Asked
from promenade.outreach.segment.service.managing import Change

MOST_COMPARED = 5


class SegmentBody(Strict, frozen=True):
    """`definition` is a tree of conditions over one person. Days are those of `zone`, the shop's
    unless another is sent. A `static` segment keeps who was in it when it was computed; a dynamic
    one that `is_followed` tells who comes and goes, once all people have been judged for the first
    time: who is in it by then was there before, and does not come into it. Triggered campaigns and
    journeys that name it go by what it says now, under the approval that they have; those that are
    launched ask for another one."""

    name: Name
    definition: Condition
    zone: Zone | None = None
    keeping: Keeping = "dynamic"
    is_followed: bool = False


class EstimateBody(Strict, frozen=True):
    definition: Condition
    zone: Zone | None = None


class OverlapBody(Strict, frozen=True):
    segments: Annotated[tuple[Id, ...], Meta(min_length=2, max_length=MOST_COMPARED)]


class SegmentQuery(PageQuery, frozen=True, kw_only=True):
    status: Status = "open"


class SegmentView(View, frozen=True):
    """`size` people were in it at `computed_at`, `before_size` the time before. It is `ready` where
    it was computed by its present terms, `stale` where by others, `draft` where never. One that
    `is_followed` is `followed` instead of these two: who is in it is known as people change, also
    where nobody has computed its size; it is `computing` until all people are judged for the first
    time by its terms. `run_id` is the run that goes on, `last_run_id` the one that ended last."""

    id: str
    version: int
    status: Status
    state: SegmentState
    name: str
    definition: Condition
    zone: str
    keeping: Keeping
    is_followed: bool
    size: int | None
    before_size: int | None
    computed_at: datetime | None
    run_id: str | None
    last_run_id: str | None


class SegmentPage(View, frozen=True):
    items: list[SegmentView]
    next: str | None


def read_terms(body: SegmentBody, shop_zone: str) -> Terms:
    """Raises Invalid."""
    found = _zone_faults(body.zone)
    if body.is_followed and body.keeping == "static":
        detail = "Nobody comes into a static segment or leaves it: make it dynamic to follow it."
        found.append(Fault("/is_followed", "static_segment", detail))
    if found:
        raise Invalid(found)
    zone = body.zone or shop_zone
    return Terms(body.name, body.definition, zone, body.keeping, body.is_followed)


def read_asked(body: EstimateBody, shop_zone: str) -> Asked:
    """Raises Invalid."""
    if found := _zone_faults(body.zone):
        raise Invalid(found)
    return Asked(body.definition, body.zone or shop_zone)


def _zone_faults(zone: str | None) -> list[Fault]:
    if zone is None or is_zone(zone):
        return []
    return [Fault("/zone", "unknown_zone", "Send an IANA zone, such as Asia/Shanghai.")]


def read_compared(body: OverlapBody) -> tuple[str, ...]:
    """Raises Invalid."""
    if len(set(body.segments)) < len(body.segments):
        raise Invalid([Fault("/segments", "repeated", "Name each segment once.")])
    return body.segments


def read_change(call: Call[Any, None], clock: Clock) -> Change:
    return Change(call.path["segment_id"], call.if_match, call.stamp(clock))


def show_segment(segment: Segment) -> SegmentView:
    terms = segment.terms
    return SegmentView(
        id=segment.id,
        version=segment.version,
        status=segment.status,
        state=segment.state,
        name=terms.name,
        definition=terms.definition,
        zone=terms.zone,
        keeping=terms.keeping,
        is_followed=terms.is_followed,
        size=segment.size,
        before_size=segment.before_size,
        computed_at=segment.computed_at,
        run_id=segment.run_id,
        last_run_id=segment.snapshot_id,
    )


def show_page(page: Page[Segment], cursor: str | None) -> SegmentPage:
    return SegmentPage(items=[show_segment(each) for each in page.items], next=cursor)
