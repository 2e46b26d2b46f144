"""What a promotion may cost at worst, how that is reckoned, and who therefore has to agree."""

from typing import Any

import pytest

from tests.support import priced_shop
from tests.support.callers import ANALYST, MARKETER
from tests.support.gateway import Answer, Gateway

QUOTAS = [
    {"sku": "MUG-S", "price_minor": 3_900, "stock_quota": 100},
    {"sku": "MUG-L", "off_minor": 500, "stock_quota": 10},
]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    priced_shop.fill(gateway)
    return gateway


def draft(shop: Gateway, goods: Any, **limits: Any) -> str:
    body = {
        "name": "Mugs for less",
        "currency": "CNY",
        "template": {"kind": "percent_off", "off_bp": 2_000},
        "goods": goods,
        "limits": limits,
    }
    made = shop.call("POST /activities", body, caller=MARKETER)
    assert made.status == 201, made.text
    return str(made.json["promotion"]["id"])


def told(shop: Gateway, promotion_id: str) -> tuple[Any, ...]:
    found = shop.call(f"GET /promotions/{promotion_id}/validation", caller=ANALYST).json
    bounds = [(each["by"], each["amount_minor"]) for each in found["exposure_bounds"]]
    return found["exposure_minor"], found["required_count"], bounds


def submit(shop: Gateway, promotion_id: str) -> Answer:
    return shop.call(f"POST /promotions/{promotion_id}/submit", version=1, caller=MARKETER)


def test_quotas_bound_an_activity_by_what_their_units_save(shop: Gateway) -> None:
    made = draft(shop, QUOTAS)
    assert told(shop, made) == (115_000, 1, [("units", 115_000)])
    review = submit(shop, made).json["review"]
    assert (review["exposure_minor"], review["required_count"]) == (115_000, 1)


def test_the_least_bound_counts_and_all_are_told(shop: Gateway) -> None:
    made = draft(shop, QUOTAS, budget_minor=90_000)
    assert told(shop, made) == (90_000, 1, [("budget", 90_000), ("units", 115_000)])


def test_quotas_of_some_bound_nothing_and_two_have_to_agree(shop: Gateway) -> None:
    made = draft(shop, [QUOTAS[0], {"sku": "MUG-L"}], total=1_000)
    assert told(shop, made) == (None, 2, [])


def test_quotas_that_may_cost_much_need_two(shop: Gateway) -> None:
    many = [QUOTAS[0] | {"stock_quota": 10_000}]
    assert told(shop, draft(shop, many)) == (11_000_000, 2, [("units", 11_000_000)])
