"""What a simulation comes to, on the wire."""

import msgspec

from promenade.base.promotion.model.simulation import Ranking
from promenade.base.promotion.model.tally import BANDS_BP, Tally
from promenade.kit.decoding import View
from promenade.kit.money import half_up

_PERCENTS = (10, 25, 50, 75, 90, 99, 100)


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
    Averages are per hit order, of what the draft takes off; null where there is none, as `margin`
    is where no cost is known."""

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
    margin: MarginView | None
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


def show_estimate(tally: Tally) -> EstimateView:
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


def _margin(tally: Tally) -> MarginView | None:
    if not (tally.goods_without_minor or tally.goods_with_minor or tally.goods_cost_minor):
        return None
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


def show_ranking(found: Ranking) -> RankingView:
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
