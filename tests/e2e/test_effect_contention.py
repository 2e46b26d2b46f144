"""Many at once credit the same orders, given back meanwhile, of people who are sent to, held out,
touched and merged meanwhile, on a DynamoDB that takes transactions in parallel: each order's net
is credited once, to the minor unit."""

from infra.local.stack import Stack
from tests.support.contend_effects import PAID
from tests.support.crowd import crowd
from tests.support.effects import SPRING, SUMMER

CALLERS, ORDERS = 4, 16
MODULE = "tests.support.contend_effects"


def net(n: int) -> int:
    return 0 if n % 5 == 0 else PAID - 1


def test_each_order_is_credited_once_whoever_tells_it_when(stack: Stack) -> None:
    """Both versions of each are told twice by each of four callers: eight times."""
    told = crowd(stack, MODULE, CALLERS, ORDERS)
    (found,) = crowd(stack, MODULE, 1, 0)
    assert len(told) == CALLERS
    every, odd = range(ORDERS), range(1, ORDERS, 2)
    by_coupon = [n for n in every if n % 2 == 0 or n % 3 == 0]
    by_link = [n for n in odd if n % 3]
    whole = sum(map(net, every))
    assert found["net"][SPRING]["coupon_first"] == sum(map(net, by_coupon))
    assert found["net"][SUMMER]["coupon_first"] == sum(map(net, by_link))
    assert found["net"][SUMMER]["last_touch"] == sum(map(net, odd))
    assert found["net"][SPRING]["first_touch"] == whole
    assert found["net"][SPRING]["linear"] == whole - sum(net(n) // 2 for n in odd)
    for model, spring in found["net"][SPRING].items():
        assert spring + found["net"][SUMMER][model] == whole
    assert found["listed"] == found["net"]
    kept = [n for n in every if net(n)]
    assert found["orders"][SPRING]["first_touch"] == len(kept)
    assert found["people"] == [ORDERS, ORDERS // 2, ORDERS, ORDERS // 2]
    assert found["buyers"] == {"a": sum(n % 2 == 0 for n in kept), "": sum(n % 2 for n in kept)}
    assert found["spend"] == [whole, sum(net(n) ** 2 for n in kept)]
