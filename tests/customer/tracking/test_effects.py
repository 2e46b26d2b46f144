"""What may be said of a campaign: nothing too soon, nothing of unlike sides, everything to the
unit."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from promenade.contracts.campaigns import HELD_OUT
from promenade.customer.tracking.model.effects import FINAL_AFTER, Effect, Plan, effect
from promenade.customer.tracking.model.sums import WHOLE, Sums
from promenade.customer.tracking.service.effects import Known
from promenade.customer.tracking.wire.effects import show_effect
from tests.support.effects import SPRING
from tests.support.stamps import NOON

PLAN = Plan(holdout_bp=5_000, ended_at=NOON)
FINAL = NOON + FINAL_AFTER


def told(treated: tuple[int, int] = (1_000, 150), held_out: tuple[int, int] = (1_000, 100)) -> Sums:
    """(people, buyers) of either side; each buyer spent 20.00."""
    sides: Mapping[str, tuple[int, int]] = {"a": treated, HELD_OUT: held_out}
    counts = {
        (SPRING, variant, ""): {"people": people, "buyers": buyers}
        for variant, (people, buyers) in sides.items()
    }
    spent = {
        (SPRING, variant, "CNY"): {"spend": buyers * 2_000, "spend_squares": buyers * 2_000**2}
        for variant, (_, buyers) in sides.items()
    }
    credited = {"orders_linear": 160, "net_linear": 300_000, "saving_minor": 10_000}
    return counts | {
        (SPRING, HELD_OUT, "CNY"): spent[SPRING, HELD_OUT, "CNY"],
        (SPRING, "a", "CNY"): spent[SPRING, "a", "CNY"] | credited,
        (SPRING, WHOLE, "CNY"): {"cost_micros": 50_000_000},
    }


def found(sums: Sums | None = None, plan: Plan = PLAN, *, late: bool = True) -> Effect:
    return effect(sums or told(), plan, FINAL if late else FINAL - timedelta(microseconds=1))


def test_the_lift_is_of_buyers_and_of_spend_with_interval_and_test() -> None:
    buyers, spend = found().gains
    assert (buyers.variant, buyers.currency, buyers.incremental) == (WHOLE, "", 50)
    assert buyers.lift.absolute == pytest.approx(0.05)
    assert (buyers.lift.low, buyers.lift.high) == pytest.approx((0.02107969, 0.07892031), abs=1e-8)
    assert (buyers.lift.z, buyers.lift.p) == pytest.approx((3.388622, 0.00070245), rel=1e-4)
    assert (spend.currency, spend.incremental) == ("CNY", 100_000)
    assert found().verdict == "better"


def test_nobody_peeks_before_the_end() -> None:
    early = found(late=False)
    assert (early.gains, early.verdict, early.is_final) == ((), "too_soon", False)
    assert early.final_at == NOON + timedelta(days=20)


def test_a_campaign_that_goes_on_is_never_final() -> None:
    endless = found(plan=Plan(5_000))
    assert (endless.gains, endless.final_at, endless.verdict) == ((), None, "too_soon")


def test_without_a_hold_out_nothing_is_compared() -> None:
    alone = found({(SPRING, "a", ""): {"people": 9, "buyers": 3}}, Plan(0, NOON))
    assert (alone.gains, alone.mismatch_p, alone.verdict) == ((), None, "no_hold_out")


@pytest.mark.parametrize(
    ("treated", "held_out", "verdict"),
    [
        ((1_000, 100), (1_000, 150), "worse"),
        ((1_000, 103), (1_000, 100), "no_difference"),
        ((1_200, 180), (1_000, 100), "mismatched"),
        ((2, 0), (2, 0), "no_difference"),
    ],
)
def test_the_verdict_is_of_all_treated_people(
    treated: tuple[int, int], held_out: tuple[int, int], verdict: str
) -> None:
    assert found(told(treated, held_out)).verdict == verdict


def test_no_gain_of_mismatched_sides_is_significant() -> None:
    for treated, is_significant in (((1_000, 150), True), ((1_200, 180), False)):
        known = Known(SPRING, None, found(told(treated)), FINAL)
        assert [each.is_significant for each in show_effect(known).gains] == [is_significant] * 2


def test_the_sides_are_tested_against_the_plan() -> None:
    assert found().mismatch_p == pytest.approx(1)
    skewed = found(told((900, 1), (100, 1)), Plan(1_000, NOON))
    assert skewed.mismatch_p == pytest.approx(1)
    assert found(told((900, 1), (100, 1))).mismatch_p == pytest.approx(0, abs=1e-100)


def test_what_is_credited_stands_beside_what_came_of_it() -> None:
    assert found().credited_minor("linear", "CNY") == 300_000
    assert found().order_count("linear", "CNY") == 160
    assert found().over_credit("linear", "CNY") == pytest.approx(3)
    assert found().over_credit("linear", "USD") is None
    assert found(told((1_000, 100), (1_000, 150))).over_credit("linear", "CNY") is None


def test_the_return_is_after_coupons_and_messages() -> None:
    """3,000.00 less 100.00 of coupons and 50.00 of messages, by these."""
    assert found().roi("linear", "CNY") == pytest.approx((3_000 - 150) / 150)
    assert found().roi("linear", "JPY") is None


def costing(currency: str, net: Mapping[str, int]) -> Sums:
    """50.00 for messages."""
    credited = {(SPRING, "a", each): {"orders_linear": 1, "net_linear": net[each]} for each in net}
    cost = {(SPRING, WHOLE, currency): {"cost_micros": 50_000_000}}
    return {key: {**credited.get(key, {}), **cost.get(key, {})} for key in {**credited, **cost}}


@pytest.mark.parametrize(
    "net", [{"CNY": 100_00}, {"CNY": 100_00, "GBP": 100_00}, {"CNY": -1, "GBP": 100_00}]
)
def test_the_return_is_unknown_where_income_and_cost_differ_in_currency(
    net: dict[str, int],
) -> None:
    sold = found(costing("GBP", net))
    assert sold.currencies == ["CNY", "GBP"]
    assert [sold.roi("linear", each) for each in sold.currencies] == [None, None]


def test_the_return_is_unknown_where_coupons_and_messages_differ_in_currency() -> None:
    sums = {**costing("GBP", {"GBP": 100_00}), (SPRING, "a", "CNY"): {"saving_minor": 500}}
    assert [found(sums).roi("linear", each) for each in ("CNY", "GBP")] == [None, None]


def test_the_return_of_what_sold_nothing_is_all_that_it_cost() -> None:
    assert found(costing("GBP", {})).roi("linear", "GBP") == -1
    assert found(costing("GBP", {"GBP": 100_00})).roi("linear", "GBP") == 1
    assert found(costing("GBP", {"GBP": 100_00, "CNY": 0})).roi("linear", "GBP") == 1


def test_each_variant_is_compared_where_there_are_several() -> None:
    sums = {**told(), (SPRING, "b", ""): {"people": 10, "buyers": 5}}
    compared = {each.variant: each.incremental for each in found(sums).gains if not each.currency}
    assert compared == {WHOLE: 54, "a": 50, "b": 4}


def test_people_of_all_variants_are_treated_ones() -> None:
    sums = {**told(), (SPRING, "b", ""): {"people": 10, "sent": 7, "messages": 9}}
    treated = found(sums).treated
    assert (treated.people, treated.sent, treated.messages) == (1_010, 7, 9)
    assert found(sums).held_out.people == 1_000
    assert found(sums).currencies == ["CNY"]
