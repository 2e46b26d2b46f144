"""The order as other capabilities see it: what `OrderRecorded` says. No personal data."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Literal, Protocol, Self

import msgspec

from promenade.kit.facts import Counts, Crossing, Fact
from promenade.kit.money import split
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value

Kind = Literal["sale", "return", "adjustment"]
State = Literal["created", "paid", "shipped", "completed", "cancelled", "refunded"]


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a default says is not repeated in every stored line."""


class AppliedPromotion(Document, frozen=True, kw_only=True):
    """A snapshot (N16): later edits of the promotion never change it."""

    promotion_id: str
    version: int
    saving_minor: int


class Allocation(Document, frozen=True, kw_only=True):
    """One promotion's part of a line's discount."""

    promotion_id: str
    saving_minor: int


class OrderLine(Document, frozen=True, kw_only=True):
    """`paid_minor` is the line after all its discounts: quantity × unit_price − discount.

    `unit_paid_minor` is what each unit cost (N5), Σ = paid_minor; it may be left out where it is
    the even split. `quantity` is negative only in an adjustment: units written off or given back.
    """

    line: int
    sku: str
    title: str
    category: str | None = None
    quantity: int
    unit_price_minor: int
    discount_minor: int = 0
    paid_minor: int
    unit_paid_minor: tuple[int, ...] = ()
    allocations: tuple[Allocation, ...] = ()

    @property
    def units_paid_minor(self) -> tuple[int, ...]:
        return self.unit_paid_minor or split(self.paid_minor, self.quantity)


class RefundLine(Document, frozen=True, kw_only=True):
    line: int
    quantity: int
    amount_minor: int


class Refund(Document, frozen=True, kw_only=True):
    """`amount_minor` exceeds Σ its lines by what is given back of what was charged beside them."""

    id: str
    refunded_at: datetime
    amount_minor: int
    lines: tuple[RefundLine, ...] = ()


class Payment(Document, frozen=True, kw_only=True):
    """How the buyer paid; `transaction` is the payment provider's own reference."""

    method: str
    transaction: str | None = None


class Took(Document, frozen=True, kw_only=True):
    """What an order took of an activity that has a price of its own (N6): `lot` and `shard` are
    where its units were."""

    activity: Literal["flash_sale"]
    id: str
    lot: str
    shard: int


class OrderDocument(Document, frozen=True, kw_only=True):
    """One order as its source last described it.

    `version` is the source's own and only ever grows. goods_minor = Σ quantity × unit_price,
    discount_minor = Σ line discounts, paid_minor = Σ line paid + shipping + tax + tip + fee once
    paid, else 0 (N31). `tax_minor` is added on top, `tax_included_minor` is told of amounts that
    have it in them; a fee may be below 0.
    Instants are UTC; `zone` (IANA) is the store's, in which days are counted. `customer` is as
    `contracts.customers` has it; guests have none.

    A `return` without an order to point at (another platform's credit note) sells nothing: its
    goods_minor, paid_minor and lines' paid_minor are 0, its lines say what at which price, and
    its refunds what was given back. An `adjustment` sells nothing either, but charges what its
    lines of positive quantity say; what those of negative quantity say is in its refunds."""

    source: str
    number: str
    version: int
    kind: Kind = "sale"
    state: State
    store: str
    channel: str
    currency: str
    zone: str
    placed_at: datetime
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    customer: str | None = None
    is_test: bool = False
    goods_minor: int
    discount_minor: int = 0
    shipping_minor: int = 0
    tax_minor: int = 0
    tax_included_minor: int = 0
    tip_minor: int = 0
    fee_minor: int = 0
    paid_minor: int = 0
    payment: Payment | None = None
    lines: tuple[OrderLine, ...]
    refunds: tuple[Refund, ...] = ()
    promotions: tuple[AppliedPromotion, ...] = ()
    took: Took | None = None

    @property
    def beside_lines(self) -> dict[str, int]:
        """What is charged beside the lines, by its name."""
        return {
            "shipping": self.shipping_minor,
            "tax": self.tax_minor,
            "tip": self.tip_minor,
            "fee": self.fee_minor,
        }

    @property
    def payable_minor(self) -> int:
        return sum(line.paid_minor for line in self.lines) + sum(self.beside_lines.values())

    @property
    def refunded_minor(self) -> int:
        return sum(refund.amount_minor for refund in self.refunds)


class OrderRecorded(OrderDocument, Fact, frozen=True, kw_only=True):
    """A source described an order anew; `version` is that description's."""

    publisher: ClassVar[str] = "promenade.order"


class OrderLapsed(Crossing, frozen=True, kw_only=True):
    """An order of units that an activity gave ended unpaid: they are the activity's again."""

    publisher: ClassVar[str] = "promenade.order"

    number: str
    customer: str
    count: int
    took: Took

    @classmethod
    def between(cls, new: Counts, old: Counts) -> Self | None:
        is_ended = new.get("state") == "cancelled" != old.get("state")
        if not is_ended or "took" not in new or "paid_at" in new:
            return None
        count = sum(line["quantity"] for line in new["lines"])
        took = msgspec.convert(new["took"], Took)
        return cls(number=new["number"], customer=new["customer"], count=count, took=took)


class ShopConnected(Fact, frozen=True, kw_only=True):
    """A shop on another platform tells us of its orders from now on, or no longer."""

    publisher: ClassVar[str] = "promenade.order"
    platform: str
    shop: str
    store: str
    zone: str
    version: int
    is_active: bool = True


class RecordedOrder(Value, frozen=True):
    """What the table of orders itself says of one, whether anybody was told of it or not."""

    source: str
    number: str
    version: int
    store: str
    currency: str
    paid_minor: int
    refunded_minor: int


class OrderReader(Protocol):
    def list_recorded(self, hour: datetime) -> Iterable[RecordedOrder]:
        """Those whose newest version was stored in the hour (UTC) that starts then."""
        ...


class StoreDay(Value, frozen=True):
    """A day of a store, in the zone that its orders name."""

    store: str
    on: date


class PlacedOrders(Protocol):
    """A day's orders by source, then time. They may lag behind what was stored a moment ago."""

    def count_placed(self, day: StoreDay, after: Position | None) -> tuple[int, Position | None]:
        """How many, and where to go on; one round trip for some thousands."""
        ...

    def list_placed(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        """Some hundreds, as their sources last described them, whatever has become of them; one
        round trip, and one for each hundred, side by side."""
        ...
