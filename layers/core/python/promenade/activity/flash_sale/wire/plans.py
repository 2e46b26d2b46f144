"""Sales on the wire: what staff see."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from promenade.activity.flash_sale.model.capacity import (
    capacity_of,
    cost_usd_cents,
    ready_from,
    ready_until,
)
from promenade.activity.flash_sale.model.sale import FlashSale, Phase, SaleStatus
from promenade.activity.flash_sale.model.terms import Fairness, Terms, exposure_minor
from promenade.contracts.reviews import ReviewView, show_review
from promenade.kit.decoding import View


class CapacityView(View, frozen=True):
    """What is ready for its buyers in [ready_from, ready_until): environments of who shows it and
    gives tokens (`page_count`), of who takes orders (`claim_count`), of who lets queue
    (`queue_count`, 0 for a sale without a queue), and writes a second. The environments cost
    `cost_usd_cents` by the list price; writes are bought once, for good."""

    page_count: int
    claim_count: int
    queue_count: int
    writes_per_s: int
    ready_from: datetime
    ready_until: datetime
    cost_usd_cents: int


class SaleView(View, frozen=True):
    """`phase` is what a scheduled sale is to its buyers now, `page_path` where they find it; before
    it is scheduled both are null. `exposure_minor` is what its units would cost beyond its price,
    once it was submitted; `relet_count` how many units were given back and sold again,
    `held_count` how many orders had when it was closed. `commitment` binds the draws of its
    queue, where it has one; `paused_for` tells why it was paused where staff did not: codes as of
    what keeps a sale from being submitted; `capacity` is null where no peak is expected."""

    id: str
    version: int
    status: SaleStatus
    phase: Phase | None
    page_path: str | None
    name: str
    sku: str
    currency: str
    price_minor: int
    unit_count: int
    per_user: int
    start: datetime
    end: datetime
    zone: str
    fairness: Fairness
    commitment: str | None
    peak_per_s: int
    title: str | None
    usual_minor: int | None
    exposure_minor: int | None
    review: ReviewView | None
    created_at: datetime
    scheduled_at: datetime | None
    paused_at: datetime | None
    paused_for: list[str]
    closed_at: datetime | None
    relet_count: int
    held_count: int
    capacity: CapacityView | None


class SalePage(View, frozen=True):
    items: list[SaleView]
    next: str | None


def show_sale(sale: FlashSale, phase: Phase | None = None) -> SaleView:
    """The phase is of one that was scheduled."""
    terms, goods = sale.terms, sale.goods
    return SaleView(
        **{name: getattr(terms, name) for name in Terms.__struct_fields__ if name != "end"},
        id=sale.id,
        version=sale.version,
        status=sale.status,
        phase=phase,
        page_path=f"/shop/flash-sales/{sale.id}" if phase else None,
        end=sale.end,
        commitment=sale.commitment or None,
        title=goods.title if goods else None,
        usual_minor=goods.usual_minor if goods else None,
        exposure_minor=exposure_minor(terms, goods) if goods else None,
        review=None if sale.review is None else show_review(sale.review),
        created_at=sale.created_at,
        scheduled_at=sale.scheduled_at,
        paused_at=sale.paused_at,
        paused_for=list(sale.paused_for),
        closed_at=sale.closed_at,
        relet_count=sum(sale.relet_counts),
        held_count=sale.held_count,
        capacity=_show_capacity(sale),
    )


def _show_capacity(sale: FlashSale) -> CapacityView | None:
    terms = sale.terms
    if not terms.peak_per_s:
        return None
    return CapacityView(
        **structs.asdict(capacity_of(terms)),
        ready_from=ready_from(terms),
        ready_until=ready_until(terms, sale.end),
        cost_usd_cents=cost_usd_cents(terms, sale.end),
    )


def show_page(sales: Iterable[tuple[FlashSale, Phase | None]], cursor: str | None) -> SalePage:
    return SalePage(items=[show_sale(*each) for each in sales], next=cursor)
