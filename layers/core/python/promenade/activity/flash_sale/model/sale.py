"""From draft to close: what staff do with a sale, and what it therefore is."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from promenade.activity.flash_sale.model.queue import LONGEST
from promenade.activity.flash_sale.model.terms import Fairness, Goods, Terms
from promenade.contracts.reviews import Approval, Rejection, Review, ReviewState, approvals_so_far
from promenade.contracts.stock import place
from promenade.kit.clock import to_wire
from promenade.kit.codes import code
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.pieces import Pieces
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, replace


class SaleStatus(StrEnum):
    """`scheduled` from when its units are set apart until they are given back: closed."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    CLOSED = "closed"


class Phase(StrEnum):
    """What a scheduled sale is to its buyers, computed when it is asked for (N12)."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAUSED = "paused"
    SOLD_OUT = "sold_out"
    ENDED = "ended"


SHARD_UNITS = 12
"""A shard with the notes of so many claims is an item of a kilobyte, and costs one write unit."""

_S = SaleStatus
UNSCHEDULED = frozenset({_S.DRAFT, _S.PENDING, _S.APPROVED, _S.REJECTED})
_IN_COURSE = frozenset({_S.SCHEDULED})


class StatusForbids(Conflict):
    """The sale is in no status from which this can be done."""


class SaleOver(Conflict):
    """The sale has ended."""


class EndNotLater(Conflict):
    """A sale is extended to a later end than it has."""


class EndTooLate(Conflict):
    """A sale with a queue ends by `latest_at`."""


class FlashSale(Document, frozen=True):
    """`version` counts the changes; the terms stay as they are once it is scheduled. `relet_counts`
    are the units that buyers gave back and that are sold again, each in a lot of their own;
    `held_count` is what orders had of it when it was closed, `commitment` what binds the draws of
    its queue, `request` the fingerprint of the
    request that drafted it."""

    id: str
    terms: Terms
    created_at: datetime
    request: str
    version: int = 1
    authors: tuple[str, ...] = ()
    review: Review | None = None
    goods: Goods | None = None
    scheduled_at: datetime | None = None
    paused_at: datetime | None = None
    ends_at: datetime | None = None
    relet_counts: tuple[int, ...] = ()
    closed_at: datetime | None = None
    held_count: int = 0
    commitment: str = ""

    @property
    def status(self) -> SaleStatus:
        if self.closed_at is not None:
            return SaleStatus.CLOSED
        if self.scheduled_at is not None:
            return SaleStatus.SCHEDULED
        return SaleStatus(ReviewState.DRAFT if self.review is None else self.review.state)

    @property
    def end(self) -> datetime:
        return self.ends_at or self.terms.end

    @property
    def place(self) -> str:
        """The pool of stock that its units are set apart in."""
        return place(self.terms.sku, pool=code(self.id))

    @property
    def lots(self) -> tuple[Pieces, ...]:
        """Of its claim set (`kit.claim_sets`)."""
        counts = (self.terms.unit_count, *self.relet_counts)
        keys = (self.id, *(f"{self.id}#{n}" for n in range(1, len(counts))))
        return tuple(map(_lot, keys, counts))

    def phase(self, now: datetime, *, is_sold_out: bool = False) -> Phase:
        """Of one that is scheduled or closed."""
        if now >= self.end or self.closed_at is not None:
            return Phase.ENDED
        if self.paused_at is not None:
            return Phase.PAUSED
        if now < self.terms.start:
            return Phase.UPCOMING
        return Phase.SOLD_OUT if is_sold_out else Phase.RUNNING


def _lot(key: str, count: int) -> Pieces:
    return Pieces(key, count, SHARD_UNITS)


def edit(sale: FlashSale, terms: Terms, author: str) -> FlashSale:
    """What was approved is approved no more."""
    require(sale, UNSCHEDULED, "edit")
    authors = (*(each for each in sale.authors if each != author), author)
    return replace(_next(sale), terms=terms, authors=authors, review=None, goods=None)


def submit(sale: FlashSale, goods: Goods, review: Review) -> FlashSale:
    require(sale, {SaleStatus.DRAFT}, "submit")
    return replace(_next(sale), goods=goods, review=review)


def approve(sale: FlashSale, stamp: Stamp) -> FlashSale:
    """Raises SelfApproval, ApprovedBefore."""
    review = _pending(sale, "approve")
    approval = Approval(stamp.actor, stamp.at, sale.version)
    return replace(_next(sale), review=review.approved(approval, sale.authors))


def reject(sale: FlashSale, reason: str, stamp: Stamp) -> FlashSale:
    review = _pending(sale, "reject")
    rejection = Rejection(stamp.actor, stamp.at, sale.version, reason)
    return replace(_next(sale), review=replace(review, rejection=rejection))


def schedule(sale: FlashSale, commitment: str, now: datetime) -> FlashSale:
    require(sale, {SaleStatus.APPROVED}, "schedule")
    return replace(_next(sale), scheduled_at=now, commitment=commitment)


def pause(sale: FlashSale, now: datetime) -> FlashSale:
    """Raises SaleOver."""
    _require_unended(sale, now, "paused")
    return replace(_next(sale), paused_at=sale.paused_at or now)


def resume(sale: FlashSale, now: datetime) -> FlashSale:
    """Raises SaleOver."""
    _require_unended(sale, now, "resumed")
    return replace(_next(sale), paused_at=None)


def extend(sale: FlashSale, end: datetime, now: datetime) -> FlashSale:
    """Raises SaleOver, EndNotLater, EndTooLate."""
    _require_unended(sale, now, "extended")
    _refuse_too_late(sale, end)
    if end <= sale.end:
        raise EndNotLater("It would not end later.", ends_at=to_wire(sale.end))
    return replace(_next(sale), ends_at=end)


def end(sale: FlashSale, now: datetime) -> FlashSale:
    """Before its time. Raises SaleOver."""
    _require_unended(sale, now, "ended")
    return replace(_next(sale), ends_at=now)


def let_again(sale: FlashSale, count: int) -> FlashSale:
    """Units that were given back, as a lot of their own."""
    return replace(_next(sale), relet_counts=(*sale.relet_counts, count))


def close(sale: FlashSale, held_count: int, now: datetime) -> FlashSale:
    """Where orders have so many of its units."""
    require(sale, _IN_COURSE, "close")
    return replace(_next(sale), closed_at=now, held_count=held_count)


def require(sale: FlashSale, allowed: Collection[SaleStatus], action: str) -> None:
    """Raises StatusForbids."""
    status = sale.status.value
    if sale.status not in allowed:
        so_far, counted = approvals_so_far(sale.review)
        told = f"A flash sale that is {worded(status)} cannot be {worded(action)}{so_far}."
        raise StatusForbids(told, current_status=status, action=action, **counted)


def _require_unended(sale: FlashSale, now: datetime, action: str) -> None:
    require(sale, _IN_COURSE, action)
    if now >= sale.end:
        raise SaleOver("The sale has ended.")


def _refuse_too_late(sale: FlashSale, end: datetime) -> None:
    latest = sale.terms.start + LONGEST
    if sale.terms.fairness is Fairness.QUEUE and end > latest:
        told = "A sale with a queue lasts three hours at most."
        raise EndTooLate(told, latest_at=to_wire(latest))


def _pending(sale: FlashSale, action: str) -> Review:
    require(sale, {SaleStatus.PENDING}, action)
    if sale.review is None:
        told = f"Nothing waits to be {worded(action)}."
        raise StatusForbids(told, current_status=sale.status.value, action=action)
    return sale.review


def _next(sale: FlashSale) -> FlashSale:
    return replace(sale, version=sale.version + 1)
