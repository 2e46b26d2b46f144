"""Changes of prices on the wire."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.price.model.change import Need, PriceChange, Status
from promenade.base.price.model.entry import phase
from promenade.base.price.model.terms import Terms
from promenade.base.price.service.changing import Outcome, Proposal, Step, list_all, list_by_status
from promenade.base.price.service.ports import PriceStore
from promenade.base.price.wire.baselines import ProofView, show_proof
from promenade.base.price.wire.fields import Id, Reason, Zones, zone_for
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.sku_places import missing
from promenade.kit.clock import Clock
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery, Position
from promenade.kit.stamp import Stamp
from promenade.kit.windows import Moment, end_of, read_all, start_from


class ChangeBody(Strict, frozen=True):
    """A price in a book from `start` (at once unless given) until `end`; dates are of the book's
    time zone, and today's starts at once. `supersede` takes the rest of the entry that holds at its
    start. A `draft` waits to be submitted."""

    book_id: Id
    currency: Currency
    terms: Terms
    reason: Reason
    start: Moment | None = None
    end: Moment | None = None
    supersede: bool = False
    draft: bool = False


class ChangeQuery(PageQuery, frozen=True):
    """With `status`, those that have it now; all of them without. What is `scheduled`, `active` or
    `superseded` is told by the clock, so that a page of these may hold fewer than `limit` and have
    a `next`. For who sees some stores or categories alone, at most ten times `limit` changes are
    looked at for a page."""

    limit: Annotated[int, Meta(ge=1, le=50)] = 20
    status: Status | None = None


class ChangeView(View, frozen=True):
    """`before` is what the terms were compared with when a second person had to be asked for
    (`needs`), `proof` what proves the price that is shown struck through, null where none is. The
    margin is null where nobody said what the SKU costs."""

    id: str
    sku: str
    book_id: str
    currency: str
    status: Status
    terms: Terms
    before: Terms | None
    proof: ProofView | None
    margin_minor: int | None
    margin_bp: int | None
    start: datetime
    end: datetime | None
    supersede: bool
    reason: str
    source: str
    needs: tuple[Need, ...]
    created_at: datetime
    created_by: str
    decided_at: datetime | None
    decided_by: str | None
    version: int


class ChangePage(View, frozen=True):
    items: list[ChangeView]
    next: str | None


def known(sku: str, catalogue: CatalogueReader) -> Mapping[str, SkuFacts]:
    """The SKU, as the catalogue has it. Raises NotFound."""
    found = catalogue.facts([sku])
    if not found:
        raise missing(sku)
    return found


def read_change(call: Call[ChangeBody, None], stamp: Stamp, zones: Zones) -> Proposal:
    """Raises Invalid."""
    body = call.body
    start, end = read_all({"/start": body.start, "/end": body.end})
    zone = zone_for(start, end, book_id=body.book_id, zones=zones)
    change = PriceChange(
        id=call.new_id("price_change"),
        sku=call.path["sku"],
        book_id=body.book_id,
        currency=body.currency,
        terms=body.terms,
        start=start_from(start, zone, stamp.at) if start else stamp.at,
        end=end_of(end, zone) if end else None,
        supersede=body.supersede,
        reason=body.reason,
        created_at=stamp.at,
        created_by=stamp.actor,
        request=stamp.fingerprint,
        version=1,
    )
    return Proposal(change, body.draft)


def read_step(call: Call[None, None], clock: Clock) -> Step:
    path = call.path
    return Step(path["sku"], path["change_id"], call.if_match, call.stamp(clock))


def show_change(outcome: Outcome, now: datetime) -> ChangeView:
    change, held = outcome
    return ChangeView(
        id=change.id,
        sku=change.sku,
        book_id=change.book_id,
        currency=change.currency,
        status=change.status(phase(held, change.id, now)),
        terms=change.terms,
        before=change.before,
        proof=show_proof(change.proof),
        margin_minor=change.terms.margin_minor,
        margin_bp=change.terms.margin_bp,
        start=change.start,
        end=change.end,
        supersede=change.supersede,
        reason=change.reason,
        source=change.source,
        needs=change.needs,
        created_at=change.created_at,
        created_by=change.created_by,
        decided_at=change.decided_at,
        decided_by=change.decided_by,
        version=change.version,
    )


def show_made(outcome: Outcome) -> ChangeView:
    """As it was when it was proposed."""
    return show_change(outcome, outcome[0].created_at)


def read_changes(
    query: ChangeQuery, now: datetime, store: PriceStore
) -> Callable[[int, Position | None], Page[Outcome]]:
    """What reads a page of those that are asked for."""
    if query.status is None:
        return lambda limit, after: list_all(limit, after, store)
    status = query.status
    return lambda limit, after: list_by_status(status, now, limit, after, store)


def show_changes(page: Page[Outcome], now: datetime, cursor: str | None) -> ChangePage:
    return ChangePage(items=[show_change(each, now) for each in page.items], next=cursor)
