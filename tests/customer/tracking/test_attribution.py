"""Whose an order is: windows, coupons, five models, and not a minor unit more or less."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.channels import Channel
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.attribution import (
    MODELS,
    MOST_VISITS,
    brought,
    shares,
    visits_before,
)
from promenade.customer.tracking.model.sales import Brought, Campaign, Causes, Sale, Visit
from tests.support.effects import SPRING, SUMMER, TEMPLATE, coupon, hours, sale, visit
from tests.support.stamps import NOON

OFFERS = [Campaign(SPRING, NOON - timedelta(days=9), TEMPLATE)]


def parts(model: Model, found: Sale, causes: Causes) -> dict[str, int]:
    return {
        f"{each.campaign}/{each.variant}": each.net_minor[model]
        for each in shares(found, causes)
        if model in each.net_minor
    }


def named(visits: tuple[Visit, ...]) -> list[str]:
    return [each.campaign for each in visits]


@pytest.mark.parametrize(
    ("channel", "is_open", "before_h", "counts"),
    [
        (Channel.EMAIL, False, 119.999, True),
        (Channel.EMAIL, False, 120, False),
        (Channel.SMS, False, 119.999, True),
        (Channel.EMAIL, True, 0.001, False),
        (Channel.IN_APP, True, 23.999, True),
        (Channel.IN_APP, True, 24, False),
        (Channel.WECHAT, False, 23.999, True),
        (Channel.WECHAT, False, 24, False),
    ],
)
def test_a_touch_counts_within_the_window_of_its_kind(
    channel: Channel, is_open: bool, before_h: float, counts: bool
) -> None:
    touch = visit(0, channel=channel, is_open=is_open)
    assert bool(visits_before(hours(before_h), [touch])) is counts


def test_a_touch_precedes_the_order() -> None:
    assert visits_before(hours(2), [visit(2), visit(3)]) == ()


def test_touches_of_one_campaign_in_a_row_are_one_visit_the_last() -> None:
    touches = [visit(1), visit(2), visit(3, SUMMER), visit(4)]
    found = visits_before(hours(9), touches[::-1])
    assert [(each.campaign, each.at) for each in found] == [
        (SPRING, hours(2)),
        (SUMMER, hours(3)),
        (SPRING, hours(4)),
    ]


def test_of_very_many_visits_the_newest_count() -> None:
    touches = [visit(n, f"campaign_{n}") for n in range(1, 21)]
    assert named(visits_before(hours(30), touches)) == [
        f"campaign_{n}" for n in range(21 - MOST_VISITS, 21)
    ]


PATH = Causes(visits=tuple(visit(n, f"c{n}") for n in range(1, 5)))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("first_touch", {"c1/a": 10_001}),
        ("last_touch", {"c4/a": 10_001}),
        ("coupon_first", {"c4/a": 10_001}),
        ("linear", {"c1/a": 2_501, "c2/a": 2_500, "c3/a": 2_500, "c4/a": 2_500}),
        ("position", {"c1/a": 4_001, "c2/a": 1_000, "c3/a": 1_000, "c4/a": 4_000}),
    ],
)
def test_each_model_shares_out_the_order_its_own_way(
    model: Model, expected: dict[str, int]
) -> None:
    assert parts(model, sale(9), PATH) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, {"c1/a": 10_001}), (2, {"c1/a": 5_001, "c2/a": 5_000})],
)
def test_who_stands_first_and_last_alone_shares_alike(count: int, expected: dict[str, int]) -> None:
    assert parts("position", sale(9), Causes(visits=PATH.visits[:count])) == expected


def test_a_coupon_of_a_campaign_beats_a_later_link_of_another() -> None:
    found = sale(9, coupons=(coupon(),))
    visits = (visit(8, SUMMER),)
    causes = Causes(brought(found, OFFERS, visits, {SPRING: "b"}), visits)
    assert parts("coupon_first", found, causes) == {f"{SPRING}/b": 10_001}
    assert parts("last_touch", found, causes) == {f"{SUMMER}/a": 10_001}


def test_several_campaigns_coupons_share_by_what_they_saved() -> None:
    found = sale(9, coupons=(coupon(300), coupon(100, "template_SUMMER")))
    offers = [*OFFERS, Campaign(SUMMER, NOON, "template_SUMMER")]
    causes = Causes(brought(found, offers, (), {}))
    assert parts("coupon_first", found, causes) == {f"{SPRING}/all": 7_501, f"{SUMMER}/all": 2_500}


def test_a_coupon_that_two_campaigns_hand_out_is_of_whom_the_customer_came_by_last() -> None:
    found = sale(9, coupons=(coupon(),))
    offers = [*OFFERS, Campaign(SUMMER, NOON, TEMPLATE)]
    (by_visit,) = brought(found, offers, (visit(1),), {})
    (by_launch,) = brought(found, offers, (), {})
    assert (by_visit.campaign, by_launch.campaign) == (SPRING, SUMMER)


def test_a_campaign_launched_after_the_order_did_not_bring_it() -> None:
    found = sale(2, coupons=(coupon(),))
    assert brought(found, [Campaign(SPRING, hours(3), TEMPLATE)], (), {}) == ()


def test_nobody_has_a_share_of_what_is_not_paid_or_what_nothing_brought() -> None:
    assert shares(sale(9, is_paid=False, is_bought=False), PATH) == ()
    assert shares(sale(9), Causes()) == ()


def test_an_order_that_costs_nothing_is_an_order_and_no_revenue() -> None:
    (share,) = shares(sale(9, paid_minor=0), Causes(visits=PATH.visits[:1]))
    assert (share.order_count, set(share.net_minor.values())) == (1, {0})


VISITS = st.lists(
    st.builds(visit, st.integers(0, 200), st.sampled_from("pqrs"), st.sampled_from("ab")),
    max_size=20,
)
COUPONS = st.lists(
    st.builds(
        Brought,
        st.sampled_from(["p", "x", "y"]),
        st.just("a"),
        st.just(()),
        st.integers(0, 9_999),
    ),
    max_size=3,
    unique_by=lambda each: each.campaign,
)


@given(VISITS, COUPONS, st.integers(0, 10**9), st.integers(0, 10**9))
def test_shares_sum_to_the_orders_net_by_every_model(
    touches: list[Visit], coupons: list[Brought], paid: int, refund: int
) -> None:
    found = sale(150, paid_minor=paid, refunded_minor=refund)
    causes = Causes(tuple(coupons), visits_before(found.placed_at, touches))
    for model in MODELS:
        has_cause = bool(causes.visits or (model == "coupon_first" and coupons))
        total = sum(parts(model, found, causes).values())
        assert total == (paid - refund if has_cause else 0)
