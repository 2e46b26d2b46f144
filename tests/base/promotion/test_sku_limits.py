"""Units of single SKUs that a promotion may give: exactly, once, told to orders and to quotes."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits, Scope, Selector
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.model.sku_limits import limit_everything, of_sku_limits
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.service.metering import read_meters, usage_of
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.contracts.promotions import Use
from promenade.kit.holds import Refused
from promenade.kit.shards import Balance
from tests.support.cloud import dump
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.managed_promotions import approve, half_price, ten_off
from tests.support.promoted import Orders
from tests.support.relaying import relayed
from tests.support.stamps import NOON, stamp

pytestmark = pytest.mark.usefixtures("stores")
store, allotments = DynamoPromotionStore(), DynamoAllotments()
orders = Orders(DynamoPromotionHolds())
BOTH = Scope((Selector(skus=("CUP", "MUG")),))
MUGS = (SkuLimit("MUG", quota=5, per_buyer=3),)


@pytest.fixture(autouse=True)
def fresh() -> None:
    orders.holds = DynamoPromotionHolds()


def live(*by_sku: SkuLimit) -> ManagedPromotion:
    limits = Limits(budget_minor=100_000, by_sku=by_sku or MUGS)
    half = half_price("half", scope=BOTH, limits=limits, currency="CNY")
    managing.draft(half, stamp(), store)
    approve(store, "half", 1)
    publish = Change("half", 3, stamp("publish half"))
    return managing.publish(publish, store, allotments, NOTHING_SOLD, accept_overlaps=False)


def hold(order: str, buyer: str | None = "ada", **units: int) -> None:
    orders.place(order, buyer, [Use("half", 4, 100, units)], stamp())


def refused(order: str, buyer: str | None = "ada", units: dict[str, int] | None = None) -> Any:
    """The one refusal of a hold that moves nothing."""
    before = dump()
    with pytest.raises(Refused) as found:
        orders.place(order, buyer, [Use("half", 4, 100, units)], stamp())
    assert dump() == before
    (only,) = found.value.refusals
    return only.code, only.facts


def units() -> Balance:
    return allotments.balances(managing.get("half", store).promotion)["sku:MUG"]


def test_units_are_held_then_sold_or_given_up() -> None:
    live()
    hold("paid", MUG=2, CUP=7)
    hold("dropped", "bob", MUG=3)
    assert units() == Balance(0, 5)
    orders.end("commit", "paid", ["half"], stamp())
    orders.end("release", "dropped", ["half"], stamp())
    assert units() == Balance(3, 0, 2)
    orders.end("take_back", "paid", ["half"], stamp())
    assert units() == Balance(5)


def test_the_last_units_are_the_last_and_the_refusal_says_of_which_sku() -> None:
    live()
    hold("first", MUG=3)
    code, facts = refused("second", "bob", {"MUG": 3})
    assert (code, facts) == (
        "limit_reached",
        {
            "promotion_id": "half",
            "limit": "sku_quota",
            "sku": "MUG",
            "asked_count": 3,
            "left_count": 2,
        },
    )
    hold("second", "bob", MUG=2)
    assert units() == Balance(0, 5)


def test_a_buyer_has_so_many_units_over_all_orders() -> None:
    live()
    assert refused("first", units={"MUG": 4})[1]["limit"] == "sku_per_buyer"
    hold("first", MUG=2)
    code, facts = refused("second", units={"MUG": 2})
    assert (code, facts["limit"], facts["sku"]) == ("limit_reached", "sku_per_buyer", "MUG")
    hold("second", MUG=1)
    orders.end("release", "first", ["half"], stamp())
    hold("third", MUG=2)
    assert refused("fourth", units={"MUG": 1})[1]["limit"] == "sku_per_buyer"
    assert refused("fifth", None, {"MUG": 1})[0] == "buyer_unknown"
    hold("sixth", None, CUP=9)


def test_who_does_not_say_how_many_units_is_refused() -> None:
    live()
    assert refused("first")[0] == "units_unknown"
    hold("first")
    assert units() == Balance(5)


def test_a_quota_that_is_used_up_is_metered_and_told_once() -> None:
    live(SkuLimit("MUG", quota=2), SkuLimit("CUP", quota=4))
    for order, count in (("first", 1), ("second", 1)):
        hold(order, MUG=count, CUP=1)
        read_meters(store, allotments, lambda: NOON)
    read_meters(store, allotments, lambda: NOON + timedelta(minutes=1))
    told = [each["detail"]["data"] for each in relayed().events if "Quota" in each["detail-type"]]
    assert [each["used_up_skus"] for each in told] == [["MUG"]]
    found = usage_of("half", store, allotments).meter
    assert {sku: (each.held, each.left) for sku, each in found.units.items()} == {
        "MUG": (2, 0),
        "CUP": (2, 2),
    }
    assert found.level == "free"
    (usage,) = store.read_book(NOON).usages.values()
    assert usage.left_by_sku == {"MUG": 0, "CUP": 2}


def test_units_are_limited_where_unit_prices_are_set_and_each_sku_once() -> None:
    wrong = ten_off(limits=Limits(by_sku=MUGS))
    assert [each.code for each in of_sku_limits(wrong)] == ["not_in_stage"]
    twice = half_price(limits=Limits(by_sku=(*MUGS, SkuLimit("MUG"))))
    assert [each.pointer for each in of_sku_limits(twice)] == [
        "/limits/by_sku/0/sku",
        "/limits/by_sku/1/sku",
    ]


def test_quotas_limit_a_promotion_that_is_for_nothing_else() -> None:
    quotas = Limits(by_sku=(SkuLimit("MUG", quota=1), SkuLimit("CUP", quota=1)))
    assert limit_everything(half_price(scope=BOTH, limits=quotas))
    assert not limit_everything(half_price(scope=BOTH, limits=Limits(by_sku=MUGS)))
    assert not limit_everything(half_price(limits=quotas))


def live_for_each(**limits: Any) -> None:
    most = Limits(budget_minor=100_000, **limits)
    half = half_price("half", scope=BOTH, limits=most, currency="CNY")
    managing.draft(half, stamp(), store)
    approve(store, "half", 1)
    publish = Change("half", 3, stamp("publish half"))
    managing.publish(publish, store, allotments, NOTHING_SOLD, accept_overlaps=False)


def test_a_buyer_has_so_many_units_of_all_skus_over_all_orders_paid_or_not() -> None:
    live_for_each(units_per_buyer=5)
    hold("first", MUG=2, CUP=1)
    code, facts = refused("second", units={"CUP": 3})
    assert (code, facts["limit"]) == ("limit_reached", "units_per_buyer")
    hold("second", CUP=2)
    hold("others", "bob", MUG=5)
    orders.end("commit", "first", ["half"], stamp())
    assert refused("third", units={"MUG": 1})[0] == "limit_reached"
    orders.end("release", "second", ["half"], stamp())
    hold("third", MUG=2)
    orders.end("take_back", "first", ["half"], stamp())
    hold("fourth", MUG=3)
    assert refused("fifth", units={"MUG": 1})[1]["limit"] == "units_per_buyer"


def test_an_order_has_so_many_units_of_all_skus() -> None:
    live_for_each(units_per_order=3)
    hold("fits", MUG=2, CUP=1)
    code, facts = refused("large", units={"MUG": 2, "CUP": 2})
    assert (code, facts["limit"]) == ("limit_reached", "units_per_order")
    assert refused("silent", units=None)[0] == "units_unknown"


def test_units_of_all_skus_count_for_somebody() -> None:
    live_for_each(units_per_buyer=5)
    assert refused("order", None, {"MUG": 1})[0] == "buyer_unknown"


def give_back(order: str, when: str, **units: int) -> None:
    orders.give_back(order, {"half": units}, stamp(when))


def test_units_come_back_one_by_one_and_the_rest_with_the_order() -> None:
    live()
    hold("paid", MUG=3, CUP=7)
    orders.end("commit", "paid", ["half"], stamp())
    give_back("paid", "one", MUG=1, CUP=2)
    assert (units(), budget()) == (Balance(3, 0, 2), Balance(99_900, 0, 100))
    hold("other", MUG=1)
    assert refused("third", units={"MUG": 1})[1]["limit"] == "sku_per_buyer"
    orders.end("take_back", "paid", ["half"], stamp("rest"))
    assert (units(), budget()) == (Balance(4, 1), Balance(99_900, 100))
    hold("fourth", MUG=2)
    assert refused("fifth", units={"MUG": 1})[1]["limit"] == "sku_per_buyer"


def test_when_all_units_came_back_the_order_still_counts_until_it_does() -> None:
    live()
    hold("paid", MUG=2)
    orders.end("commit", "paid", ["half"], stamp())
    give_back("paid", "both", MUG=2)
    assert (units(), budget()) == (Balance(5), Balance(99_900, 0, 100))
    before = dump()
    with pytest.raises(Refused):
        give_back("another", "none", MUG=1)
    assert dump() == before
    orders.end("take_back", "paid", ["half"], stamp("rest"))
    assert (units(), budget()) == (Balance(5), Balance(100_000))


def test_units_of_what_counts_none_leave_it_as_it_is() -> None:
    live(SkuLimit("CUP", quota=5))
    hold("paid", MUG=2)
    orders.end("commit", "paid", ["half"], stamp())
    before = dump()
    assert orders.holds.return_units("paid", {"half": {"MUG": 1}}, stamp()) == []
    assert dump() == before


def budget() -> Balance:
    return allotments.balances(managing.get("half", store).promotion)["budget"]
