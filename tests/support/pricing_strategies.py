"""Carts and promotions of every kind, drawn by Hypothesis."""

from hypothesis import strategies as st

from promenade.base.promotion.model import (
    EVERYTHING,
    AmountBasis,
    Condition,
    Ladder,
    Limits,
    Line,
    Measure,
    Promotion,
    Stage,
    Step,
    Stop,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Basis,
    Break,
    BundlePrice,
    BuyGet,
    Clearance,
    Effect,
    Fall,
    FirstAndFurtherOff,
    Gift,
    LineOff,
    NthOff,
    OrderOff,
    OutOfStock,
    Part,
    Percent,
    Pick,
    Price,
    QuantityBreaks,
    Remaining,
    Rounding,
    ShippingOff,
    Substitute,
    UnitOff,
    UnitOfSet,
    Units,
    Within,
)
from promenade.kit.values import replace
from tests.support.promotions import cart, skus

SKUS = "abcd"
minors = st.integers(1, 3000)
counts = st.integers(1, 4)
scopes = st.just(EVERYTHING) | st.sets(st.sampled_from(SKUS), min_size=1).map(lambda s: skus(*s))
shares = st.builds(Percent, st.integers(1, 10_000)) | st.builds(Amount, minors)
offs = shares | st.builds(Price, minors)
units = st.builds(
    Units,
    set_size=counts,
    per_set=st.none() | st.just(1),
    limit=st.none() | counts,
    pick=st.sampled_from(Pick),
    within=st.sampled_from(Within),
)
parts = st.builds(Part, counts, scopes)
caps = st.none() | minors
effects: st.SearchStrategy[Effect] = st.one_of(
    st.builds(
        UnitOff,
        offs,
        scopes,
        units=units,
        basis=st.sampled_from(Basis),
        rounding=st.sampled_from(Rounding),
        max_discount_minor=caps,
    ),
    st.builds(LineOff, shares, scopes, max_units=st.none() | counts),
    st.builds(FirstAndFurtherOff, minors, minors, scopes, max_units=st.none() | counts),
    st.builds(OrderOff, offs, scopes, units=units, every_minor=caps, max_discount_minor=caps),
    st.builds(
        lambda first, later, scope: NthOff((UnitOfSet(1, first), UnitOfSet(3, later)), scope),
        offs,
        offs,
        scopes,
    ),
    st.builds(BundlePrice, st.lists(parts, min_size=1, max_size=2).map(tuple), minors),
    st.builds(BuyGet, parts, parts, off=offs, pick=st.sampled_from(Pick), partial=st.booleans()),
    st.builds(Gift, st.sampled_from(SKUS), counts),
    st.builds(
        Gift,
        st.sampled_from("ab"),
        counts,
        out_of_stock=st.sampled_from(OutOfStock),
        substitutes=st.just((Substitute("c"),)),
    ),
)
measures = st.sampled_from([Measure.AMOUNT, Measure.QUANTITY])
conditions = st.builds(
    Condition,
    measures,
    st.none() | st.integers(1, 4000),
    st.none() | scopes,
    at_most=st.none() | st.integers(2000, 8000),
    with_shipping=st.booleans(),
    basis=st.just(AmountBasis.REMAINING),
) | st.builds(
    Condition, st.just(Measure.AMOUNT), st.integers(1, 4000), basis=st.sampled_from(AmountBasis)
)
ladders = st.builds(
    lambda of, low, more, first, second: Ladder(
        of, (Step(low, (first,)), Step(low + more, (second,)))
    ),
    measures,
    st.integers(0, 3000),
    counts,
    effects,
    effects,
)
LATER = [Stage.ORDER, Stage.STORE_COUPON, Stage.PLATFORM_COUPON]
limits = st.builds(Limits, budget_minor=caps, allow_partial=st.booleans())
rivalry = {
    "priority": st.integers(0, 2),
    "exclusion_group": st.none() | st.sampled_from("gh"),
    "exclusive": st.sampled_from([False, False, False, True]),
    "scope": scopes,
    "limits": limits,
    "without": st.none() | st.none() | st.sampled_from(SKUS).map(skus),
    "stop": st.none() | st.none() | st.sampled_from(Stop),
}
later_promotions = st.builds(
    Promotion,
    id=st.text("pqrstuvwxyz", min_size=3, max_size=3),
    name=st.just("later"),
    version=st.just(1),
    stage=st.sampled_from(LATER),
    effects=st.lists(effects, max_size=2).map(tuple),
    ladder=st.none() | ladders,
    conditions=st.lists(conditions, max_size=1).map(tuple),
    **rivalry,
)
breaks = st.builds(
    lambda least, more, first, second: (Break(least, first), Break(least + more, second)),
    counts,
    counts,
    offs,
    offs,
)
clearances = st.builds(
    lambda at_most, more, first, second, scope: Clearance(
        Remaining.STOCK, (Fall(at_most + more, first), Fall(at_most, second)), scope
    ),
    st.integers(0, 3),
    counts,
    offs,
    offs,
    scopes,
)
unit_promotions = st.builds(
    Promotion,
    id=st.text("klmno", min_size=3, max_size=3),
    name=st.just("unit"),
    version=st.just(1),
    stage=st.just(Stage.UNIT),
    effects=(
        st.builds(UnitOff, offs, scopes) | st.builds(QuantityBreaks, breaks, scopes) | clearances
    ).map(lambda effect: (effect,)),
    **rivalry,
)
shipping_promotions = st.builds(
    Promotion,
    id=st.text("hij", min_size=3, max_size=3),
    name=st.just("shipping"),
    version=st.just(1),
    stage=st.just(Stage.SHIPPING),
    effects=st.builds(ShippingOff, offs).map(lambda effect: (effect,)),
)


@st.composite
def promotion_lists_of(draw: st.DrawFn) -> list[Promotion]:
    drawn = draw(
        st.lists(
            later_promotions | later_promotions | unit_promotions | shipping_promotions,
            max_size=6,
            unique_by=lambda promotion: promotion.id,
        )
    )
    if len(drawn) > 1 and draw(st.booleans()):
        drawn[0] = replace(drawn[0], not_with=(drawn[1].id,))
    return drawn


promotion_lists = promotion_lists_of()


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, ...]:
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(SKUS), st.integers(0, 2000), st.integers(1, 5)), max_size=5
        )
    )
    return tuple(
        Line(
            id=str(place),
            sku=sku,
            product=sku,
            qty=qty,
            list_minor=price,
            sale_minor=draw(st.none() | st.integers(0, price)),
            floor_minor=draw(st.none() | st.integers(0, price)),
            selected=draw(st.sampled_from([True, True, True, False])),
            discountable=draw(st.sampled_from([True, True, True, False])),
            gift=draw(st.sampled_from([False, False, False, True])),
        )
        for place, (sku, price, qty) in enumerate(drawn)
    )


carts = st.builds(
    lambda held, shipping, stock: cart(*held, shipping_minor=shipping, stock=stock),
    lines(),
    st.integers(0, 2000),
    st.dictionaries(st.sampled_from(SKUS), st.integers(0, 9)),
)
