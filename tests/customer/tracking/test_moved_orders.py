"""An order whose source corrects when it was placed, or by whom, stands where it stands now."""

import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.customer.tracking.model.sales import OrderKey, Sale
from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.following import FollowDoors, follow
from promenade.kit.errors import Unavailable
from tests.support.cloud import dump
from tests.support.effects import SPRING, SUMMER, doors, hours, sale, touched

NOW = hours(4)
SECOND = 1 / 3_600
MOMENT = timedelta(microseconds=1)
OVER: dict[str, Any] = {"is_bought": False}
GIVEN_BACK = OVER | {"refunded_minor": 10_001}
CAMPAIGNS = {"ada": SPRING, "bo": SUMMER}


@pytest.fixture
def found(stores: None) -> FollowDoors:
    """Two people came by a campaign each, an hour after it began."""
    known = doors()
    for customer, campaign in CAMPAIGNS.items():
        follow(touched(customer, f"touch-{customer}", campaign=campaign), NOW, known)
    return known


def rows(found: FollowDoors, number: str) -> list[tuple[str, datetime, int, bool]]:
    """Of the order in the lists of campaigns."""
    return [
        (campaign, each.placed_at, each.net_minor, each.is_bought)
        for campaign in CAMPAIGNS.values()
        for each in found.effects.lines(campaign, 100, None).items
        if each.number == number
    ]


def nets(found: FollowDoors, campaign: str = SPRING) -> int:
    return sum(each.get("net_linear", 0) for each in found.effects.sums(campaign).values())


def owners(found: FollowDoors, key: OrderKey) -> list[str]:
    """Each as often as the order is among theirs."""
    own = {who: found.journal.own_orders(who, 100, None).items for who in CAMPAIGNS}
    return [who for who, keys in own.items() for each in keys if each == key]


def test_a_refund_that_also_corrects_when_it_was_placed_leaves_one_row(found: FollowDoors) -> None:
    number = "V669fd3-moved"
    paid: dict[str, Any] = {"number": number, "paid_minor": 2_000}
    credit(sale(2, **paid), NOW, found)
    assert rows(found, number) == [(SPRING, hours(2), 2_000, True)]
    for _ in range(2):
        credit(sale(2 + 5 * SECOND, version=2, refunded_minor=2_000, **paid | OVER), NOW, found)
        assert rows(found, number) == [(SPRING, hours(2 + 5 * SECOND), 0, False)]
        assert nets(found) == 0


def versions(number: str) -> Sequence[Sale]:
    """None is placed when another one is; the fourth before anything brought it, the fifth and the
    last by somebody else, or nobody."""
    return (
        sale(2, number),
        sale(2 + SECOND, number, 2),
        sale(2 - SECOND, number, 3, **GIVEN_BACK),
        sale(0.5, number, 4),
        sale(3, number, 5, customer="bo"),
        sale(2 + 2 * SECOND, number, 6, is_cancelled=True, **OVER),
        sale(1.5, number, 7, customer=None, is_paid=False, is_cancelled=True, **OVER),
    )


def expected(newest: Sale) -> list[tuple[str, datetime, int, bool]]:
    if newest.customer is None or newest.version == 4:
        return []
    campaign = CAMPAIGNS[newest.customer]
    return [(campaign, newest.placed_at, newest.net_minor, newest.is_bought)]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_order_of_its_versions_it_stands_where_the_newest_says(
    found: FollowDoors, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """They come twice, and late; and who counts one may die over it before another one comes."""
    dice = random.Random(seed)
    told = [*versions("A-1"), *versions("A-1")]
    dice.shuffle(told)
    newest = told[0]
    for each in told:
        newest = max(newest, each, key=lambda one: one.version)
        if dice.random() < 0.3:
            kept_only(each, found, monkeypatch)
            continue
        credit(each, NOW, found)
        assert rows(found, "A-1") == expected(newest), each
        assert nets(found) + nets(found, SUMMER) == sum(row[2] for row in rows(found, "A-1"))
        assert owners(found, newest.key) == [newest.customer] * bool(newest.customer)
    credit(newest, NOW, found)
    before = dump()
    for each in told:
        credit(each, NOW, found)
    assert (dump(), rows(found, "A-1")) == (before, expected(newest))


def kept_only(told: Sale, found: FollowDoors, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise Unavailable("The table is busy with other changes.")

    with monkeypatch.context() as patched, suppress(Unavailable):
        patched.setattr(found.effects, "count_order", dies)
        credit(told, NOW, found)


def test_an_order_is_found_by_when_it_was_placed_by_whom_as_far_as_is_known(
    found: FollowDoors,
) -> None:
    first, second = sale(2), sale(3, version=2, customer="bo")
    for each in (first, second, first):
        credit(each, NOW, found)
    asked = [(who, at, at + MOMENT) for who in CAMPAIGNS for at in (hours(2), hours(3))]
    assert [found.journal.orders(*each) for each in asked] == [[], [], [], [first.key]]
