"""Many threads at once are after the units of a limited-time discount: no quota and no buyer's
limit is passed, over all orders and SKUs, and what is given up can be had again."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_units import PER_BUYER, QUOTA, SKUS
from tests.support.crowd import crowd

CALLERS, ORDERS = 4, 6
MODULE = "tests.support.contend_units"


def test_quotas_and_units_of_a_buyer_are_exact_in_a_rush(stack: Stack) -> None:
    (fresh,) = crowd(stack, MODULE, 1, 0)
    assert {name: fresh[name] for name in quotas()} == {name: [QUOTA, 0, 0] for name in quotas()}
    told = crowd(stack, MODULE, CALLERS, ORDERS)
    taken = [(buyer, units) for each in told for buyer, units in each["taken"]]
    of_skus, of_buyers = Counter[str](), Counter[str]()
    for buyer, units in taken:
        of_skus.update(units)
        of_buyers[buyer] += sum(units.values())
    (left,) = crowd(stack, MODULE, 1, 0)
    assert {name: left[name] for name in quotas()} == {
        f"sku:{sku}": [QUOTA - of_skus[sku], of_skus[sku], 0] for sku in SKUS
    }
    assert max(of_buyers.values()) <= PER_BUYER
    assert max(of_skus.values()) <= QUOTA
    refused = {limit for each in told for limit in each["refused"]}
    assert refused == {"units_per_buyer", "sku_quota"}


def quotas() -> list[str]:
    return [f"sku:{sku}" for sku in SKUS]
