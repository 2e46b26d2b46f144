"""A SKU that is spread is sold out by many at once while units come back and its shards close."""

from infra.local.stack import Stack
from tests.support.contend_sell_out import OPENING
from tests.support.crowd import crowd

CALLERS, BASKETS = 6, 40
MODULE = "tests.support.contend_sell_out"


def test_a_spread_sku_is_sold_to_exactly_nothing(stack: Stack) -> None:
    crowd(stack, MODULE, 1, 0)
    told = crowd(stack, MODULE, CALLERS, BASKETS)
    (found,) = crowd(stack, MODULE, 1, 0)
    bought = sum(each["bought"] - each["back"] for each in told) + found["bought"]
    assert bought == OPENING
    assert {**found, "bought": 0} == {
        "bought": 0,
        "on_hand": 0,
        "reserved": 0,
        "pool": 0,
        "faults": False,
    }
