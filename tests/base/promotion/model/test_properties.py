"""What holds for every cart under every set of promotions (N3 to N10)."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import (
    EVERYTHING,
    Cart,
    Condition,
    Ladder,
    Limits,
    Line,
    Measure,
    Promotion,
    Quote,
    Stage,
    Step,
    Stop,
    compile_book,
    quote,
)
from promenade.base.promotion.model.bounds import minor
from promenade.base.promotion.model.effects import (
    Amount,
    Basis,
    Break,
    BundlePrice,
    BuyGet,
    Effect,
    FirstAndFurtherOff,
    Gift,
    LineOff,
    NthOff,
    NthUnit,
    OrderOff,
    Part,
    Percent,
    Pick,
    Price,
    QuantityBreaks,
    Rounding,
    ShippingOff,
    UnitOff,
    Units,
    Within,
)
from promenade.kit.values import replace
from tests.support.promotions import cart, each_of, outcome, skus

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
        lambda first, later, scope: NthOff((NthUnit(1, first), NthUnit(3, later)), scope),
        offs,
        offs,
        scopes,
    ),
    st.builds(BundlePrice, st.lists(parts, min_size=1, max_size=2).map(tuple), minors),
    st.builds(BuyGet, parts, parts, off=offs, pick=st.sampled_from(Pick), partial=st.booleans()),
    st.builds(Gift, st.sampled_from(SKUS), counts),
)
measures = st.sampled_from([Measure.AMOUNT, Measure.QUANTITY])
conditions = st.builds(
    Condition,
    measures,
    st.none() | st.integers(1, 4000),
    st.none() | scopes,
    at_most=st.none() | st.integers(2000, 8000),
    with_shipping=st.booleans(),
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
unit_promotions = st.builds(
    Promotion,
    id=st.text("klmno", min_size=3, max_size=3),
    name=st.just("unit"),
    version=st.just(1),
    stage=st.just(Stage.UNIT),
    effects=(st.builds(UnitOff, offs, scopes) | st.builds(QuantityBreaks, breaks, scopes)).map(
        lambda effect: (effect,)
    ),
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
    lambda held, shipping: cart(*held, shipping_minor=shipping), lines(), st.integers(0, 2000)
)


def _quote(basket: Cart, promotions: Sequence[Promotion]) -> Quote:
    return quote(compile_book(promotions), basket)


@given(carts, promotion_lists)
def test_savings_add_up_to_the_last_cent(basket: Cart, promotions: list[Promotion]) -> None:
    answer = _quote(basket, promotions)
    totals, saved = answer.totals, sum(each.saving_minor for each in answer.outcomes)
    on_sale = sum((p.line.list_minor - p.line.selling_minor) * p.line.qty for p in answer.lines)
    assert sum(p.paid_minor for p in answer.lines) == totals.goods_minor
    assert totals.list_minor - totals.discount_minor == totals.goods_minor
    assert totals.goods_minor + totals.shipping_minor - totals.shipping_discount_minor == (
        totals.payable_minor
    )
    assert on_sale + saved == totals.discount_minor + totals.shipping_discount_minor


@given(carts, promotion_lists)
def test_lines_keep_between_nothing_floor_and_selling_price(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    assert 0 <= answer.totals.shipping_discount_minor <= basket.shipping_minor
    for priced in answer.lines:
        line = priced.line
        floor = 0 if line.gift else min(line.floor_minor or 0, line.selling_minor)
        assert floor * line.qty <= priced.paid_minor <= line.selling_minor * line.qty
        if not line.discountable:
            assert priced.paid_minor == line.selling_minor * line.qty


@given(carts, promotion_lists)
def test_units_and_savings_are_explained_to_the_last_one(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    for priced in answer.lines:
        assert sum(each_of(priced.paid_per_unit)) == priced.paid_minor
        assert len(each_of(priced.paid_per_unit)) == priced.line.qty
    for each in answer.outcomes:
        savings = answer.savings_of(each)
        assert sum(s.saving_minor for s in savings) + each.shipping_saving_minor == (
            each.saving_minor
        )
        assert all(sum(each_of(s.saved_per_unit)) == s.saving_minor > 0 for s in savings)
        if each.promotion.stage is not Stage.UNIT:
            assert all(saved >= 0 for s in savings for saved in each_of(s.saved_per_unit))
        assert each.applied == bool(each.saving_minor or each.gifts)


@given(carts, promotion_lists)
def test_every_promotion_answers_once_and_losers_name_a_winner(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    assert sorted(each.promotion_id for each in answer.outcomes) == sorted(p.id for p in promotions)
    for each in answer.outcomes:
        if each.rival is not None and each.promotion.stage is not Stage.UNIT:
            rival = outcome(answer, each.rival)
            assert rival.applied
            if each.reason == "lost_to":
                assert rival.saving_minor >= each.offer_minor


@given(carts, promotion_lists, st.randoms(use_true_random=False))
def test_neither_declaration_order_nor_repetition_changes_a_quote(
    basket: Cart, promotions: list[Promotion], chance: Random
) -> None:
    answer = _quote(basket, promotions)
    chance.shuffle(promotions)
    again = _quote(basket, promotions)
    assert again == answer
    assert again.hash == answer.hash


@given(carts, promotion_lists)
def test_budgets_are_never_exceeded(basket: Cart, promotions: list[Promotion]) -> None:
    answer = _quote(basket, promotions)
    for promotion in promotions:
        budget = promotion.limits.budget_minor
        if budget is not None:
            assert outcome(answer, promotion.id).saving_minor <= minor(budget)


@given(carts, promotion_lists)
def test_where_nobody_competes_an_idle_promotion_could_as_well_not_be_there(
    basket: Cart, promotions: list[Promotion]
) -> None:
    peaceful = [
        replace(p, exclusion_group=p.id, exclusive=False, stop=None, not_with=())
        for p in promotions
    ]
    answer = _quote(basket, peaceful)
    at_work = {each.promotion_id for each in answer.outcomes if each.applied}
    assert _quote(basket, [p for p in peaceful if p.id in at_work]).hash == answer.hash


@given(carts, promotion_lists)
def test_the_hash_changes_with_a_version_at_work_and_not_with_one_idle(
    basket: Cart, promotions: list[Promotion]
) -> None:
    answer = _quote(basket, promotions)
    for promotion in promotions:
        edited = [replace(p, version=2) if p is promotion else p for p in promotions]
        changed = _quote(basket, edited).hash != answer.hash
        assert changed == outcome(answer, promotion.id).applied
