"""Orders and what is told of their buyers come twice, late and in any order, and end alike."""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import msgspec
import pytest

from promenade.contracts.campaigns import HELD_OUT
from promenade.customer.tracking.model.attribution import MODELS
from promenade.customer.tracking.model.sales import OrderKey, Sale
from promenade.customer.tracking.model.sums import Sums
from promenade.customer.tracking.service.crediting import credit, recount
from promenade.customer.tracking.service.following import FollowDoors, Told, follow
from tests.support.cloud import dump
from tests.support.effects import (
    SPRING,
    SUMMER,
    campaign,
    coupon,
    doors,
    handled,
    hours,
    merged,
    refunded,
    sale,
    touched,
)

NOW = hours(3)
Step = Sale | Told


@pytest.fixture
def found(stores: None) -> FollowDoors:
    return doors()


def tell(found: FollowDoors, *steps: Step) -> FollowDoors:
    for each in steps:
        if isinstance(each, Sale):
            credit(each, NOW, found)
        else:
            follow(each, NOW, found)
    return found


def sums(found: FollowDoors, campaign_id: str = SPRING) -> Sums:
    return {
        cell: {name: n for name, n in counts.items() if n}
        for cell, counts in found.effects.sums(campaign_id).items()
    }


def net(found: FollowDoors, campaign_id: str = SPRING, model: str = "coupon_first") -> int:
    return sum(each.get(f"net_{model}", 0) for each in sums(found, campaign_id).values())


STORY: Sequence[Step] = (
    campaign(),
    handled(sent="ada bo", held_out="chen", unsent="dan"),
    touched(),
    sale(),
    refunded(2_000),
    sale(3, "A-2", customer="chen", paid_minor=500),
)


def test_a_campaigns_people_and_orders_add_up(found: FollowDoors) -> None:
    assert sums(tell(found, *STORY)) == {
        (SPRING, "*", "CNY"): {"cost_micros": 40_000},
        (SPRING, HELD_OUT, ""): {"people": 1, "buyers": 1},
        (SPRING, HELD_OUT, "CNY"): {"spend": 500, "spend_squares": 250_000},
        (SPRING, "a", ""): {"people": 3, "sent": 2, "clicked": 1, "buyers": 1, "messages": 2},
        (SPRING, "a", "CNY"): {
            "spend": 8_001,
            "spend_squares": 8_001**2,
            **dict.fromkeys([f"orders_{each}" for each in MODELS], 1),
            **dict.fromkeys([f"net_{each}" for each in MODELS], 8_001),
        },
    }


def test_whatever_the_order_of_what_is_told_it_ends_alike(found: FollowDoors) -> None:
    expected = sums(tell(found, *STORY))
    tangled: list[Step] = [*STORY, *STORY]
    for seed in range(12):
        random.Random(seed).shuffle(tangled)
        other = f"other-{seed}"
        assert _renamed(sums(tell(found, *_of(other, tangled)), other), other) == expected, seed


def _of(id_: str, steps: Sequence[Step]) -> list[Step]:
    """The same story of another campaign and other people."""
    return [_change(each, id_) for each in steps]


def _change(step: Step, id_: str) -> Step:
    text = msgspec.json.encode(step).decode().replace(SPRING, id_).replace("A-", f"{id_}-A-")
    for name in ("ada", "bo", "chen", "dan", "r-1"):
        text = text.replace(f'"{name}"', f'"{id_}-{name}"')
    return msgspec.json.decode(text, type=type(step))


def _renamed(found: Sums, id_: str) -> Sums:
    return {(SPRING, variant, currency): each for (_, variant, currency), each in found.items()}


CANCELLED = sale(version=3, is_bought=False, is_cancelled=True)
FORGOTTEN = sale(version=3, customer=None, is_paid=False, is_bought=False, is_cancelled=True)
"""Its source says no more that it was paid, or by whom."""


@pytest.mark.parametrize(
    "steps",
    [
        *permutations((sale(), CANCELLED, touched())),
        *permutations((refunded(2_000), FORGOTTEN, touched())),
    ],
)
def test_a_cancelled_order_credits_nobody_whether_it_is_given_back_or_not(
    found: FollowDoors, steps: Sequence[Step]
) -> None:
    tell(found, handled(sent="ada"), *steps, *steps)
    assert net(found) == 0
    people = {"people": 1, "sent": 1, "clicked": 1, "messages": 1}
    assert sums(found) == {
        (SPRING, "*", "CNY"): {"cost_micros": 40_000},
        (SPRING, "a", ""): people,
        **{key: {} for key in sums(found) if key == (SPRING, "a", "CNY")},
    }
    for line in found.effects.lines(SPRING, 10, None).items:
        assert (line.is_bought, line.is_cancelled, line.net_minor) == (False, True, 0)
        assert all(minor == 0 for share in line.shares for minor in share.net_minor.values())


@pytest.mark.parametrize("refunded_minor", [0, 9_000, 10_001])
def test_what_is_given_back_of_a_cancelled_order_is_taken_back_once(
    found: FollowDoors, refunded_minor: int
) -> None:
    given_back = sale(version=4, refunded_minor=refunded_minor, is_bought=False, is_cancelled=True)
    tell(found, touched(), sale(), CANCELLED, given_back, CANCELLED)
    assert net(found) == 0
    (line,) = found.effects.lines(SPRING, 10, None).items
    assert (line.net_minor, line.refunded_minor) == (0, refunded_minor)


@pytest.mark.parametrize("steps", [*permutations((sale(), refunded(10_001), touched()))])
def test_an_older_version_never_comes_back(found: FollowDoors, steps: Sequence[Step]) -> None:
    tell(found, *steps)
    assert net(found) == 0
    (line,) = found.effects.lines(SPRING, 10, None).items
    assert (line.is_bought, line.refunded_minor) == (False, 10_001)
    assert "orders_linear" not in sums(found).get((SPRING, "a", "CNY"), {})


def test_the_same_again_writes_nothing(found: FollowDoors) -> None:
    tell(found, *STORY)
    before = dump()
    tell(found, *STORY)
    assert not recount(OrderKey("web", "A-1"), NOW, found)
    assert dump() == before


@pytest.mark.parametrize(
    "nothing",
    [sale(customer=None), sale(is_paid=False, is_bought=False), sale(customer="stranger")],
)
def test_who_came_by_nothing_is_credited_to_nobody(found: FollowDoors, nothing: Sale) -> None:
    tell(found, touched(), nothing)
    assert found.effects.lines(SPRING, 10, None).items == ()
    assert net(found) == 0


def test_an_order_that_is_paid_later_counts_then(found: FollowDoors) -> None:
    unpaid = sale(paid_minor=0, is_paid=False, is_bought=False)
    tell(found, touched(), unpaid, sale(version=2))
    assert net(found) == 10_001


def test_an_order_moves_with_the_customer_whose_it_turns_out_to_be(found: FollowDoors) -> None:
    tell(found, touched(), touched("bo", campaign=SUMMER), sale(), sale(version=2, customer="bo"))
    assert (net(found), net(found, SUMMER)) == (0, 10_001)
    assert found.effects.lines(SPRING, 10, None).items == ()


def test_a_coupon_is_told_as_why_and_as_what_it_cost(found: FollowDoors) -> None:
    tell(found, campaign(), touched(campaign=SUMMER), sale(coupons=(coupon(),)))
    (line,) = found.effects.lines(SPRING, 10, None).items
    assert [each.saving_minor for each in line.causes.coupons] == [500]
    assert line.causes.visits == ()
    assert (net(found), net(found, SUMMER)) == (10_001, 0)
    assert (net(found, model="linear"), net(found, SUMMER, "linear")) == (0, 10_001)
    assert sums(found)[SPRING, "all", "CNY"]["saving_minor"] == 500


def test_people_who_are_one_are_judged_as_one_and_part_again(found: FollowDoors) -> None:
    tell(found, handled(sent="eve"), touched("eve"), sale(customer="fay"))
    assert net(found) == 0
    tell(found, merged("eve", "fay", 2))
    assert net(found) == 10_001
    assert sums(found)[SPRING, "a", ""]["buyers"] == 1
    tell(found, merged("eve", None, 3), merged("eve", "fay", 2))
    assert net(found) == 0
    assert "buyers" not in sums(found)[SPRING, "a", ""]


@pytest.mark.parametrize("order", [*permutations(range(3))])
@pytest.mark.parametrize(
    ("mergers", "left"),
    [({1: "fay", 2: None, 3: "fay"}, 10_001), ({0: None, 1: "fay", 2: None}, 0)],
)
def test_the_last_merger_stands_whichever_is_told_last(
    found: FollowDoors, mergers: dict[int, str | None], left: int, order: Sequence[int]
) -> None:
    tell(found, touched("eve"), sale(customer="fay"))
    turns = [merged("eve", into, count) for count, into in mergers.items()]
    told = [turns[place] for place in order]
    for again in (told, [*reversed(told)]):
        tell(found, *again)
        assert net(found) == left


def test_a_touch_of_who_is_merged_counts_for_the_other_ones_order(found: FollowDoors) -> None:
    tell(found, merged("eve", "fay", 2), sale(customer="fay"), touched("eve"))
    assert net(found) == 10_001


def test_an_order_outside_the_outcome_window_tells_nothing(found: FollowDoors) -> None:
    late = sale(120, "A-9", customer="ada")
    tell(found, handled(sent="ada"), late)
    assert "buyers" not in sums(found)[SPRING, "a", ""]
    tell(found, handled(sent="ada", request="r-2", at=1))
    assert sums(found)[SPRING, "a", ""]["buyers"] == 1


def test_a_settled_order_keeps_its_campaign_and_moves_its_money(found: FollowDoors) -> None:
    tell(found, touched(), sale())
    settled = hours(2) + timedelta(days=30)
    follow(touched(id_="touch-2", at=1.5, campaign=SUMMER), settled, found)
    credit(refunded(1), settled, found)
    assert (net(found), net(found, SUMMER)) == (10_000, 0)


def test_who_was_told_first_of_a_variant_stays_in_it(found: FollowDoors) -> None:
    tell(found, handled(sent="ada"), touched(variant="b"))
    assert sums(found)[SPRING, "a", ""] == {"people": 1, "sent": 1, "clicked": 1, "messages": 1}


def test_a_hundred_people_of_a_request_are_counted_once_each(found: FollowDoors) -> None:
    names = " ".join(f"c-{n}" for n in range(100))
    for _ in range(2):
        tell(found, handled(sent=names))
    told = sums(found)[SPRING, "a", ""]
    assert told == {"people": 100, "sent": 100, "messages": 100}


def test_the_newest_version_of_a_campaign_stands(found: FollowDoors) -> None:
    tell(found, campaign(version=3, name="New"), campaign(version=2, name="Old"))
    known = found.effects.find_campaign(SPRING)
    assert known is not None
    assert (known.version, known.name) == (3, "New")
