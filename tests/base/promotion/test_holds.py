"""Orders use promotions up: exactly, once, and never beyond a limit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits, Promotion, Window
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.store.records import LimitRecord
from promenade.contracts.promotions import Use
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.holds import Refused
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.managed_promotions import approve, ten_off
from tests.support.promoted import Orders
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, allotments = DynamoPromotionStore(), DynamoAllotments()
orders = Orders(DynamoPromotionHolds())


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing is known of the tables of another test."""
    orders.holds = DynamoPromotionHolds()


def live(promotion_id: str = "ten-off", **other: Any) -> ManagedPromotion:
    managing.draft(ten_off(promotion_id, **other), stamp(), store)
    approve(store, promotion_id, 1)
    publish = Change(promotion_id, 3, stamp(f"publish {promotion_id}"))
    return managing.publish(publish, store, allotments, NOTHING_SOLD, accept_overlaps=False)


def relimit(promotion: Promotion, limits: Limits) -> ManagedPromotion:
    """As the next version in force."""
    version = managing.get(promotion.id, store).version
    edited = replace(promotion, limits=limits)
    managing.edit(Change(promotion.id, version, stamp(f"edit {version}")), edited, store)
    approve(store, promotion.id, version + 1)
    publish = Change(promotion.id, version + 3, stamp(f"publish {version}"))
    return managing.publish(publish, store, allotments, NOTHING_SOLD, accept_overlaps=False)


def at(when: datetime) -> Stamp:
    return replace(stamp(), at=when)


def hold(order: str, *uses: Use, buyer: str | None = None, when: datetime = NOON) -> None:
    orders.place(order, buyer, uses or (Use("ten-off", 4, 1_000),), at(when))


def refusals(order: str, *uses: Use, **options: Any) -> list[tuple[str, Any]]:
    """Of a hold that moves nothing."""
    before = dump()
    with pytest.raises(Refused) as refused:
        hold(order, *uses, **options)
    assert dump() == before
    return [
        (each.code, each.facts.get("limit") or each.facts.get("left_minor"))
        for each in refused.value.refusals
    ]


def balances(promotion_id: str = "ten-off") -> dict[str, Balance]:
    return dict(allotments.balances(managing.get(promotion_id, store).promotion))


def test_what_is_published_is_allotted() -> None:
    live(limits=Limits(total=300, budget_minor=70_000))
    assert balances() == {"total": Balance(300), "budget": Balance(70_000)}


def test_an_allotment_whose_shards_do_not_come_to_its_total_is_found() -> None:
    live(limits=Limits(total=300, budget_minor=70_000))
    hold("paid")
    promotion = managing.get("ten-off", store).promotion
    assert allotments.faults(promotion) == []
    lost = LimitRecord("LIMIT#ten-off#total#0", "SHARD")
    dynamo.apply(Write("Update", lost, None, [LimitRecord.left.add(-3)]))
    assert allotments.faults(promotion) == ["296 left, 1 held and 0 spent are not 300"]


def test_a_use_is_held_then_committed_or_given_up() -> None:
    live(limits=Limits(total=5, budget_minor=70_000))
    hold("paid")
    hold("dropped")
    assert balances() == {"total": Balance(3, 2), "budget": Balance(68_000, 2_000)}
    orders.end("commit", "paid", ["ten-off"], stamp())
    orders.end("release", "dropped", ["ten-off"], stamp())
    assert balances() == {"total": Balance(4, 0, 1), "budget": Balance(69_000, 0, 1_000)}
    orders.end("take_back", "paid", ["ten-off"], stamp())
    assert balances() == {"total": Balance(5), "budget": Balance(70_000)}


def test_the_last_use_is_the_last() -> None:
    live(limits=Limits(total=2))
    hold("first")
    hold("second")
    assert refusals("third") == [("limit_reached", "total")]
    orders.end("release", "first", ["ten-off"], stamp())
    hold("third")
    assert balances() == {"total": Balance(0, 2)}


def test_a_budget_covers_all_of_an_order_or_none() -> None:
    live(limits=Limits(budget_minor=2_500))
    hold("first")
    hold("second")
    assert refusals("third") == [("budget_exhausted", 500)]
    hold("third", Use("ten-off", 4, 500))
    assert refusals("fourth", Use("ten-off", 4, 1)) == [("budget_exhausted", 0)]
    assert balances() == {"budget": Balance(0, 2_500)}


def test_a_buyer_has_it_as_often_as_it_allows() -> None:
    live(limits=Limits(total=9, per_buyer=2))
    hold("first", buyer="ada")
    hold("second", buyer="ada")
    assert refusals("third", buyer="ada") == [("limit_reached", "per_buyer")]
    hold("third", buyer="bob")
    orders.end("commit", "first", ["ten-off"], stamp())
    assert refusals("fourth", buyer="ada") == [("limit_reached", "per_buyer")]
    orders.end("release", "second", ["ten-off"], stamp())
    hold("fourth", buyer="ada")
    assert refusals("fifth") == [("buyer_unknown", None)]


def test_a_day_is_the_promotions_own() -> None:
    live(limits=Limits(total=9, per_buyer_day=1), window=Window(zone="Asia/Shanghai"))
    before_midnight = NOON.replace(hour=15, minute=59)
    hold("first", buyer="ada", when=before_midnight)
    late = refusals("second", buyer="ada", when=before_midnight + timedelta(seconds=59))
    assert late == [("limit_reached", "per_buyer_day")]
    hold("second", buyer="ada", when=before_midnight + timedelta(minutes=1))
    orders.end("release", "first", ["ten-off"], at(before_midnight + timedelta(hours=2)))
    hold("third", buyer="ada", when=before_midnight)


def test_of_several_promotions_all_are_held_or_none() -> None:
    live(limits=Limits(total=5))
    live("other", limits=Limits(total=1))
    uses = (Use("ten-off", 4, 1_000), Use("other", 4, 1_000))
    hold("first", *uses)
    assert refusals("second", *uses) == [("limit_reached", "total")]
    assert balances() == {"total": Balance(4, 1)}


ENDS = ("commit", "release", "expire", "take_back")


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ((), {"commit", "release", "expire"}),
        (("commit",), {"take_back"}),
        (("release",), set()),
        (("commit", "take_back"), set()),
    ],
)
def test_each_step_is_made_once_from_where_it_leads(
    before: Sequence[str], allowed: set[str]
) -> None:
    live(limits=Limits(total=5, per_buyer=5, budget_minor=9_000))
    over = at(NOON + timedelta(hours=1))
    for number, step in enumerate(ENDS):
        order = f"order-{number}"
        hold(order, buyer="ada")
        for earlier in before:
            orders.end(earlier, order, ["ten-off"], over)
        if step in allowed:
            orders.end(step, order, ["ten-off"], over)
            continue
        stored = dump()
        with pytest.raises(Refused) as refused:
            orders.end(step, order, ["ten-off"], over)
        assert {each.code for each in refused.value.refusals} == {"use_conflict"}
        assert dump() == stored


def test_a_hold_expires_no_sooner_than_it_said() -> None:
    live(limits=Limits(total=5))
    hold("first")
    before = dump()
    with pytest.raises(Refused):
        orders.end("expire", "first", ["ten-off"], at(NOON + timedelta(minutes=14)))
    assert dump() == before
    orders.end("expire", "first", ["ten-off"], at(NOON + timedelta(minutes=15)))
    assert balances() == {"total": Balance(5)}


def test_what_was_never_held_is_not_ended() -> None:
    live()
    before = dump()
    for step in ENDS:
        with pytest.raises(Refused):
            orders.end(step, "nobody", ["ten-off"], stamp())
    assert dump() == before


@pytest.mark.parametrize("turn", [managing.pause, managing.end])
def test_what_is_not_in_force_or_has_other_terms_is_quoted_again(turn: Any) -> None:
    live()
    assert refusals("first", Use("ten-off", 3, 1_000)) == [("promotion_changed", None)]
    assert refusals("first", Use("unknown", 3, 1_000)) == [("promotion_changed", None)]
    turn(Change("ten-off", 4, stamp("turn")), store)
    assert refusals("first", Use("ten-off", 4, 1_000)) == [("promotion_changed", None)]


def test_a_raised_limit_gives_room_and_a_lowered_one_takes_it() -> None:
    promotion = live(limits=Limits(total=2)).promotion
    hold("first")
    hold("second")
    relimit(promotion, Limits(total=4))
    assert balances() == {"total": Balance(2, 2)}
    relimit(promotion, Limits(total=3, budget_minor=5_000))
    assert balances() == {"total": Balance(1, 2), "budget": Balance(5_000)}
    relimit(promotion, Limits(total=1))
    assert balances() == {"total": Balance(0, 2)}
    orders.end("release", "first", ["ten-off"], stamp())
    version = managing.get("ten-off", store).promotion.version
    with pytest.raises(Refused):
        hold("third", Use("ten-off", version, 1_000))
    assert balances() == {"total": Balance(0, 1)}
    orders.end("release", "second", ["ten-off"], stamp())
    hold("third", Use("ten-off", version, 1_000))
    assert balances() == {"total": Balance(0, 1)}


def test_a_repeated_publication_allots_once() -> None:
    live(limits=Limits(total=5))
    again = Change("ten-off", 3, stamp("publish ten-off"))
    hold("first")
    managing.publish(again, store, allotments, NOTHING_SOLD, accept_overlaps=False)
    assert balances() == {"total": Balance(4, 1)}
