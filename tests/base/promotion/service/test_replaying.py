"""Simulations as they run: page by page, each counted once."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.promotion.model import Stage
from promenade.base.promotion.model.effects import Amount, OrderOff, Percent
from promenade.base.promotion.model.simulation import Simulation
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.service.replaying import PageSize
from promenade.base.promotion.service.simulating import cancel
from promenade.contracts.orders import OrderDocument
from promenade.kit.errors import NotFound, Unavailable
from promenade.kit.values import replace
from tests.support.managed_promotions import half_price, ten_off
from tests.support.promotions import skus
from tests.support.simulated import Shop, costing, line, now, order
from tests.support.stamps import stamp

SMALL = PageSize(orders=2, lines=100, round_trips=3)
HISTORY = [
    order("1", line("MUG", 10_000, 2), line("TEA", 1_000), days_ago=1, discount_minor=500),
    order("2", line("TEA", 2_000, 3), days_ago=1),
    order("3", line("MUG", 10_000), days_ago=3, channel="app"),
    order("4", line("MUG", 10_000), days_ago=3, state="cancelled"),
    order("5", line("MUG", 9_000), days_ago=7),
    order("6", line("MUG", 9_000), days_ago=8),
    order("7", line("MUG", 9_000), days_ago=0),
    order("8", line("MUG", 9_000), days_ago=2, store="other"),
    order("9", line("MUG", 9_000), days_ago=2, is_test=True),
]


def shop_of(orders: Sequence[OrderDocument] = HISTORY, **other: Any) -> Shop:
    """20 % off cups, where half of tea is off already."""
    given: dict[str, Any] = {"prices": {"MUG": costing(6_000)}}
    shop = Shop(orders, **given | other)
    shop.publish(half_price(scope=skus("TEA")))
    shop.draft(ten_off("draft", effects=(OrderOff(Percent(2_000)),), scope=skus("MUG")))
    return shop


def counted(found: Simulation) -> dict[str, Any]:
    """All that it comes to."""
    return {"tally": found.tally, "ranking": found.ranking, "orders": found.order_count}


def test_a_history_made_by_hand_comes_to_its_figures() -> None:
    shop = shop_of()
    done = shop.run(shop.ask("draft"))
    tally, ranking = done.tally, done.ranking
    assert (done.state, done.order_count, done.finished_at) == ("DONE", 6, now())
    assert (tally.read_count, tally.replayed_count) == (6, 4)
    assert tally.left_out == {"cancelled": 1, "test": 1}
    assert (tally.list_minor, tally.past_minor) == (21_000 + 6_000 + 10_000 + 9_000, 500)
    # Tea at 1,000 goes down to its floor of 900; three at 2,000 to 3,000.
    assert tally.without_minor == 100 + 3_000
    assert tally.saving_minor == tally.cost_minor == 4_000 + 2_000 + 1_800
    assert (tally.hit_count, tally.changed_count, tally.units) == (3, 3, 4)
    assert tally.hit_list_minor == 21_000 + 10_000 + 9_000
    margin = (tally.goods_without_minor, tally.goods_with_minor, tally.goods_cost_minor)
    assert margin == (39_000, 31_200, 24_000)
    assert tally.bands == {1_500: 1, 2_000: 2}
    assert tally.savings == {4_000: 1, 2_000: 1, 1_800: 1}
    assert ranking is not None
    assert [(sku, each.cost_minor) for sku, each in ranking.skus] == [("MUG", 7_800), ("TEA", 0)]
    assert (ranking.sku_count, ranking.costed_sku_count) == (2, 1)
    assert [(id_, each.with_minor) for id_, each in ranking.shifts] == [("draft", 7_800)]


def test_pages_however_small_come_to_the_same() -> None:
    shop = shop_of()
    whole = shop.run(shop.ask("draft"))
    small = shop_of(size=SMALL, at_once=1)
    paged = small.run(small.ask("draft"))
    assert counted(paged) == counted(whole)
    assert paged.page_count == 4


def test_several_stores_come_to_their_sum() -> None:
    shop = shop_of()
    found = shop.run(shop.ask("draft", stores=("main", "other", "empty")))
    assert (found.tally.read_count, found.tally.cost_minor) == (7, 7_800 + 1_800)


def test_a_store_without_orders_comes_to_nothing() -> None:
    shop = shop_of([])
    found = shop.run(shop.ask("draft"))
    assert (found.state, found.tally.read_count, found.tally.percentile(50)) == ("DONE", 0, None)


def test_how_far_it_is_can_be_seen_between_pages() -> None:
    shop = shop_of(size=replace(SMALL, round_trips=9))
    reached, seen = shop.ask("draft"), []
    while not reached.is_over:
        reached = shop.advance(reached)
        seen.append((reached.state, reached.phase, reached.tally.read_count))
    assert seen == [
        ("RUNNING", "replaying", 0),
        ("RUNNING", "replaying", 3),
        ("DONE", "replaying", 6),
    ]


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 3), st.integers(1, 4))
def test_messages_that_repeat_come_late_or_die_count_each_page_once(
    noise: list[int], at_once: int, orders: int
) -> None:
    """Whatever number of versions back a message is that comes between."""
    size = PageSize(orders=orders, lines=100, round_trips=3)
    whole = shop_of()
    expected = counted(whole.run(whole.ask("draft")))
    shop = shop_of(size=size, at_once=at_once)
    reached, worker, versions = shop.ask("draft"), shop.worker(), [1]
    while not reached.is_over:
        for back in noise[: len(noise) // 2]:
            old = versions[max(len(versions) - 2 - back, 0)]
            if old != reached.version:
                assert shop.worker().advance(reached.id, old, "c", now) == reached
        die(shop, reached)
        reached = shop.advance(reached, worker if noise else None)
        versions.append(reached.version)
    assert counted(reached) == expected


class Killed(BaseException):
    """A worker that is gone in the middle of a page."""


def die(shop: Shop, reached: Simulation) -> None:
    """After a read that leaves no trace."""
    shop.orders.trouble = Killed()
    if reached.phase == "replaying":
        with pytest.raises(Killed):
            shop.advance(reached)
    shop.orders.trouble = None
    assert shop.simulations.find(reached.id) == reached


def test_two_workers_at_the_same_page_count_it_once() -> None:
    shop = shop_of(size=SMALL)
    first = shop.advance(shop.ask("draft"))
    while first.phase == "counting":
        first = shop.advance(first)
    one, other = shop.advance(first), shop.advance(first)
    assert one.version == first.version + 1
    assert other == one


def test_terms_and_book_are_those_of_its_start_whatever_changes_meanwhile() -> None:
    shop = shop_of(size=SMALL)
    expected = counted(shop.run(shop.ask("draft", key="before")))
    reached = shop.advance(shop.ask("draft", key="meanwhile"))
    changed = ten_off("draft", effects=(OrderOff(Amount(1)),), scope=skus("MUG"))
    managing.edit(Change("draft", 1, stamp("edit")), changed, shop.promotions)
    managing.end(Change("half-price", 2, stamp("end")), shop.promotions)
    shop.publish(half_price("another"))
    assert counted(shop.run(reached)) == expected
    after = shop.run(shop.ask("draft", key="after"))
    assert (after.terms_version, after.tally.saving_minor) == (2, 3)


def test_what_runs_as_it_is_is_compared_with_what_is_left_without_it() -> None:
    shop = Shop([order("1", line("MUG", 10_000))])
    shop.publish(ten_off())
    found = shop.run(shop.ask("ten-off"))
    assert (found.tally.without_minor, found.tally.with_minor) == (0, 1_000)


def test_an_edit_of_what_runs_is_compared_with_the_terms_in_force() -> None:
    shop = Shop([order("1", line("MUG", 10_000))])
    shop.publish(ten_off())
    edited = ten_off(effects=(OrderOff(Amount(2_500)),))
    managing.edit(Change("ten-off", 2, stamp("edit")), edited, shop.promotions)
    found = shop.run(shop.ask("ten-off"))
    assert (found.tally.without_minor, found.tally.with_minor) == (1_000, 2_500)


def test_a_table_that_does_not_answer_is_asked_again_and_nothing_has_moved() -> None:
    shop = shop_of()
    reached = shop.advance(shop.ask("draft"))
    shop.orders.trouble = Unavailable("The table does not answer in time.")
    with pytest.raises(Unavailable):
        shop.advance(reached)
    assert shop.simulations.find(reached.id) == reached


@pytest.mark.parametrize(
    ("error", "failure"), [(ValueError("bug"), "internal_error"), (NotFound("gone"), "not_found")]
)
def test_what_can_never_be_read_fails_it_and_frees_its_place(
    error: Exception, failure: str
) -> None:
    shop = shop_of()
    reached = shop.advance(shop.ask("draft"))
    shop.orders.trouble = error
    with pytest.raises(type(error)):
        shop.advance(reached)
    found = shop.simulations.find(reached.id)
    assert found is not None
    assert (found.state, found.failure, found.version) == ("FAILED", failure, 3)
    assert shop.advance(reached) == found
    assert shop.ask("draft", key="next").slot == found.slot


def test_one_that_is_cancelled_at_its_page_stays_cancelled() -> None:
    shop = shop_of(size=SMALL)
    reached = shop.advance(shop.ask("draft"))
    found = cancel("draft", reached.id, stamp("cancel"), shop.simulations)
    assert shop.advance(reached) == found
    assert found.tally.read_count == 0


def test_one_that_nobody_asked_for_is_not_found() -> None:
    with pytest.raises(NotFound):
        Shop().worker().advance("simulation", 1, "c-1", now)


def test_skus_are_asked_for_once_a_simulation() -> None:
    shop = shop_of(size=SMALL)
    worker = shop.worker()
    reached = shop.ask("draft")
    while not reached.is_over:
        reached = shop.advance(reached, worker)
    assert [each.channel for each in shop.prices.asked] == ["web", "app", "web"]


def test_a_coupon_of_the_shop_is_simulated_as_a_coupon() -> None:
    shop = Shop(HISTORY)
    shop.draft(ten_off("coupon", stage=Stage.STORE_COUPON))
    assert shop.run(shop.ask("coupon")).tally.hit_count == 4
