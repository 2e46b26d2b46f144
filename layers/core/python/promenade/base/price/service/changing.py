"""What staff do with the price of a SKU. The SKU's entries are one item with a version: who is
overtaken there looks again, so that an overlap is refused by the write itself."""

from collections.abc import Callable
from datetime import datetime

from promenade.base.price.model import change as lifecycle
from promenade.base.price.model.change import PriceChange, State, Status
from promenade.base.price.model.choosing import bounded
from promenade.base.price.model.entry import SkuPrices, phase, withdraw
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import (
    ChangeStore,
    PriceStore,
    ProposalStore,
    Revision,
    Sheet,
)
from promenade.contracts.prices import (
    PriceChangeCancelled,
    PriceChangeDrafted,
    PriceChangeScheduled,
    PriceChangeSubmitted,
)
from promenade.contracts.sku_places import SkuPlaces, within
from promenade.kit.authority import Reach
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.paging import MOST_READS, Page, Position, filled
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace

Outcome = tuple[PriceChange, SkuPrices]
"""A change, and the entries of its SKU within their books, by which its status is told."""

_STATE_OF: dict[Status, State] = {
    Status.DRAFT: "draft",
    Status.PENDING_APPROVAL: "pending_approval",
    Status.SCHEDULED: "approved",
    Status.ACTIVE: "approved",
    Status.SUPERSEDED: "approved",
    Status.CANCELLED: "cancelled",
}

Revise = Callable[[Sheet, PriceChange], Revision]


class Proposal(Value, frozen=True):
    """A change as it is asked for: as a draft, or submitted at once."""

    change: PriceChange
    is_draft: bool = False


class Step(Value, frozen=True):
    """One step of the version of a change that the caller has seen."""

    sku: str
    change_id: str
    expected_version: int
    stamp: Stamp


def propose(
    asked: Proposal, ground: Callable[[], Ground], stamp: Stamp, store: ProposalStore
) -> Outcome:
    """A repeated request answers as at first, and asks for no ground. Raises what `ground` does,
    Invalid, Conflict, BookOver, PriceOverlap, TooManyEntries, WindowOver, ClaimFalse."""

    def attempt() -> Outcome:
        (sheet,) = store.sheets([(asked.change.sku, asked.change.id)])
        if sheet.change is not None:
            made = store.change_made(stamp) or _repeated(sheet.change, asked.change)
            return _as_made(made, sheet)
        return propose_over(sheet, asked, ground(), stamp, store)

    return patiently(attempt, Contended)


def propose_over(
    sheet: Sheet, asked: Proposal, ground: Ground, stamp: Stamp, store: ChangeStore
) -> Outcome:
    """Like `propose`, over what was read already. Raises Contended where that has changed."""
    change = asked.change
    ground.refuse_faults(change, sheet.books.get(change.book_id), stamp.at)
    if asked.is_draft:
        revision = _drafted(sheet, change, ground, stamp)
    else:
        revision = _submitted(sheet, change, ground, stamp)
    return store.save(revision, stamp), _holding(sheet, revision)


def submit(step: Step, ground: Ground, store: ChangeStore) -> Outcome:
    """Raises NotFound, Stale, StatusForbids, BookOver, PriceOverlap, TooManyEntries, WindowOver,
    ClaimFalse."""
    return _step(step, store, lambda sheet, change: _submitted(sheet, change, ground, step.stamp))


def approve(step: Step, ground: Ground, store: ChangeStore) -> Outcome:
    """Raises NotFound, Stale, StatusForbids, SelfApproval, BookOver, PriceOverlap,
    TooManyEntries, WindowOver, ClaimFalse."""

    def revise(sheet: Sheet, change: PriceChange) -> Revision:
        book, now = sheet.books[change.book_id], step.stamp.at
        judgement = ground.judgement(change, sheet, now)
        approved = lifecycle.approve(change, judgement, step.stamp)
        proved = ground.proved(approved, book, now)
        entered = ground.entered(proved, sheet, now)
        return Revision(proved, entered, PriceChangeScheduled)

    return _step(step, store, revise)


def reject(step: Step, store: ChangeStore) -> Outcome:
    """Raises NotFound, Stale, StatusForbids, SelfApproval."""

    def revise(_: Sheet, change: PriceChange) -> Revision:
        return Revision(lifecycle.reject(change, step.stamp), None, PriceChangeCancelled)

    return _step(step, store, revise)


def cancel(step: Step, store: ChangeStore) -> Outcome:
    """What has not begun never comes, what holds ends now. Raises NotFound, Stale,
    StatusForbids."""

    def revise(sheet: Sheet, change: PriceChange) -> Revision:
        now = step.stamp.at
        cancelled = lifecycle.cancel(change, phase(_holding(sheet), change.id, now), step.stamp)
        left = withdraw(sheet.prices, change.id, now) if change.state == "approved" else None
        return Revision(cancelled, left, PriceChangeCancelled)

    return _step(step, store, revise)


def get(sku: str, change_id: str, store: ChangeStore) -> Outcome:
    """Raises NotFound."""
    (sheet,) = store.sheets([(sku, change_id)])
    return _found(sheet).value, _holding(sheet)


def list_by_status(
    status: Status, now: datetime, limit: int, after: Position | None, store: PriceStore
) -> Page[Outcome]:
    """The last one made first. A page may hold fewer than `limit`: what was approved is kept
    together and told apart here."""
    page = _with_prices(store.list_changes(_STATE_OF[status], limit, after), store)
    return Page(tuple(each for each in page.items if status_of(each, now) is status), page.next)


def list_all(limit: int, after: Position | None, store: PriceStore) -> Page[Outcome]:
    """The last one made first."""
    return _with_prices(store.list_all_changes(limit, after), store)


def confined(
    read: Callable[[int, Position | None], Page[Outcome]], reach: Reach, catalogue: SkuPlaces
) -> Callable[[int, Position | None], Page[Outcome]]:
    """To the SKUs that `reach` includes: reads on for who does not see all."""

    def read_within(limit: int, after: Position | None) -> Page[Outcome]:
        page = read(limit, after)
        here = within((change.sku for change, _ in page.items), reach, catalogue)
        return Page(tuple(each for each in page.items if each[0].sku in here), page.next)

    most = 1 if reach.is_everywhere else MOST_READS
    return lambda limit, after: filled(read_within, limit, after, most)


def _with_prices(page: Page[PriceChange], store: PriceStore) -> Page[Outcome]:
    sheets = store.sheets([(each.sku, each.id) for each in page.items]) if page.items else ()
    held = map(_holding, sheets)
    return Page(tuple(zip(page.items, held, strict=True)), page.next)


def status_of(outcome: Outcome, now: datetime) -> Status:
    change, held = outcome
    return change.status(phase(held, change.id, now))


def _step(step: Step, store: ChangeStore, revise: Revise) -> Outcome:
    """Looks again as long as others write the SKU's entries."""

    def attempt() -> Outcome:
        (sheet,) = store.sheets([(step.sku, step.change_id)])
        stored = _found(sheet)
        if stored.is_done(step.expected_version, step.stamp):
            return stored.value, _holding(sheet)
        revision = revise(sheet, stored.value)
        after = replace(revision.after, version=step.expected_version + 1)
        return store.save(replace(revision, after=after), step.stamp), _holding(sheet, revision)

    return patiently(attempt, Contended)


def _found(sheet: Sheet) -> Stored[PriceChange]:
    if sheet.change is None:
        raise NotFound("There is no such change of this SKU's price.")
    return sheet.change


def _holding(sheet: Sheet, revision: Revision | None = None) -> SkuPrices:
    """The entries, or those that a revision makes, as their books let them hold."""
    held = revision.prices if revision else None
    return bounded(held or sheet.prices, sheet.books)


def _as_made(change: PriceChange, sheet: Sheet) -> Outcome:
    """With the entries that it had made then, if any."""
    entered = (change.entry(change.created_at),) if change.state == "approved" else ()
    return change, bounded(SkuPrices(change.sku, entries=entered), sheet.books)


def _repeated(met: Stored[PriceChange], asked: PriceChange) -> PriceChange:
    if met.value.request != asked.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.value


def _drafted(sheet: Sheet, change: PriceChange, ground: Ground, stamp: Stamp) -> Revision:
    """Refused for what would refuse it now if it were submitted."""
    proved = ground.proved(change, sheet.books[change.book_id], stamp.at)
    ground.entered(proved, sheet, stamp.at)
    before = ground.judgement(change, sheet, stamp.at).before
    return Revision(replace(proved, before=before), None, PriceChangeDrafted)


def _submitted(sheet: Sheet, change: PriceChange, ground: Ground, stamp: Stamp) -> Revision:
    book = sheet.books[change.book_id]
    submitted = lifecycle.submit(change, ground.judgement(change, sheet, stamp.at), stamp)
    proved = ground.proved(submitted, book, stamp.at)
    entered = ground.entered(proved, sheet, stamp.at)
    if submitted.state == "pending_approval":
        return Revision(proved, None, PriceChangeSubmitted)
    return Revision(proved, entered, PriceChangeScheduled)
