"""Many at once buy a SKU that is spread and from a pool of it, until nothing is left, on a
DynamoDB that takes transactions in parallel."""

from infra.local.stack import Stack
from tests.support.contend_pools import OPENING, PLACES, SALE_COUNT, SPREAD_COUNT
from tests.support.crowd import crowd

CALLERS, BASKETS = 6, 60
MODULE = "tests.support.contend_pools"


def test_no_unit_is_sold_twice_or_lost_between_level_and_pools(stack: Stack) -> None:
    (opened,) = crowd(stack, MODULE, 1, 0)
    assert opened["left"] == {"SPREAD": SPREAD_COUNT, "SALE": SALE_COUNT}
    told = crowd(stack, MODULE, CALLERS, BASKETS)
    (found,) = crowd(stack, MODULE, 1, 0)

    def units(step: str, place: str) -> int:
        return sum(each["done"][place].get(step, 0) for each in told)

    sold = sum(units("commit", place) - units("take_back", place) for place in PLACES)
    held = {
        place: units("hold", place)
        - sum(units(step, place) for step in ("commit", "release", "expire"))
        for place in PLACES
    }
    popular, sale = PLACES
    assert found["spent"] == 0
    assert found["on_hand"] == found["ledger"] == OPENING - sold
    assert found["held"]["SALE"] == held[sale] == 0
    assert found["left"]["SALE"] == SALE_COUNT - units("commit", sale)
    free = found["available"] + found["left"]["SPREAD"]
    assert free + found["left"]["SALE"] + sum(held.values()) == found["on_hand"]
    assert min(free, found["available"], *found["left"].values(), held[popular]) >= 0
