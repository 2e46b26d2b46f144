"""Many at once accept the links of an offer, and are granted one of which there are few coupons, on
a DynamoDB that takes transactions in parallel."""

from collections import Counter
from typing import Any

from infra.local.stack import Stack
from tests.support.contend_offers import (
    COUPONS,
    CUSTOMERS,
    INVITERS,
    MOST_EACH,
    MOST_IN_ALL,
)
from tests.support.crowd import crowd

CALLERS, FRIENDS = 5, 20
MODULE = "tests.support.contend_offers"


def test_no_cap_is_passed_and_each_customer_has_an_offer_once(stack: Stack) -> None:
    (before,) = crowd(stack, MODULE, 1, 0)
    assert (before["had"], before["pieces"]) == ([len(INVITERS), 0], 0)
    told: list[Any] = crowd(stack, MODULE, CALLERS, FRIENDS)
    (found,) = crowd(stack, MODULE, 1, 0)
    accepted = {each for one in told for each in one["accepted"]}
    granted = [each for one in told for each in one["granted"]]
    assert (len(accepted), len(granted), len(set(granted))) == (MOST_IN_ALL, COUPONS, COUPONS)
    assert found["had"] == [len(INVITERS) + MOST_IN_ALL, COUPONS]
    expected = {
        "template_first": len(INVITERS),
        "template_invited": MOST_IN_ALL,
        "template_thanks": MOST_IN_ALL,
        "template_few": COUPONS,
    }
    assert found["coupons"].items() >= expected.items()
    assert found["pieces"] == MOST_IN_ALL
    assert found["counted"] == [len(INVITERS), MOST_IN_ALL, MOST_IN_ALL, COUPONS]
    left = MOST_IN_ALL - MOST_EACH
    assert found["links"] == [[MOST_EACH, MOST_EACH], [left, left]]
    refused: Counter[str] = Counter()
    for one in told:
        refused.update(one["refused"])
    assert refused["already_in_offer"] > 0
    assert refused["cap_reached"] > 0
    assert refused["all_gone"] >= CUSTOMERS - COUPONS
