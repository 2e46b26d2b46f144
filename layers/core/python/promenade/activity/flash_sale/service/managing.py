"""What staff do with sales."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.draws import commitment_of
from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.activity.flash_sale.model.terms import (
    Fairness,
    Goods,
    Terms,
    exposure_minor,
    misfits,
    obstacles,
)
from promenade.activity.flash_sale.service.ports import Offers, SaleStore, nothing_else
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.contracts.catalogue import CatalogueReader, SkuFacts
from promenade.contracts.flash_sales import (
    FlashSaleApproved,
    FlashSaleEdited,
    FlashSaleEnded,
    FlashSaleExtended,
    FlashSaleFact,
    FlashSalePaused,
    FlashSaleRejected,
    FlashSaleResumed,
    FlashSaleScheduled,
    FlashSaleSubmitted,
)
from promenade.contracts.reviews import Approving, NotReady, Review
from promenade.contracts.stock import StockPools
from promenade.kit.errors import Fault, NotFound, Stale
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value
from promenade.kit.windows import When, end_of

Look = Callable[[Terms, SkuFacts | None], Iterable[Fault]]

ORDERS_PER_S = 200
"""Orders follow claims through a queue at about that rate: so the pool of stock is spread."""


class Setting(Value, frozen=True):
    """What a sale is scheduled with."""

    catalogue: CatalogueReader
    pools: StockPools
    tickets: Tickets


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    sale_id: str
    expected_version: int
    stamp: Stamp


def draft(id_: str, terms: Terms, stamp: Stamp, store: SaleStore) -> FlashSale:
    """Raises Conflict."""
    drafted = FlashSale(id_, terms, stamp.at, stamp.fingerprint, authors=(stamp.actor,))
    return store.add(drafted, stamp)


def edit(change: Change, terms: Terms, store: SaleStore) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids."""
    author = change.stamp.actor
    return _make(change, store, lambda found: life.edit(found, terms, author), FlashSaleEdited)


def submit(
    change: Change, policy: Approving, catalogue: CatalogueReader, store: SaleStore
) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids, NotReady."""

    def turn(found: FlashSale) -> FlashSale:
        life.require(found, {SaleStatus.DRAFT}, "submit")
        facts = _fit(found.terms, catalogue, partial(obstacles, now=change.stamp.at))
        goods = Goods(facts.title, facts.category, facts.sale_price_minor)
        exposure = exposure_minor(found.terms, goods)
        required = policy.required(exposure, found.terms.currency)
        review = Review(change.stamp.actor, change.stamp.at, required, exposure)
        return life.submit(found, goods, review)

    return _make(change, store, turn, FlashSaleSubmitted)


def approve(change: Change, store: SaleStore) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids, SelfApproval, ApprovedBefore."""
    return _make(change, store, lambda found: life.approve(found, change.stamp), FlashSaleApproved)


def reject(change: Change, reason: str, store: SaleStore) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(
        change, store, lambda found: life.reject(found, reason, change.stamp), FlashSaleRejected
    )


def schedule(change: Change, setting: Setting, store: SaleStore) -> FlashSale:
    """With its units out of the stock, in one write. Raises NotFound, Stale, StatusForbids,
    NotReady, OutOfStock."""

    def turn(found: FlashSale) -> FlashSale:
        after = life.schedule(found, _commitment(found, setting.tickets), change.stamp.at)
        _fit(found.terms, setting.catalogue, partial(obstacles, now=change.stamp.at))
        return after

    def carve() -> Sequence[Part]:
        sale = get(change.sale_id, store)
        return setting.pools.carve(sale.place, sale.terms.unit_count, ORDERS_PER_S, change.stamp)

    return _make(change, store, turn, FlashSaleScheduled, carve)


def delete(sale_id: str, expected_version: int, store: SaleStore) -> None:
    """One that is not scheduled. Raises NotFound, Stale, StatusForbids."""
    sale = get(sale_id, store)
    if sale.version != expected_version:
        raise Stale("It has been changed since.", version=sale.version)
    life.require(sale, life.UNSCHEDULED, "delete")
    store.drop(sale)


def pause(sale_id: str, stamp: Stamp, store: SaleStore) -> FlashSale:
    """Within a second. Raises NotFound, StatusForbids, SaleOver."""
    return _make_at_once(sale_id, stamp, store, life.pause, FlashSalePaused)


def resume(change: Change, catalogue: CatalogueReader, store: SaleStore) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids, SaleOver, NotReady."""

    def turn(found: FlashSale) -> FlashSale:
        after = life.resume(found, change.stamp.at)
        _fit(found.terms, catalogue, partial(misfits, now=change.stamp.at))
        return after

    return _make(change, store, turn, FlashSaleResumed)


def extend(change: Change, end: When, store: SaleStore) -> FlashSale:
    """Raises NotFound, Stale, StatusForbids, SaleOver, EndNotLater, EndTooLate."""

    def turn(found: FlashSale) -> FlashSale:
        return life.extend(found, end_of(end, found.terms.zone), change.stamp.at)

    return _make(change, store, turn, FlashSaleExtended)


def end(sale_id: str, stamp: Stamp, store: SaleStore) -> FlashSale:
    """Raises NotFound, StatusForbids, SaleOver."""
    return _make_at_once(sale_id, stamp, store, life.end, FlashSaleEnded)


def get(sale_id: str, store: SaleStore) -> FlashSale:
    """Raises NotFound."""
    return _find(sale_id, store).value


def list_by_status(
    status: SaleStatus, limit: int, after: Position | None, store: SaleStore
) -> Page[FlashSale]:
    return store.list_by_status(status, limit, after)


def _make(
    change: Change,
    store: SaleStore,
    turn: Callable[[FlashSale], FlashSale],
    fact: type[FlashSaleFact],
    offers: Offers = nothing_else,
) -> FlashSale:
    stored = _find(change.sale_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    return store.save(turn(stored.value), fact, change.stamp, offers)


def _make_at_once(
    sale_id: str,
    stamp: Stamp,
    store: SaleStore,
    turn: Callable[[FlashSale, datetime], FlashSale],
    fact: type[FlashSaleFact],
) -> FlashSale:
    """Of whatever version there is: what stops a sale does not wait for anybody to look first."""

    def attempt() -> FlashSale:
        stored = _find(sale_id, store)
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        after = turn(stored.value, stamp.at)
        return after if after is stored.value else store.save(after, fact, stamp)

    return patiently(attempt, Stale)


def _commitment(sale: FlashSale, tickets: Tickets) -> str:
    is_queued = sale.terms.fairness is Fairness.QUEUE
    return commitment_of(tickets.secret(sale.id)) if is_queued else ""


def _fit(terms: Terms, catalogue: CatalogueReader, look: Look) -> SkuFacts:
    """Raises NotReady with all that is wrong."""
    facts = catalogue.facts([terms.sku]).get(terms.sku)
    found = list(look(terms, facts))
    if found or facts is None:
        raise NotReady(found)
    return facts


def _find(sale_id: str, store: SaleStore) -> Stored[FlashSale]:
    stored = store.find(sale_id)
    if stored is None:
        raise NotFound("There is no such flash sale.", sale_id=sale_id)
    return stored
