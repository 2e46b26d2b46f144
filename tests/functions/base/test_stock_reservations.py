"""Reservations over HTTP."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.callers import MARKETER, SHOPPER, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway

PATH = "/stock-reservations"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Five mugs, one cup, and a pool of three mugs more."""
    for sku, count in (("MUG", 8), ("CUP", 1)):
        body = {"kind": "receive", "count": count, "reason": "Because"}
        gateway.call(f"POST /stock/{sku}/movements", body, caller=MARKETER)
    gateway.call("POST /stock/MUG/pools", {"name": "SALE-1", "count": 3}, caller=MARKETER)
    return gateway


def line(sku: str, count: int, **more: Any) -> dict[str, Any]:
    return {"sku": sku, "count": count, **more}


def hold(
    gateway: Gateway, *lines: dict[str, Any], holder: str = "W-1", key: str = "", **body: Any
) -> Answer:
    asked = {"holder": holder, "lines": lines, **body}
    return gateway.call(f"POST {PATH}", asked, caller=STOREFRONT, key=key or f"order-of-{holder}")


def step(gateway: Gateway, name: str, holder: str = "W-1") -> Answer:
    return gateway.call(f"POST {PATH}/{holder}/{name}", caller=STOREFRONT)


def give_back(gateway: Gateway, *lines: dict[str, Any], key: str | None = None) -> Answer:
    body = {"lines": lines}
    return gateway.call(f"POST {PATH}/W-1/returns", body, caller=STOREFRONT, key=key)


def counts(gateway: Gateway, sku: str = "MUG") -> tuple[int, int, int]:
    found = gateway.call(f"GET /stock/{sku}").json
    return found["on_hand_count"], found["reserved_count"], found["available_count"]


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_an_order_holds_all_its_units_in_one_call(shop: Gateway) -> None:
    held = hold(shop, line("mug", 2), line("CUP", 1), line("MUG", 3, pool="SALE-1"))
    assert (held.status, held.headers["location"]) == (201, f"{PATH}/W-1")
    assert held.json["state"] == "held"
    assert [(each["sku"], each["pool"]) for each in held.json["lines"]] == [
        ("MUG", None),
        ("CUP", None),
        ("MUG", "SALE-1"),
    ]
    assert (counts(shop), counts(shop, "CUP")) == ((8, 5, 3), (1, 1, 0))
    assert shop.call(f"GET {PATH}/W-1", caller=STOREFRONT).json == held.json


def test_all_or_none_are_held_and_everything_short_is_named(shop: Gateway) -> None:
    before = dump()
    answer = hold(shop, line("MUG", 1), line("CUP", 2))
    refused(answer, 422, "out_of_stock", before)
    assert (answer.json["sku"], answer.json["available_count"]) == ("CUP", 1)
    answer = hold(shop, line("MUG", 6), line("CUP", 2))
    refused(answer, 422, "refused", before)
    assert "6 of MUG" in answer.json["detail"]
    assert "2 of CUP" in answer.json["detail"]
    refused(hold(shop, line("MUG", 1, pool="sale-2")), 404, "not_found", before)
    refused(hold(shop, line("MUG", 1, warehouse="EAST")), 422, "out_of_stock", before)


def test_an_order_holds_once(shop: Gateway) -> None:
    with standing():
        held = hold(shop, line("MUG", 2))
        before = dump()
        assert hold(shop, line("MUG", 2)).json == held.json
        refused(hold(shop, line("MUG", 3)), 409, "conflict", before)
        refused(hold(shop, line("MUG", 2), key="another-key"), 409, "already_held", before)


def test_what_was_committed_is_sold_and_comes_back_bit_by_bit(shop: Gateway) -> None:
    hold(shop, line("MUG", 3), line("MUG", 2, pool="SALE-1"))
    sold = step(shop, "commit")
    assert (sold.json["state"], counts(shop)) == ("committed", (5, 3, 2))
    before = dump()
    assert step(shop, "commit").json == sold.json
    refused(step(shop, "release"), 409, "reservation_conflict", before)
    refused(give_back(shop, line("MUG", 4)), 409, "reservation_conflict", before)
    refused(give_back(shop, line("CUP", 1)), 409, "reservation_conflict", before)
    part = give_back(shop, line("MUG", 1), key="return-1")
    assert [each["returned_count"] for each in part.json["lines"]] == [1, 0]
    assert (part.json["state"], counts(shop)) == ("committed", (6, 3, 3))
    before = dump()
    assert give_back(shop, line("MUG", 1), key="return-1").json == part.json
    refused(give_back(shop, line("MUG", 2), key="return-1"), 409, "conflict", before)
    rest = give_back(shop, line("MUG", 2), line("MUG", 2, pool="SALE-1"))
    assert (rest.json["state"], counts(shop)) == ("returned", (10, 3, 7))
    tend(SAMPLE_TIME)
    assert counts(shop) == (8, 1, 7)
    before = dump()
    refused(give_back(shop, line("MUG", 1)), 409, "reservation_conflict", before)
    assert give_back(shop, line("MUG", 1), key="return-1").json == part.json


def test_what_was_released_is_available_again_once(shop: Gateway) -> None:
    hold(shop, line("MUG", 3))
    released = step(shop, "release")
    assert (released.json["state"], counts(shop)) == ("released", (8, 3, 5))
    before = dump()
    assert step(shop, "release").json == released.json
    refused(step(shop, "commit"), 409, "reservation_conflict", before)


def test_nothing_ends_that_was_never_held(shop: Gateway) -> None:
    before = dump()
    for answer in (step(shop, "commit"), step(shop, "release"), give_back(shop, line("MUG", 1))):
        refused(answer, 404, "not_found", before)
    refused(shop.call(f"GET {PATH}/W-1", caller=STOREFRONT), 404, "not_found", before)


def tend(at: datetime) -> None:
    with standing(at):
        invoke("stock_tend", {"id": f"tend {at}"})


@pytest.fixture
def _at_sample_time() -> Iterator[None]:
    with standing():
        yield


@pytest.mark.usefixtures("_at_sample_time")
def test_what_is_over_is_given_back_by_the_minute(shop: Gateway) -> None:
    hold(shop, line("MUG", 3), minutes=2)
    hold(shop, line("MUG", 2, pool="SALE-1"), holder="W-2", minutes=2)
    hold(shop, line("MUG", 1), holder="W-3")
    step(shop, "release", "W-3")
    over = SAMPLE_TIME + timedelta(minutes=2)
    tend(over - timedelta(seconds=1))
    assert counts(shop) == (8, 6, 2)
    tend(over + timedelta(minutes=1))
    assert counts(shop) == (8, 3, 5)
    states = [shop.call(f"GET {PATH}/W-{n}", caller=STOREFRONT).json["state"] for n in (1, 2, 3)]
    assert states == ["expired", "expired", "released"]
    before = dump()
    refused(step(shop, "commit"), 409, "reservation_conflict", before)
    tend(over + timedelta(minutes=30))
    assert counts(shop) == (8, 3, 5)
    marks = [item["pk"]["S"] for item in dump()["promenade-stock"] if "DUE" in item["pk"]["S"]]
    assert marks == []


@pytest.mark.usefixtures("_at_sample_time")
def test_a_late_commit_gets_units_that_nobody_gave_back(shop: Gateway) -> None:
    hold(shop, line("MUG", 3), minutes=1)
    with standing(SAMPLE_TIME + timedelta(hours=1)):
        assert step(shop, "commit").json["state"] == "committed"
    tend(SAMPLE_TIME + timedelta(hours=2))
    assert counts(shop) == (5, 3, 2)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"holder": "W 1"}, "/holder"),
        ({"minutes": 0}, "/minutes"),
        ({"minutes": 1441}, "/minutes"),
        ({"lines": []}, "/lines"),
        ({"lines": [line("MUG", 0)]}, "/lines/0/count"),
        ({"lines": [line("杯", 1)]}, "/lines/0/sku"),
        ({"lines": [line("MUG", 1), line("mug", 1, warehouse="main")]}, "/lines/1"),
        ({"lines": [line("MUG", 1, pool="a b")]}, "/lines/0/pool"),
    ],
)
def test_what_is_no_reservation_is_refused_where_it_is_wrong(
    shop: Gateway, body: dict[str, Any], pointer: str
) -> None:
    before = dump()
    asked = {"holder": "W-1", "lines": [line("MUG", 1)], **body}
    answer = shop.call(f"POST {PATH}", asked, caller=STOREFRONT)
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    assert dump() == before


@pytest.mark.parametrize("caller", [None, SHOPPER, MARKETER])
def test_who_may_not_reserve_holds_nothing(shop: Gateway, caller: Any) -> None:
    before = dump()
    body = {"holder": "W-1", "lines": [line("MUG", 1)]}
    answer = shop.call(f"POST {PATH}", body, caller=caller)
    assert (answer.status, dump()) == (403 if caller else 401, before)


def test_nobody_holds_under_the_name_of_an_order_of_ours(shop: Gateway) -> None:
    before = dump()
    answer = hold(shop, line("MUG", 1), holder="order_01KE5YQQ80000000000000000A")
    refused(answer, 400, "invalid", before)
    assert answer.pointers == [("body", "/holder", "not_yours")]
    assert hold(shop, line("MUG", 1), holder="orders-1").status == 201
