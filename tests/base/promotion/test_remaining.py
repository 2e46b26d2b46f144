"""What quotes see of limits: as orders left them, before any meter was read."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import (
    Buyer,
    Cart,
    Limits,
    Promotion,
    Scope,
    Selector,
    Usage,
    Usages,
)
from promenade.base.promotion.model.effects import Amount, OrderOff
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.store.remaining import DynamoUsages
from promenade.contracts.customers import person, pseudonym
from promenade.contracts.promotions import Use
from promenade.kit.lookups import look_up
from promenade.kit.values import replace
from tests.support.capacity import capacity
from tests.support.digests import DIGESTS
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.managed_promotions import approve, half_price, ten_off
from tests.support.promoted import Orders
from tests.support.promotions import cart, line
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, allotments = DynamoPromotionStore(), DynamoAllotments()
METERED = Usage(used=7, spent_minor=70, used_by_buyer=7)


def live(limits: Limits, **other: Any) -> Promotion:
    managing.draft(ten_off("p", limits=limits, **other), stamp(), store)
    approve(store, "p", 1)
    publish = Change("p", 3, stamp("publish"))
    return managing.publish(
        publish, store, allotments, NOTHING_SOLD, accept_overlaps=False
    ).promotion


def order(name: str, saving: int = 1_000, units: dict[str, int] | None = None) -> None:
    buyer = pseudonym(person("ada", None, None), DIGESTS)
    holds = Orders(DynamoPromotionHolds())
    holds.place(name, buyer, [Use("p", 4, saving, units)], stamp())


def seen(
    promotion: Promotion,
    buyer: str | None = "ada",
    at: datetime = NOON,
    reader: DynamoUsages | None = None,
) -> Usage:
    basket = cart(line("MUG", 5_000, qty=2), buyer=Buyer(id=buyer), at=at)
    found = looked(promotion, basket, reader or DynamoUsages(DIGESTS))
    return found["p"]


def looked(promotion: Promotion, basket: Cart, reader: DynamoUsages) -> Mapping[str, Usage]:
    (found,) = look_up(reader.lookup([promotion], basket, Usages(metered={"p": METERED})))
    return found


def test_a_budget_and_a_total_are_as_the_last_order_left_them() -> None:
    limited = live(Limits(total=12, budget_minor=100_000))
    order("first", 60_000)
    order("second", 39_000)
    found = seen(limited)
    assert (found.used, found.spent_minor) == (2, 99_000)


def test_a_buyer_is_counted_under_the_digest_of_their_orders() -> None:
    limited = live(Limits(total=9, per_buyer=5, per_buyer_day=3))
    order("first")
    order("second")
    mine, others, nobodys = seen(limited), seen(limited, "bob"), seen(limited, None)
    tomorrow = seen(limited, at=NOON + timedelta(days=1))
    assert (mine.used_by_buyer, mine.used_by_buyer_today) == (2, 2)
    assert (others.used_by_buyer, others.used_by_buyer_today) == (0, 0)
    assert (tomorrow.used_by_buyer, tomorrow.used_by_buyer_today) == (2, 0)
    assert (nobodys.used_by_buyer, nobodys.used_by_buyer_today) == (7, 0)


def test_units_of_a_sku_are_the_fewer_of_what_is_left_and_what_the_buyer_may_have() -> None:
    mugs = (SkuLimit("MUG", quota=5, per_buyer=3), SkuLimit("CUP", quota=1))
    half = half_price(scope=Scope((Selector(skus=("MUG", "CUP")),)), currency="CNY")
    terms = {"stage": half.stage, "effects": half.effects, "scope": half.scope}
    limited = live(Limits(budget_minor=100_000, by_sku=mugs), **terms)
    order("first", units={"MUG": 2})
    assert (seen(limited).left_by_sku, seen(limited, "bob").left_by_sku) == ({"MUG": 1}, {"MUG": 3})
    assert seen(limited, None).left_by_sku == {"MUG": 3}


def test_units_of_all_skus_are_counted_by_buyer() -> None:
    half = half_price(scope=Scope((Selector(skus=("MUG", "CUP")),)), currency="CNY")
    terms = {"stage": half.stage, "effects": half.effects, "scope": half.scope}
    limited = live(Limits(budget_minor=100_000, units_per_buyer=5), **terms)
    order("first", units={"MUG": 2, "CUP": 1})
    seen_by = [seen(limited, who).units_used_by_buyer for who in ("ada", "bob", None)]
    assert seen_by == [3, 0, 0]


def test_what_newer_terms_leave_counts_before_it_is_taken_out() -> None:
    limited = live(Limits(total=12))
    order("first")
    fewer = replace(limited, limits=Limits(total=2))
    assert seen(fewer).used == 1
    assert seen(replace(limited, limits=Limits(total=1))).used == 1


def test_what_was_never_allotted_is_as_it_was_metered() -> None:
    assert seen(ten_off("p", limits=Limits(total=9, budget_minor=90))) == METERED


def test_where_there_is_plenty_nobody_looks_again_for_five_seconds() -> None:
    limited, reader = live(Limits(total=1_000)), DynamoUsages(DIGESTS)
    with capacity() as first:
        assert seen(limited, reader=reader).used == 0
    order("first")
    with capacity() as second:
        assert seen(limited, reader=reader).used == 0
    with capacity() as third:
        assert seen(limited, at=NOON + timedelta(seconds=5), reader=reader).used == 1
    assert [each.cost for each in (first, second, third)] == [(1, 4.5, 0), (0, 0, 0), (1, 4.5, 0)]


def test_what_is_scarce_is_looked_at_each_time_where_it_is_left() -> None:
    limited, reader = live(Limits(total=3)), DynamoUsages(DIGESTS)
    seen(limited, reader=reader)
    order("first")
    with capacity() as asked:
        assert seen(limited, reader=reader).used == 1
    assert asked.cost == (1, 1.0, 0)


def test_of_more_shards_than_are_looked_at_the_meter_tells_what_they_may_not_have() -> None:
    limited = live(Limits(budget_minor=20_000), effects=(OrderOff(Amount(1)),))
    assert seen(limited).spent_minor == METERED.spent_minor
    small = cart(line("MUG", 5_000), buyer=Buyer(id="ada"))
    assert looked(limited, small, DynamoUsages(DIGESTS))["p"].spent_minor == 15_000
