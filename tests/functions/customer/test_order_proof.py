"""From facts of orders to what was found to be wrong, through the handlers."""

from typing import Any

import pytest

from promenade.activity.coupon.store.records import CouponRecord
from promenade.base.stock.store.records import StockRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from tests.support import functions
from tests.support.callers import SHOPPER, SUPPORT
from tests.support.cloud import dump, waiting
from tests.support.couponed import bought, claim
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Gateway
from tests.support.selling import cart, open_shop, place, quoted

PARKED = "order-proof-dead"


@pytest.fixture
def number(gateway: Gateway) -> str:
    open_shop(gateway)
    return str(place(gateway, quoted(gateway, cart(("MUG-S", 2)))).json["number"])


def prove(number: str, source: str = "shop") -> None:
    told = recorded(order(number, source=source))
    assert functions.invoke("order_proof", batch(told, told)) == {"batchItemFailures": []}


def spoil(number: str) -> None:
    record = StockRecord(f"RESERVATION#{number}", "MUG-S")
    dynamo.apply(Write("Update", record, None, [StockRecord.amount.set(3)]))


def faults(gateway: Gateway, language: str = "en") -> Any:
    spoken = {"accept-language": language}
    return gateway.call("GET /order-faults", caller=SUPPORT, headers=spoken).json["items"]


def test_what_is_as_it_says_is_not_told(gateway: Gateway, number: str) -> None:
    before = dump()
    prove(number)
    assert dump() == before
    assert faults(gateway) == []


def test_a_fault_is_parked_once_and_listed_in_words(gateway: Gateway, number: str) -> None:
    spoil(number)
    for _ in range(2):
        prove(number)
    assert waiting(PARKED) == 1
    (found,) = faults(gateway)
    assert (found["number"], found["stage"]) == (number, "pending_payment")
    explanation = "The order has 2 units of MUG-S; 3 are kept for it."
    fault = {"kind": "unit_count", "about": "MUG-S", "expected": "2", "found": "3"}
    assert found["faults"] == [{**fault, "explanation": explanation}]
    (chinese,) = faults(gateway, "zh")
    assert chinese["faults"][0]["explanation"] == "订单有 MUG-S 2 件，实际占用 3 件。"


def test_orders_of_other_sources_hold_nothing_here(gateway: Gateway, number: str) -> None:
    spoil(number)
    before = dump()
    prove(number, source="storefront")
    assert dump() == before


def test_a_message_that_is_no_fact_is_parked_and_blocks_no_other(number: str) -> None:
    spoil(number)
    told = recorded(order(number, source="shop"))
    functions.invoke("order_proof", batch("{}", told))
    assert waiting(PARKED) == 2


def test_faults_are_shown_to_staff_alone(gateway: Gateway) -> None:
    assert gateway.call("GET /order-faults", caller=SHOPPER).status == 403
    assert gateway.call("GET /order-faults", caller=None).status == 401


def test_a_coupon_that_its_order_does_not_keep_is_told_in_words(gateway: Gateway) -> None:
    open_shop(gateway)
    coupon = claim(gateway)
    number = bought(gateway, coupon)["number"]
    prove(number)
    assert faults(gateway) == []
    (record,) = CouponRecord.query(f"WALLET#{SHOPPER.subject}")
    dynamo.apply(Write("Update", record, None, [CouponRecord.state.set("unused")]))
    prove(number)
    ((fault,),) = [each["faults"] for each in faults(gateway)]
    explanation = f"The order's coupon {coupon} should be kept for an order; it is free."
    told = {"kind": "coupon_state", "about": coupon, "expected": "locked", "found": "free"}
    assert fault == {**told, "explanation": explanation}
    ((chinese,),) = [each["faults"] for each in faults(gateway, "zh")]
    assert chinese["explanation"] == f"订单的优惠券 {coupon} 应为“已被订单占用”，实为“未占用”。"
