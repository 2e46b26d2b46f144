"""Adjustments of many prices on the wire."""

from collections import Counter
from datetime import datetime
from typing import Annotated, Protocol

from msgspec import Meta

from promenade.base.price.model.adjustment import AddAmount, AddPercent, Ending, Move
from promenade.base.price.model.change import Need
from promenade.base.price.model.tally import Result, Row
from promenade.base.price.model.terms import Terms
from promenade.base.price.service.adjusting import Adjustment
from promenade.base.price.service.settling import Settled
from promenade.base.price.wire.fields import Id, Name, Reason, Zones, zone_for
from promenade.contracts.catalogue import CatalogueReader
from promenade.kit.codes import code
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.imports import FaultView
from promenade.kit.paging import Cursors
from promenade.kit.values import Value
from promenade.kit.windows import Moment, read_all, start_from

MAX_SKUS = 100
_PRODUCTS = 5
"""At a time: of 40 SKUs each at most."""


class SkuSelection(Strict, frozen=True, tag="skus", tag_field="kind"):
    """These SKUs."""

    skus: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_SKUS)]


class CategorySelection(Strict, frozen=True, tag="category", tag_field="kind"):
    """Those of a category and of all below it, some products at a time: `cursor` is the `next` of
    the answer before."""

    category: Name
    cursor: Annotated[str, Meta(max_length=1_024)] | None = None


class Chosen(Value, frozen=True):
    skus: tuple[str, ...]
    next: str | None


class AdjustmentBody(Strict, frozen=True):
    """Moves the sale price, with `moves_list` the list price too, of SKUs in a book from `start`
    (at once unless given; a date is of the book's time zone, and today's starts at once). A SKU
    that has no price in the book starts from the catalogue's. `ending` 00, 90 or 99 is what the new
    price has behind the point."""

    book_id: Id
    currency: Currency
    selection: SkuSelection | CategorySelection
    by: AddAmount | AddPercent
    reason: Reason
    ending: Ending | None = None
    moves_list: bool = False
    start: Moment | None = None


class RowView(View, frozen=True):
    """The margin is that of `after`; null where nobody said what the SKU costs."""

    sku: str
    result: Result
    before: Terms | None
    after: Terms | None
    margin_minor: int | None
    margin_bp: int | None
    change_id: str | None
    needs: tuple[Need, ...]
    errors: list[FaultView]


class AdjustmentView(View, frozen=True):
    """`next` goes on with the category where there is more of it. Σ of the counts is that of the
    rows."""

    id: str
    start: datetime
    scheduled_count: int
    pending_approval_count: int
    unchanged_count: int
    rejected_count: int
    rows: list[RowView]
    next: str | None


class Manner(Protocol):
    """What bodies say of a move beside by how much."""

    @property
    def currency(self) -> str: ...
    @property
    def ending(self) -> Ending | None: ...
    @property
    def moves_list(self) -> bool: ...


def read_adjustment(id_: str, body: AdjustmentBody, now: datetime, zones: Zones) -> Adjustment:
    """Raises Invalid, also for an ending that the currency does not have."""
    start = starts_at(body.start, body.book_id, now, zones)
    return Adjustment(id_, body.book_id, move_of(body.by, body), start, body.reason)


def starts_at(said: str | None, book_id: str, now: datetime, zones: Zones) -> datetime:
    """Now unless it is said. Raises Invalid."""
    (begins,) = read_all({"/start": said})
    zone = zone_for(begins, book_id=book_id, zones=zones)
    return start_from(begins, zone, now) if begins else now


def move_of(by: AddAmount | AddPercent, manner: Manner) -> Move:
    """Raises Invalid."""
    move = Move(by, manner.ending, manner.moves_list, manner.currency)
    if not move.has_ending:
        detail = "Prices in {currency} have nothing behind the point."
        fault = Fault("/ending", "no_decimals", detail, facts={"currency": manner.currency})
        raise Invalid([fault])
    return move


def select(
    selection: SkuSelection | CategorySelection, catalogue: CatalogueReader, pages: Cursors
) -> Chosen:
    """Each once, in the one form in which they are stored. Raises Invalid."""
    if isinstance(selection, SkuSelection):
        return Chosen(tuple(dict.fromkeys(map(code, selection.skus))), None)
    scope = f"prices below {selection.category}"
    after = pages.open(selection.cursor, scope)
    try:
        page = catalogue.skus_below(selection.category, _PRODUCTS, after)
    except NotFound:
        facts = {"category": selection.category}
        detail = "There is no category “{category}”."
        unknown = Fault("/selection/category", "unknown_category", detail, facts=facts)
        raise Invalid([unknown]) from None
    return Chosen(page.items, pages.seal(page.next, scope))


def show_adjustment(id_: str, settled: Settled, language: str) -> AdjustmentView:
    counts = Counter(each.result for each in settled.rows)
    return AdjustmentView(
        id=id_,
        start=settled.start,
        scheduled_count=counts["scheduled"],
        pending_approval_count=counts["pending_approval"],
        unchanged_count=counts["unchanged"],
        rejected_count=counts["rejected"],
        rows=[_row(each, language) for each in settled.rows],
        next=settled.next,
    )


def _row(row: Row, language: str) -> RowView:
    return RowView(
        sku=row.sku,
        result=row.result,
        before=row.before,
        after=row.after,
        margin_minor=row.after.margin_minor if row.after else None,
        margin_bp=row.after.margin_bp if row.after else None,
        change_id=row.change_id,
        needs=row.needs,
        errors=[_fault(each, language) for each in row.faults],
    )


def _fault(fault: Fault, language: str) -> FaultView:
    return FaultView(pointer=fault.pointer, code=fault.code, detail=fault.said(language))
