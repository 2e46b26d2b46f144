"""From facts of stock to what was found to be wrong, through the handlers."""

from typing import Any

from promenade.base.stock.store.records import StockRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, SHOPPER, STOREFRONT
from tests.support.cloud import dump, waiting
from tests.support.facts import batch, told
from tests.support.gateway import Gateway

PARKED = "stock-proof-dead"


def moved(**data: Any) -> str:
    level = {"sku": "MUG", "version": 1, "on_hand_count": 48, "safety_count": 0, **data}
    return told("stock", "StockMoved", "SKU#MUG/LEVEL@1", level)


def receive(gateway: Gateway) -> None:
    body = {"kind": "receive", "count": 48, "reason": "Delivery 4711"}
    gateway.call("POST /stock/MUG/movements", body, caller=MARKETER)


def spoil() -> None:
    level = StockRecord("SKU#MUG", "LEVEL")
    dynamo.apply(Write("Update", level, None, [StockRecord.available_count.add(2)]))


def faults(gateway: Gateway, language: str = "en") -> Any:
    return gateway.call(
        "GET /stock-faults", caller=MARKETER, headers={"accept-language": language}
    ).json


def test_what_adds_up_is_not_told(gateway: Gateway) -> None:
    receive(gateway)
    assert functions.invoke("stock_proof", batch(moved(), moved())) == {"batchItemFailures": []}
    assert waiting(PARKED) == 0
    assert faults(gateway) == {"items": []}


def test_a_fault_is_parked_once_and_listed_in_words(gateway: Gateway) -> None:
    receive(gateway)
    spoil()
    for _ in range(2):
        functions.invoke("stock_proof", batch(moved(), moved()))
    assert waiting(PARKED) == 1
    explanation = "50 units are offered; on hand less safety and reserved come to 48."
    fault = {"kind": "available", "expected_count": 48, "found_count": 50, "about": ""}
    told = [{**fault, "explanation": explanation}]
    assert faults(gateway) == {"items": [{"sku": "MUG", "warehouse": "MAIN", "faults": told}]}
    (chinese,) = faults(gateway, "zh")["items"][0]["faults"]
    assert chinese["explanation"] == "可售 50 件；在手数减安全库存和预留数应为 48 件。"


def test_a_message_that_is_no_fact_is_parked_and_blocks_no_other(gateway: Gateway) -> None:
    receive(gateway)
    functions.invoke("stock_proof", batch("{}", moved()))
    assert waiting(PARKED) == 1
    assert [each for each in dump()["promenade-stock"] if each["pk"]["S"] == "PROOF#MUG"]


def test_faults_are_shown_to_those_who_keep_stock_alone(gateway: Gateway) -> None:
    for caller in (ANALYST, SHOPPER, STOREFRONT):
        assert gateway.call("GET /stock-faults", caller=caller).status == 403
