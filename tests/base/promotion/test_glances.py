"""A promotion as it is now, with what is left of its scarcest limits."""

from typing import Any

import pytest

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits, Promotion, Scope, Selector, Usage
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.store.glances import DynamoGlances
from promenade.contracts.promotions import Use
from tests.support.capacity import capacity
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.managed_promotions import approve, half_price
from tests.support.promoted import Orders
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
store, glances = DynamoPromotionStore(), DynamoGlances()
SKUS = tuple(f"SKU-{number:02}" for number in range(12))


def live(*limits: SkuLimit, **other: Any) -> Promotion:
    scope = Scope((Selector(skus=tuple(each.sku for each in limits)),))
    bounds = Limits(by_sku=limits, budget_minor=100_000, **other)
    terms = half_price("p", limits=bounds, scope=scope, currency="CNY")
    managing.draft(terms, stamp(), store)
    approve(store, "p", 1)
    publish = Change("p", 3, stamp("publish"))
    return managing.publish(
        publish, store, DynamoAllotments(), NOTHING_SOLD, accept_overlaps=False
    ).promotion


def order(name: str, **units: int) -> None:
    by_sku = {sku.replace("_", "-"): count for sku, count in units.items()}
    Orders(DynamoPromotionHolds()).place(name, "ada", [Use("p", 4, 100, by_sku)], stamp())


def left(promotion: Promotion, metered: Usage) -> dict[str, int]:
    found = glances.glance(promotion, metered)
    assert found is not None
    return dict(found.usage.left_by_sku)


def test_small_quotas_are_counted_whatever_was_metered() -> None:
    limited = live(SkuLimit("MUG", quota=3), SkuLimit("CUP", quota=200), total=9)
    order("first", MUG=2, CUP=150)
    assert left(limited, Usage()) == {"MUG": 1, "CUP": 50}
    found = glances.glance(limited, Usage())
    assert found is not None
    assert (found.usage.used, found.usage.spent_minor) == (1, 100)


def test_a_quota_of_many_thousands_is_as_it_was_metered() -> None:
    limited = live(SkuLimit("MUG", quota=90_000), SkuLimit("CUP", quota=2))
    order("first", MUG=5, CUP=1)
    assert left(limited, Usage(left_by_sku={"MUG": 89_000})) == {"MUG": 89_000, "CUP": 1}


def test_a_budget_and_the_ten_of_which_least_was_left_are_looked_at_in_one_round_trip() -> None:
    limited = live(*(SkuLimit(sku, quota=20) for sku in SKUS))
    order("first", SKU_00=1, SKU_10=1, SKU_11=1)
    metered = Usage(left_by_sku={**dict.fromkeys(SKUS, 20), "SKU-11": 3})
    with capacity() as used:
        found = left(limited, metered)
    assert (found["SKU-11"], found["SKU-00"], found["SKU-10"]) == (19, 19, 20)
    assert used.calls == {"BatchGetItem": 1}


def test_what_was_dropped_is_not_seen() -> None:
    assert glances.glance(half_price("none"), Usage()) is None
