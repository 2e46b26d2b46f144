"""Simulations of drafts over past orders, on the wire."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.base.promotion.model.assumptions import SAID
from promenade.base.promotion.model.simulation import Ranking, Simulation, State
from promenade.base.promotion.model.tally import BANDS_BP, Tally
from promenade.base.promotion.service.simulating import Asked
from promenade.base.promotion.wire.reviews import FindingView
from promenade.contracts.promotions import SimulationFact
from promenade.contracts.references import Reference
from promenade.kit import facts
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.money import half_up
from promenade.kit.paging import Page
from promenade.kit.zones import is_zone

_PERCENTS = (10, 25, 50, 75, 90, 99, 100)


class PromotionSimulationBody(Strict, frozen=True):
    """The orders of these stores of the last `days` days that are over. Which day is the last is
    said by `zone` (IANA; the promotion's where it is left out), in which day an order was placed
    by the order's own. `currency` is needed where the promotion is in none of its own."""

    stores: Annotated[tuple[Reference, ...], Meta(min_length=1, max_length=10)]
    days: Annotated[int, Meta(ge=1, le=365)]
    currency: Currency | None = None
    zone: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class ProgressView(View, frozen=True):
    """`order_count` is null until all orders are counted; each counts once in `orders_done`,
    whatever becomes of it. A day counts for each store."""

    orders_done: int
    order_count: int | None
    days_done: int
    day_count: int


class LeftOutView(View, frozen=True):
    reason: str
    orders: int


class BandView(View, frozen=True):
    """Orders it applies to that save at least `from_bp` of their list prices, and less than
    `to_bp`."""

    from_bp: int
    to_bp: int | None
    orders: int


class PercentileView(View, frozen=True):
    """`percent` of the orders it applies to save so much or less, rounded down to three digits."""

    percent: int
    saving_minor: int


class MarginView(View, frozen=True):
    """Of the lines whose cost is known, in the orders that are hit or change: what is paid for them
    without the draft and with it, what they cost the shop, and what is left of either."""

    goods_without_minor: int
    goods_with_minor: int
    goods_cost_minor: int
    margin_without_minor: int
    margin_with_minor: int


class EstimateView(View, frozen=True):
    """Sums of what was read so far; nothing is projected. `discount_without` is what the replayed
    orders would save by what is in force today, `discount_with` with the draft beside it:
    `cost_minor` is the difference. The draft takes `saving_minor` off by itself, and others take
    `displaced_minor` less off because of it. `past_discount_minor` is what they saved then.
    Orders are hit that it applies to, and changed where promotions do otherwise because of it.
    Averages are per hit order, of what the draft takes off; null where there is none."""

    orders_read: int
    orders_replayed: int
    left_out: list[LeftOutView]
    orders_hit: int
    orders_changed: int
    units_hit: int
    gift_units: int
    lines_of_unknown_skus: int
    list_minor: int
    past_discount_minor: int
    discount_without_minor: int
    discount_with_minor: int
    cost_minor: int
    saving_minor: int
    displaced_minor: int
    average_saving_minor: int | None
    average_off_bp: int | None
    margin: MarginView
    bands: list[BandView]
    percentiles: list[PercentileView]


class SoldSkuView(View, frozen=True):
    """`cost_minor` is how much less is paid for it in all, `saving_minor` what the draft takes off
    by itself, `units` those it takes something off."""

    sku: str
    units: int
    saving_minor: int
    cost_minor: int
    is_costed: bool


class ShiftView(View, frozen=True):
    """A promotion that takes off more, or less, because of the draft; itself among them."""

    promotion_id: str
    orders: int
    without_minor: int
    with_minor: int


class RankingView(View, frozen=True):
    """Those that count for most, and how many there are of them."""

    skus: list[SoldSkuView]
    sku_count: int
    costed_sku_count: int
    promotions: list[ShiftView]
    promotion_count: int


class PromotionSimulationView(View, frozen=True):
    """`terms_version` is the version that brought the terms it is about; both days are included.
    `assumptions` say what is taken for granted: `pointer` is into the promotion."""

    id: str
    promotion_id: str
    terms_version: int
    state: State
    stores: list[str]
    first_on: date = msgspec.field(name="from")
    last_on: date = msgspec.field(name="to")
    currency: str
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    failure: str | None
    progress: ProgressView
    estimate: EstimateView
    ranking: RankingView | None
    assumptions: list[FindingView]


class PromotionSimulationPage(View, frozen=True):
    items: list[PromotionSimulationView]
    next: str | None


def read_asked(call: Call[PromotionSimulationBody, None]) -> Asked:
    """Raises Invalid."""
    body = call.body
    found = []
    if body.zone is not None and not is_zone(body.zone):
        found.append(Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai."))
    if len(set(body.stores)) < len(body.stores):
        found.append(Fault("/stores", "repeated", "Name each store once."))
    if found:
        raise Invalid(found)
    id_, promotion_id = call.new_id("simulation"), call.path["promotion_id"]
    return Asked(id_, promotion_id, body.stores, body.days, body.currency, body.zone)


def read_step(message: bytes) -> tuple[str, int, str]:
    """(simulation, version, correlation id) of a fact that asks for a page: SimulationRequested,
    SimulationAdvanced. Raises Invalid or UnknownSchema."""
    event = facts.read(message, SimulationFact)
    return event.data.id, event.data.version, event.correlation_id


def path_of(simulation: Simulation) -> str:
    return f"/promotions/{simulation.promotion_id}/simulations/{simulation.id}"


def show_simulation(found: Simulation, language: str) -> PromotionSimulationView:
    return PromotionSimulationView(
        id=found.id,
        promotion_id=found.promotion_id,
        terms_version=found.terms_version,
        state=found.state,
        stores=list(found.scope.stores),
        first_on=found.scope.first_on,
        last_on=found.scope.last_on,
        currency=found.scope.currency,
        requested_at=found.requested_at,
        requested_by=found.requested_by,
        finished_at=found.finished_at,
        failure=found.failure,
        progress=_progress(found),
        estimate=_estimate(found.tally),
        ranking=None if found.ranking is None else _ranking(found.ranking),
        assumptions=[_assumption(SAID[each], language) for each in found.assumed],
    )


def show_simulations(
    page: Page[Simulation], cursor: str | None, language: str
) -> PromotionSimulationPage:
    items = [show_simulation(each, language) for each in page.items]
    return PromotionSimulationPage(items=items, next=cursor)


def _progress(found: Simulation) -> ProgressView:
    is_counted = found.phase == "replaying"
    return ProgressView(
        orders_done=found.tally.read_count,
        order_count=found.order_count if is_counted else None,
        days_done=found.place.cell if is_counted else 0,
        day_count=found.scope.cell_count,
    )


def _estimate(tally: Tally) -> EstimateView:
    hit, saving = tally.hit_count, tally.saving_minor
    listed = tally.hit_list_minor
    return EstimateView(
        orders_read=tally.read_count,
        orders_replayed=tally.replayed_count,
        left_out=[LeftOutView(reason=n, orders=c) for n, c in sorted(tally.left_out.items())],
        orders_hit=hit,
        orders_changed=tally.changed_count,
        units_hit=tally.units,
        gift_units=tally.gift_units,
        lines_of_unknown_skus=tally.unknown_sku_count,
        list_minor=tally.list_minor,
        past_discount_minor=tally.past_minor,
        discount_without_minor=tally.without_minor,
        discount_with_minor=tally.with_minor,
        cost_minor=tally.cost_minor,
        saving_minor=saving,
        displaced_minor=saving - tally.cost_minor,
        average_saving_minor=half_up(saving, hit) if hit else None,
        average_off_bp=half_up(saving * 10_000, listed) if listed else None,
        margin=_margin(tally),
        bands=_bands(tally),
        percentiles=_percentiles(tally),
    )


def _margin(tally: Tally) -> MarginView:
    return MarginView(
        goods_without_minor=tally.goods_without_minor,
        goods_with_minor=tally.goods_with_minor,
        goods_cost_minor=tally.goods_cost_minor,
        margin_without_minor=tally.goods_without_minor - tally.goods_cost_minor,
        margin_with_minor=tally.goods_with_minor - tally.goods_cost_minor,
    )


def _bands(tally: Tally) -> list[BandView]:
    ends = (*BANDS_BP[1:], None)
    return [
        BandView(from_bp=start, to_bp=end, orders=tally.bands.get(start, 0))
        for start, end in zip(BANDS_BP, ends, strict=True)
    ]


def _percentiles(tally: Tally) -> list[PercentileView]:
    found = ((percent, tally.percentile(percent)) for percent in _PERCENTS)
    return [
        PercentileView(percent=percent, saving_minor=saving)
        for percent, saving in found
        if saving is not None
    ]


def _ranking(found: Ranking) -> RankingView:
    return RankingView(
        skus=[SoldSkuView(sku=sku, **msgspec.structs.asdict(each)) for sku, each in found.skus],
        sku_count=found.sku_count,
        costed_sku_count=found.costed_sku_count,
        promotions=[
            ShiftView(promotion_id=id_, **msgspec.structs.asdict(each))
            for id_, each in found.shifts
        ],
        promotion_count=found.shift_count,
    )


def _assumption(said: Fault, language: str) -> FindingView:
    return FindingView(pointer=said.pointer, code=said.code, detail=said.said(language))
