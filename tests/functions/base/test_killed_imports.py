"""Imports of files whose worker dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.service import import_steps
from promenade.kit import aws
from tests.support.cloud import Held, held, lay_out
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.product_imports import begin, counts, get, report, run, send

FILE = """\
product,sku,title,category,currency,list_price_minor,barcode
MUG,MUG-S,,,,5100,
CUP,CUP-S,Cup,mugs,CNY,900,2
CUP,CUP-L,Cup,mugs,CNY,990,3
JAR,JAR-S,Jar,none,CNY,900,
POT,POT-S,Pot,mugs,CNY,900,
"""
MUG = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [{"code": "MUG-S", "currency": "CNY", "list_price_minor": 4_900}],
}
_WRITES = ("dynamodb.PutItem", "dynamodb.TransactWriteItems", "s3.PutObject")


class Killed(BaseException):
    """As a worker is that is cut off: nothing catches it."""


@contextmanager
def dying(nth: int, when: str) -> Iterator[None]:
    """At the nth write, `before-call` or `after-call`."""
    seen: list[str] = []

    def strike(model: Any, **_: Any) -> None:
        seen.append(model.name)
        if len(seen) == nth:
            raise Killed

    hooks = [(aws.client(each.partition(".")[0]).meta.events, f"{when}.{each}") for each in _WRITES]
    for events, name in hooks:
        events.register(name, strike)
    try:
        yield
    finally:
        for events, name in hooks:
            events.unregister(name, strike)


def outcome(shop: Gateway, made: Answer) -> Any:
    products = shop.call("GET /products").json["items"]
    prices = {
        each["id"]: (each["version"], [sku["list_price_minor"] for sku in each["skus"]])
        for each in products
    }
    return counts(get(shop, made)), report(shop, made), prices


@pytest.mark.parametrize("when", ["before-call", "after-call"])
def test_a_worker_that_dies_at_any_write_does_nothing_twice_and_loses_nothing(
    gateway: Gateway, when: str
) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    bring(gateway, MUG)
    with patch.object(import_steps, "PART", 2):
        made = begin(gateway, FILE)
        start = held()
        messages = run()
        expected = outcome(gateway, made)
        assert expected == (
            [3, 1, 0, 1],
            ["5,JAR,JAR-S,category,unknown_category,There is no category “none”."],
            {"MUG": (2, [5_100]), "CUP": (1, [900, 990]), "POT": (1, [900])},
        )
        nth = 0
        while _dies(messages, (nth := nth + 1), when, start):
            send(messages)
            assert outcome(gateway, made) == expected, f"killed at write {nth}"
        assert nth == 12


def _dies(messages: list[dict[str, Any]], nth: int, when: str, start: Held) -> bool:
    """From the start on, one message after the other, until the worker is cut off."""
    lay_out(start)
    with dying(nth, when):
        try:
            for message in messages:
                send([message])
        except Killed:
            return True
    return False
