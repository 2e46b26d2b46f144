"""An order placed here: the document that all orders are, and its life in this shop.

pending_payment → paid → (partially_shipped) → shipped → received → completed; pending_payment and
paid orders end as cancelled. Other capabilities are told the document's `state` alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from promenade.contracts.orders import AppliedPromotion, Document, OrderDocument, Refund, State
from promenade.contracts.promotions import Use
from promenade.contracts.quotes import PresentedCoupon
from promenade.customer.order.model.attached import CancellationRequest, Invoice, Note
from promenade.customer.order.model.order import Person
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.values import replace

Stage = Literal[
    "pending_payment",
    "paid",
    "partially_shipped",
    "shipped",
    "received",
    "completed",
    "cancelled",
]
RefundStatus = Literal["none", "part", "full"]
ShopReason = Literal["customer", "risk", "staff"]
"""Why who sells cancels an order: `customer` where its buyer asked for that."""

CancelReason = Literal["user", "timeout"] | ShopReason

_STATES: Mapping[Stage, State] = {
    "pending_payment": "created",
    "paid": "paid",
    "partially_shipped": "paid",
    "shipped": "shipped",
    "received": "completed",
    "completed": "completed",
    "cancelled": "cancelled",
}


class Payout(Document, frozen=True, kw_only=True):
    """Money of a payment that goes back, once: `id` is the key under which the gateway is asked,
    `sent_at` when it took that on, `refused_at` when it would not, until it is asked again;
    `was_refused` once. `due_minor` was to be paid when other money came. Of a refund by staff it
    says which, why, and who (`kind:id`)."""

    id: str
    transaction: str
    amount_minor: int
    currency: str
    requested_at: datetime
    sent_at: datetime | None = None
    refused_at: datetime | None = None
    was_refused: bool = False
    refund_id: str | None = None
    reason: str | None = None
    by: str | None = None
    due_minor: int | None = None

    @property
    def is_owed(self) -> bool:
        """The gateway is to be asked for it, without anybody's doing."""
        return self.sent_at is None and self.refused_at is None


class ParcelLine(Document, frozen=True, kw_only=True):
    line: int
    quantity: int


class Parcel(Document, frozen=True, kw_only=True):
    """Units on their way; `tracking` is the carrier's own number."""

    id: str
    carrier: str
    tracking: str
    sent_at: datetime
    lines: tuple[ParcelLine, ...]


class Adjustment(Document, frozen=True, kw_only=True):
    """What somebody of the shop took off, and why; `by` is `kind:id`."""

    id: str
    off_minor: int
    reason: str
    by: str
    adjusted_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Addressee(Person):
    """Whom an order placed here goes to, and what who bought remarked."""

    remark: str | None = None


class ShopOrder(OrderDocument, frozen=True, kw_only=True):
    """`held` are units by place, as stock and promotions hold them for the order's number until
    `due_at`; `coupons` are those that the buyer presented; `request` is the fingerprint of the call
    that placed it, `placed_by` who made it; `declined_requests` are those before the last one."""

    stage: Stage
    placed_by: str
    request: str
    quote_hash: str
    held: dict[str, int]
    due_at: datetime
    coupons: tuple[PresentedCoupon, ...] = ()
    cancel_reason: CancelReason | None = None
    payouts: tuple[Payout, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    received_at: datetime | None = None
    completed_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    cancellation_request: CancellationRequest | None = None
    declined_requests: tuple[CancellationRequest, ...] = ()
    invoices: tuple[Invoice, ...] = ()

    @property
    def refund_status(self) -> RefundStatus:
        """Of what was paid."""
        if not self.refunded_minor:
            return "none"
        return "part" if self.refunded_minor < self.paid_minor else "full"

    @property
    def late_minor(self) -> dict[str, int]:
        """What came too late or twice, by its currency."""
        paid = self.payment.transaction if self.payment else None
        return _by_currency(
            each for each in self.payouts if each.transaction != paid and each.due_minor is None
        )

    @property
    def unmatched_minor(self) -> dict[str, int]:
        """What was another amount or currency than was due, by its currency."""
        return _by_currency(each for each in self.payouts if each.due_minor is not None)

    @property
    def uses(self) -> list[Use]:
        return [
            Use(each.promotion_id, each.version, each.saving_minor, self._units_of(each))
            for each in self.promotions
            if each.promotion_id not in self.kept_coupons
        ]

    def _units_of(self, promotion: AppliedPromotion) -> dict[str, int]:
        units: Counter[str] = Counter()
        for line in self.lines:
            if any(each.promotion_id == promotion.promotion_id for each in line.allocations):
                units[line.sku] += line.quantity
        return dict(units)

    @property
    def used(self) -> list[str]:
        return [use.promotion_id for use in self.uses]

    @property
    def kept_coupons(self) -> list[str]:
        """Those that did something; the others stay the buyer's to use."""
        return list(self.saved_by_coupon)

    @property
    def saved_by_coupon(self) -> dict[str, int]:
        """What each of those took off, in minor units."""
        return {each.coupon_id: each.saving_minor for each in self.coupons if each.is_applied}


def _by_currency(payouts: Iterable[Payout]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for each in payouts:
        sums[each.currency] += each.amount_minor
    return dict(sums)


class StageForbids(Conflict):
    """An order in this stage does not allow that."""


def moved(order: ShopOrder, stage: Stage) -> ShopOrder:
    """As its next version."""
    return replace(order, version=order.version + 1, stage=stage, state=_STATES[stage])


def require(order: ShopOrder, *stages: Stage) -> None:
    """Raises StageForbids."""
    if order.stage not in stages:
        raise StageForbids(f"The order is {worded(order.stage)}.", stage=order.stage)


def refuse_again(id_: str, made: Iterable[Adjustment | Note | Parcel | Refund]) -> None:
    """Of each id there is one: it is of a request's key. Raises Conflict."""
    if any(each.id == id_ for each in made):
        raise Conflict("This Idempotency-Key was used for another request.")
