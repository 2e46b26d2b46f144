"""Whoever is killed at any call to the cloud, and comes again, has done all of it once: orders on
their way from a call to the table, files of products and of stock."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import MARKETER, STOREFRONT
from tests.support.cloud import cloud, delivered, dump, waiting
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before, unharmed
from tests.support.gateway import Gateway
from tests.support.orders import PERSON, sale

SERVICES = ("dynamodb", "kms", "sqs")
NUMBERS = ("A-1", "A-2", "A-3")
PRODUCTS = """\
product,sku,title,category,currency,list_price_minor
MUG,MUG-S,Mug,mugs,CNY,4900
MUG,MUG-L,Mug,mugs,CNY,5900
CUP,CUP-1,Cup,mugs,CNY,900
"""
MOVEMENTS = """\
sku,kind,count,reason
MUG-S,receive,24,Delivery 4711
MUG-S,adjust,-2,Broken in store
CUP-1,receive,7,Delivery 4711
"""

Step = Callable[[], Any]


def orders(gateway: Gateway) -> Iterator[Step]:
    def send() -> None:
        for number in NUMBERS:
            sent = sale(number, personal=PERSON)
            gateway.call("POST /orders", sent, caller=STOREFRONT, key=f"order-{number}")

    yield send
    messages = delivered("order-ingest")
    yield lambda: functions.invoke("order_ingest", messages)


def products(gateway: Gateway) -> Iterator[Step]:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, key="category-mugs")
    yield lambda: send_file(gateway, "POST /product-imports", PRODUCTS)


def movements(gateway: Gateway) -> Iterator[Step]:
    yield lambda: send_file(gateway, "POST /stock-imports", MOVEMENTS)


def send_file(gateway: Gateway, route: str, content: str) -> None:
    kind = {"content-type": "text/csv"}
    answer = gateway.call(route, content.encode(), headers=kind, caller=MARKETER)
    assert (answer.status, answer.json["rejected_count"]) == (200, 0)


def stored() -> Any:
    """Every item by its key, with what its condition counts; nothing is parked."""
    parked = sum(waiting(name) for name in ("order-ingest-dead", "order-ingest"))
    items = (item for name, found in dump().items() if name != "messages" for item in found)
    return parked, sorted(
        (item["pk"]["S"], item["sk"]["S"], item.get("version"), item.get("on_hand_count"))
        for item in items
        if not item["pk"]["S"].startswith("SUBMISSION#")
    )


def run(deed: Callable[[Gateway], Iterator[Step]], fault: Fault, number: int) -> tuple[Any, int]:
    """What is stored at the end, and the most calls that a step made."""
    most = 0
    with cloud():
        for step in deed(Gateway(strict=False)):
            try:
                with failing(fault, number, SERVICES) as turn:
                    step()
            except Killed:
                step()
            most = max(most, turn.count)
        return stored(), most


@pytest.mark.parametrize("fault", [killed_before, killed_after])
@pytest.mark.parametrize("deed", [orders, products, movements])
def test_who_is_killed_and_comes_again_has_done_it_once(
    deed: Callable[[Gateway], Iterator[Step]], fault: Fault
) -> None:
    expected, calls = run(deed, unharmed, 0)
    assert calls > 2
    for number in count(1):
        found, most = run(deed, fault, number)
        assert found == expected, number
        if number > most:
            break
