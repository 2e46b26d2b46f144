"""What people attach to an order beside what was bought. No personal data: whom an invoice names is
kept elsewhere, sealed."""

from datetime import datetime
from typing import Literal

from promenade.contracts.orders import Document

CancellationReason = Literal["changed_mind", "wrong_item", "wrong_address", "too_slow", "other"]
InvoiceKind = Literal["personal", "company"]


class Note(Document, frozen=True, kw_only=True):
    """What somebody of the shop wrote down for the others; `by` is `kind:id`."""

    id: str
    text: str
    by: str
    noted_at: datetime


class CancellationRequest(Document, frozen=True, kw_only=True):
    """That a paid order be cancelled, as its buyer asks. Who cancels it grants that."""

    id: str
    reason: CancellationReason
    requested_at: datetime
    declined_at: datetime | None = None
    answer: str | None = None

    @property
    def is_open(self) -> bool:
        return self.declined_at is None


class Invoice(Document, frozen=True, kw_only=True):
    """`details_id` is the one that was asked for first, whose sealed details it has. `number` and
    `amount_minor`, what was paid and not refunded, are those that it was issued with. Once all of
    that has been refunded (`refunded_at`) it has to be taken back, by the red-letter invoice
    `red_number`."""

    id: str
    details_id: str
    kind: InvoiceKind
    requested_at: datetime
    number: str | None = None
    amount_minor: int = 0
    issued_at: datetime | None = None
    issued_by: str | None = None
    voided_at: datetime | None = None
    void_reason: str | None = None
    refunded_at: datetime | None = None
    red_number: str | None = None

    @property
    def is_open(self) -> bool:
        return self.voided_at is None
