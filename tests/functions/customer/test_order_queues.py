"""Messages of orders that come twice, and in any order: what they come to is the same."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from tests.support import functions
from tests.support.callers import STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump
from tests.support.couponed import bought, cancel, claim, state
from tests.support.gateway import Gateway
from tests.support.orders import queued, refund, sale
from tests.support.paying import asked, notify, payment
from tests.support.selling import counts, open_shop

SEEDS = range(6)
LATE = SAMPLE_TIME + timedelta(minutes=16)


def shuffled(records: Iterable[Any], seed: int) -> list[Any]:
    """Each twice."""
    twice = [*records] * 2
    Random(seed).shuffle(twice)
    return twice


def invoke(function: str, records: list[Any]) -> None:
    """One after the other, as in batches of one."""
    for number, record in enumerate(records):
        told = {"Records": [record | {"messageId": f"m-{number}"}]}
        assert functions.invoke(function, told) == {"batchItemFailures": []}


@pytest.mark.parametrize("seed", SEEDS)
def test_orders_of_others_are_at_their_newest_version(gateway: Gateway, seed: int) -> None:
    back: dict[str, Any] = {"state": "refunded", "refunds": [refund()]}
    first = [sale(), sale(version=2, state="completed"), sale(version=3, **back)]
    other = sale("A-2")
    invoke("order_ingest", shuffled(queued(*first, other)["Records"], seed))
    found = {
        number: gateway.call(f"GET /orders/storefront/{number}", caller=STOREFRONT).json["order"]
        for number in ("A-1", "A-2")
    }
    told = {number: (each["version"], each["state"]) for number, each in found.items()}
    assert told == {"A-1": (3, "refunded"), "A-2": (1, "paid")}
    before = dump()
    invoke("order_ingest", shuffled(queued(*first, other)["Records"], seed + 1))
    assert dump() == before


@pytest.mark.parametrize("seed", SEEDS)
def test_money_and_time_that_are_told_twice_in_any_order_count_once(
    gateway: Gateway, seed: int
) -> None:
    """The first order is paid, the second twice, the third after it was cancelled, the last one
    never."""
    with standing():
        open_shop(gateway, MUG_S=20, MUG_L=10)
        coupons = [claim(gateway) for _ in range(4)]
        orders = [bought(gateway, coupon) for coupon in coupons]
        cancel(gateway, orders[2])
        money = [(orders[n], name) for n, name in ((0, "T-0"), (1, "T-1"), (1, "T-2"), (2, "T-3"))]
        for order, transaction in shuffled(money, seed):
            assert notify(gateway, payment(order, transaction)).status == 200
    timers = [{"body": msgspec.json.encode({"number": each["number"]}).decode()} for each in orders]
    records = shuffled([*delivered("order-wake")["Records"], *timers], seed)
    with asked() as calls, standing(LATE):
        invoke("order_wake", records)
        before = dump()
        invoke("order_wake", records)
        assert dump() == before
        states = [state(gateway, each) for each in coupons]
    gone = {refund["transaction"] for _, refund, _ in calls}
    assert (len(calls), gone) in [(2, {"T-3", "T-1"}), (2, {"T-3", "T-2"})]
    assert (counts(gateway), counts(gateway, "MUG-L")) == ((16, 0, 16), (8, 0, 8))
    assert states == ["used", "used", "unused", "unused"]
