"""Entries of a SKU, and the history of its changes, on the wire."""

from datetime import datetime

from promenade.base.price.model.change import State
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.terms import Terms
from promenade.base.price.service.ports import HistoryLine
from promenade.base.price.wire.baselines import ProofView, show_proof
from promenade.kit.decoding import View, show
from promenade.kit.paging import Page


class EntryView(View, frozen=True):
    """`id` is that of the change that made it; `was_minor` the price that may be shown struck
    through, null where nothing proves one."""

    id: str
    book_id: str
    start: datetime
    end: datetime | None
    terms: Terms
    was_minor: int | None


class PricesView(View, frozen=True):
    """All entries of a SKU that hold, are to come, or held lately, each no longer than its book."""

    sku: str
    entries: list[EntryView]
    version: int


class LineView(View, frozen=True):
    """The entries' `version` after a change came into the state that is told here."""

    version: int
    at: datetime
    by: str
    change_id: str
    state: State
    book_id: str
    currency: str
    terms: Terms
    proof: ProofView | None
    start: datetime
    end: datetime | None
    reason: str
    decided_by: str | None


class HistoryPage(View, frozen=True):
    items: list[LineView]
    next: str | None


def show_prices(held: SkuPrices) -> PricesView:
    entries = [show(each, EntryView) for each in held.entries]
    return PricesView(sku=held.sku, entries=entries, version=held.version)


def show_history(page: Page[HistoryLine], cursor: str | None) -> HistoryPage:
    return HistoryPage(items=[_line(each) for each in page.items], next=cursor)


def _line(line: HistoryLine) -> LineView:
    change = line.change
    return LineView(
        version=line.version,
        at=line.at,
        by=line.by,
        change_id=change.id,
        state=change.state,
        book_id=change.book_id,
        currency=change.currency,
        terms=change.terms,
        proof=show_proof(change.proof),
        start=change.start,
        end=change.end,
        reason=change.reason,
        decided_by=change.decided_by,
    )
