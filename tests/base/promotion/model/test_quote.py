"""What a quote promises, and the hash it is held to."""

from datetime import timedelta

from promenade.base.promotion.model import Cart, LineSaving, Stage, Totals, Window
from promenade.base.promotion.model.effects import (
    Amount,
    Gift,
    OrderOff,
    Percent,
    ShippingOff,
    UnitOff,
)
from promenade.kit.values import replace
from tests.support.promotions import AT, cart, line, outcome, priced, promotion

TEN = promotion("ten", OrderOff(Amount(10)))
MEMBER = promotion("member", UnitOff(Percent(1000)), stage=Stage.UNIT)
BASKET = cart(line("a", 1000, 3), line("b", 500), shipping_minor=800)


def test_every_promotion_tells_what_it_took_off_which_unit() -> None:
    answer = priced(BASKET, TEN, MEMBER)
    assert answer.savings_of(outcome(answer, "member")) == [
        LineSaving("a", 300, ((3, 100),)),
        LineSaving("b", 50, ((1, 50),)),
    ]
    assert answer.savings_of(outcome(answer, "ten")) == [
        LineSaving("a", 9, ((3, 3),)),
        LineSaving("b", 1, ((1, 1),)),
    ]
    assert [priced.paid_per_unit for priced in answer.lines] == [((3, 897),), ((1, 449),)]


def test_what_did_not_apply_has_no_savings_to_tell() -> None:
    later = replace(TEN, window=Window(start=AT + timedelta(days=1)))
    answer = priced(BASKET, later)
    assert answer.savings_of(outcome(answer, "ten")) == []


def test_totals_lead_from_list_price_to_payable() -> None:
    ship = promotion("ship", ShippingOff(Amount(300)), stage=Stage.SHIPPING)
    assert priced(BASKET, TEN, MEMBER, ship).totals == Totals(3500, 360, 3140, 800, 300, 3640)


def test_the_same_promise_has_the_same_hash_at_another_time_for_another_buyer() -> None:
    later = replace(BASKET, at=AT + timedelta(hours=1), channel="app")
    assert priced(later, TEN).hash == priced(BASKET, TEN).hash


def test_each_part_of_the_promise_changes_the_hash() -> None:
    a, b = BASKET.lines

    def with_first(**changes: object) -> Cart:
        return replace(BASKET, lines=(replace(a, **changes), b))

    free = promotion("ship", ShippingOff(Amount(1)), stage=Stage.SHIPPING)
    promises = [
        priced(BASKET, TEN),
        priced(BASKET),
        priced(BASKET, replace(TEN, id="other")),
        priced(BASKET, replace(TEN, version=2)),
        priced(BASKET, replace(TEN, effects=(OrderOff(Amount(11)),))),
        priced(BASKET, replace(TEN, effects=(OrderOff(Amount(10)), Gift("mug")))),
        priced(BASKET, replace(TEN, effects=(OrderOff(Amount(10)), Gift("mug", 2)))),
        priced(BASKET, TEN, free),
        priced(replace(BASKET, currency="EUR"), TEN),
        priced(replace(BASKET, shipping_minor=801), TEN),
        priced(with_first(qty=4), TEN),
        priced(with_first(id="c"), TEN),
        priced(with_first(sku="c"), TEN),
        priced(with_first(list_minor=1001, sale_minor=1000), TEN),
        priced(with_first(sale_minor=999), TEN),
    ]
    assert len({promise.hash for promise in promises}) == len(promises)


def test_a_hash_is_the_same_in_every_process() -> None:
    """Strings hash differently from one Python process to the next; quotes must not."""
    assert priced(BASKET, TEN).hash == (
        "7686b2168c7fe67b106d013ddd4845606150879d3c2143c182ded90f0961635e"
    )
