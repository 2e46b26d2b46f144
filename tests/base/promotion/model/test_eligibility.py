"""Who may have a promotion, when and how often: reasons told before any line is looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.base.promotion.model import (
    Audience,
    Buyer,
    CodeOutcome,
    CouponCode,
    Limits,
    Promotion,
    Slot,
    Stage,
    Usage,
    Usages,
    Window,
)
from promenade.base.promotion.model.effects import (
    Amount,
    Effect,
    Gift,
    OrderOff,
    Percent,
    ShippingOff,
    UnitOff,
)
from promenade.base.promotion.model.shortages import Shortage
from tests.support.promotions import AT, cart, line, outcome, paid, priced, promotion, reasons

GOODS = line("a", 1000)
TEN = OrderOff(Amount(10))
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


def used(**usage: Any) -> Usages:
    return Usages({"p": Usage(**usage)})


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (Window(start=AT), "applied"),
        (Window(start=AT + MOMENT), "not_started"),
        (Window(end=AT + MOMENT), "applied"),
        (Window(end=AT), "ended"),
        (Window(start=AT - DAY, end=AT + DAY), "applied"),
    ],
)
def test_windows_are_half_open(window: Window, reason: str) -> None:
    assert reasons(priced(cart(GOODS), promotion("p", TEN, window=window))) == {"p": reason}


# 2024-03-10 is a Sunday on which New York's clocks skip 02:00 to 03:00.
SUNDAY_MORNING = Window(slots=(Slot(60, 240, 6),), zone="America/New_York")


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (datetime(2024, 3, 10, 5, 59, 59, tzinfo=UTC), "outside_slot"),
        (datetime(2024, 3, 10, 6, 0, tzinfo=UTC), "applied"),
        (datetime(2024, 3, 10, 7, 59, 59, tzinfo=UTC), "applied"),
        (datetime(2024, 3, 10, 8, 0, tzinfo=UTC), "outside_slot"),
        (datetime(2024, 3, 11, 6, 30, tzinfo=UTC), "outside_slot"),
    ],
)
def test_weekly_slots_follow_the_local_clock_through_its_changes(at: datetime, reason: str) -> None:
    happy_hour = promotion("p", TEN, window=SUNDAY_MORNING)
    assert reasons(priced(cart(GOODS, at=at), happy_hour)) == {"p": reason}


@pytest.mark.parametrize(
    ("audience", "reason"),
    [
        (Audience(channels=("app", "web")), "applied"),
        (Audience(channels=("web",)), "wrong_channel"),
        (Audience(channels=()), "wrong_channel"),
        (Audience(groups=("vip", "staff")), "applied"),
        (Audience(groups=("staff",)), "wrong_audience"),
        (Audience(nth_orders=(1, 3)), "applied"),
        (Audience(nth_orders=(1,)), "wrong_audience"),
        (Audience(new_buyers_only=True), "wrong_audience"),
    ],
)
def test_an_audience_is_by_channel_group_and_order(audience: Audience, reason: str) -> None:
    buyer = Buyer("u", frozenset({"vip"}), nth_order=3, is_new=False)
    basket = cart(GOODS, buyer=buyer, channel="app")
    assert reasons(priced(basket, promotion("p", TEN, audience=audience))) == {"p": reason}


def test_a_new_buyer_is_told_by_the_facts_not_guessed() -> None:
    welcome = promotion("p", TEN, audience=Audience(new_buyers_only=True))
    assert reasons(priced(cart(GOODS, buyer=Buyer(is_new=True)), welcome)) == {"p": "applied"}


def test_a_paused_promotion_says_so_first() -> None:
    paused = promotion("p", TEN, paused=True, window=Window(end=AT))
    assert reasons(priced(cart(GOODS), paused)) == {"p": "paused"}


@pytest.mark.parametrize(
    ("limits", "usage", "reason"),
    [
        (Limits(total=5), used(used=4), "applied"),
        (Limits(total=5), used(used=5), "limit_reached"),
        (Limits(per_buyer=1), used(used_by_buyer=1), "buyer_limit_reached"),
        (Limits(per_buyer_day=2), used(used_by_buyer_today=1), "applied"),
        (Limits(per_buyer_day=2), used(used_by_buyer_today=2), "buyer_limit_reached"),
        (Limits(budget_minor=100), used(spent_minor=90), "applied"),
        (Limits(budget_minor=100), used(spent_minor=91), "budget_insufficient"),
        (Limits(budget_minor=100), used(spent_minor=100), "budget_exhausted"),
    ],
)
def test_limits_and_budgets_hold(limits: Limits, usage: Usages, reason: str) -> None:
    limited = promotion("p", TEN, limits=limits)
    answer = priced(cart(GOODS), limited, usage=usage)
    assert reasons(answer) == {"p": reason}
    assert answer.totals.discount_minor == (10 if reason == "applied" else 0)


@pytest.mark.parametrize(
    ("limits", "usage", "shortage"),
    [
        (Limits(total=5, per_buyer=1), used(used=5, used_by_buyer=1), Shortage("total", 0, 1)),
        (Limits(per_buyer=1), used(used_by_buyer=1), Shortage("per_buyer", 0, 1)),
        (Limits(per_buyer_day=1), used(used_by_buyer_today=1), Shortage("per_buyer_day", 0, 1)),
        (Limits(budget_minor=100), used(spent_minor=100), Shortage("budget", 0, None)),
        (Limits(budget_minor=100), used(spent_minor=91), Shortage("budget", 9, 10)),
        (
            Limits(budget_minor=100, per_order_minor=6),
            used(spent_minor=95),
            Shortage("budget", 5, 6),
        ),
        (Limits(total=5), used(used=4), None),
    ],
)
def test_what_is_left_of_a_limit_is_told_beside_the_reason(
    limits: Limits, usage: Usages, shortage: Shortage | None
) -> None:
    limited = promotion("p", TEN, limits=limits)
    (told,) = priced(cart(GOODS), limited, usage=usage).outcomes
    assert (told.shortage, told.is_bare) == (shortage, False)


def test_a_unit_price_that_its_budget_does_not_cover_tells_what_is_left() -> None:
    half = promotion("p", UnitOff(Percent(5000)), stage=Stage.UNIT, limits=Limits(budget_minor=100))
    (told,) = priced(cart(line("a", 300)), half, usage=used(spent_minor=20)).outcomes
    assert (told.reason, told.shortage) == ("budget_insufficient", Shortage("budget", 80, 150))


def test_a_partial_budget_is_shared_like_the_discount_it_falls_short_of() -> None:
    limits = Limits(budget_minor=100, allow_partial=True)
    half = promotion("p", OrderOff(Percent(5000)), limits=limits)
    answer = priced(cart(line("a", 300), line("b", 100)), half, usage=used(spent_minor=20))
    assert paid(answer) == {"a": 240, "b": 80}
    assert outcome(answer, "p").saving_minor == 80


def test_a_unit_price_whose_budget_falls_short_gives_way_to_the_next_best() -> None:
    deep = promotion("p", UnitOff(Percent(5000)), stage=Stage.UNIT, limits=Limits(budget_minor=999))
    member = promotion("member", UnitOff(Percent(1000)), stage=Stage.UNIT)
    answer = priced(cart(line("a", 1000, 2)), deep, member)
    assert paid(answer) == {"a": 1800}
    assert reasons(answer) == {"member": "applied", "p": "budget_insufficient"}
    assert outcome(answer, "p").offer_minor == 1000


# ---- Codes ----


def coupon(**code: object) -> Promotion:
    given: dict[str, object] = {"text": "SAVE10"}
    return promotion("p", TEN, stage=Stage.STORE_COUPON, code=CouponCode(**given | code))  # type: ignore[arg-type]


def test_without_its_code_a_coupon_is_required() -> None:
    answer = priced(cart(GOODS), coupon())
    assert (reasons(answer), answer.codes) == ({"p": "coupon_required"}, ())


@pytest.mark.parametrize(
    "typed", ["SAVE10", " save10 ", "ＳＡＶＥ１０", "Save10", "SA\u200bVE\u00ad10"]
)
def test_codes_match_however_they_are_typed(typed: str) -> None:
    answer = priced(cart(GOODS, codes=(typed,)), coupon())
    assert answer.codes == (CodeOutcome(typed, True, outcome(answer, "p").reason, "p"),)


@pytest.mark.parametrize(
    ("code", "usage", "reason"),
    [
        ({"start": AT + MOMENT}, used(), "coupon_not_started"),
        ({"end": AT}, used(), "coupon_expired"),
        ({"total": 2}, used(code_used=2), "coupon_limit_reached"),
        ({"per_buyer": 2}, used(code_used_by_buyer=2), "coupon_buyer_limit_reached"),
        ({"total": 3, "per_buyer": 3}, used(code_used=2, code_used_by_buyer=2), "applied"),
    ],
)
def test_a_code_has_a_validity_and_limits_of_its_own(
    code: dict[str, object], usage: Usages, reason: str
) -> None:
    answer = priced(cart(GOODS, codes=("save10",)), coupon(**code), usage=usage)
    (told,) = answer.codes
    assert (told.accepted, told.reason) == (reason == "applied", reason)


def test_an_unknown_code_is_told_so_and_a_repeated_one_is_told_once() -> None:
    answer = priced(cart(GOODS, codes=("nope", "save10", "SAVE10")), coupon())
    assert [(code.code, code.reason) for code in answer.codes] == [
        ("nope", "coupon_unknown"),
        ("save10", "applied"),
    ]


def test_a_code_that_unlocks_several_promotions_is_accepted_when_one_applies() -> None:
    late = promotion("late", Gift("mug"), code=CouponCode("SAVE10"), window=Window(start=AT + DAY))
    answer = priced(cart(GOODS, codes=("save10",)), late, coupon())
    assert [(code.accepted, code.promotion_id) for code in answer.codes] == [(True, "p")]


@pytest.mark.parametrize(
    ("currency", "reason"),
    [("CNY", "applied"), (None, "applied"), ("JPY", "other_currency"), ("KWD", "other_currency")],
)
@pytest.mark.parametrize("stage", [Stage.UNIT, Stage.ORDER, Stage.SHIPPING])
def test_amounts_come_off_carts_in_their_currency_alone(
    currency: str | None, reason: str, stage: Stage
) -> None:
    effects: dict[Stage, Effect] = {
        Stage.UNIT: UnitOff(Amount(10)),
        Stage.ORDER: OrderOff(Amount(10)),
        Stage.SHIPPING: ShippingOff(Amount(10)),
    }
    ten = promotion("ten", effects[stage], stage=stage, currency=currency)
    answer = priced(cart(line("a", 1_000), shipping_minor=100), ten)
    assert reasons(answer) == {"ten": reason}
    assert answer.totals.payable_minor == (1_090 if reason == "applied" else 1_100)


def test_a_code_is_asked_for_before_the_currency() -> None:
    ten = promotion("ten", TEN, currency="JPY", code=CouponCode("TEN"))
    assert reasons(priced(cart(line("a", 1_000)), ten)) == {"ten": "coupon_required"}
    held = cart(line("a", 1_000), codes=("ten",))
    assert reasons(priced(held, ten)) == {"ten": "other_currency"}
