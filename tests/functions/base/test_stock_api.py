"""Stock over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed
from tests.support.selling import open_shop

DELIVERY = {"kind": "receive", "count": 48, "reason": "Delivery 4711"}


def move(gateway: Gateway, kind: str, count: int, **options: Any) -> Answer:
    body = {"kind": kind, "count": count, "reason": "Because"}
    return gateway.call("POST /stock/MUG/movements", body, **{"caller": MARKETER} | options)


def test_a_movement_is_in_the_ledger_and_on_the_shelf(gateway: Gateway) -> None:
    made = gateway.call("POST /stock/MUG/movements", DELIVERY, caller=MARKETER)
    assert (made.status, made.headers["location"]) == (201, "/stock/MUG/movements")
    assert made.json["balance_count"] == 48
    level = gateway.call("GET /stock/MUG")
    assert level.headers["etag"] == '"1"'
    assert level.json == {
        "sku": "MUG",
        "warehouse": "MAIN",
        "on_hand_count": 48,
        "reserved_count": 0,
        "safety_count": 0,
        "available_count": 48,
        "low_count": None,
        "version": 1,
    }
    entry = {name: value for name, value in made.json.items() if name != "warnings"}
    assert gateway.call("GET /stock/MUG/movements").json == {"items": [entry], "next": None}


def test_a_movement_of_what_the_catalogue_does_not_have_is_taken_with_a_warning(
    gateway: Gateway,
) -> None:
    assert move(gateway, "receive", 5).json["warnings"] == ["unknown_sku"]
    open_shop(gateway)
    known = gateway.call("POST /stock/mug-s/movements", DELIVERY, caller=MARKETER)
    assert (known.json["sku"], known.json["warnings"]) == ("MUG-S", [])


def test_a_sku_is_one_however_it_is_spelt(gateway: Gateway) -> None:
    for spelt in ("mug-1", "ＭＵＧ－1", "MUG-1"):
        gateway.call(f"POST /stock/{spelt}/movements", DELIVERY, caller=MARKETER)
    assert gateway.call("GET /stock/Mug-1").json["on_hand_count"] == 144


@pytest.mark.parametrize("sku", ["mug%201", "杯", "a" * 65, "-"])
def test_what_is_no_code_is_refused_and_stores_nothing(gateway: Gateway, sku: str) -> None:
    before = dump()
    for request in ("GET /stock/{}", "GET /stock/{}/movements"):
        assert gateway.call(request.format(sku)).pointers == [("path", "/sku", "malformed")]
    refused = gateway.call(f"POST /stock/{sku}/movements", DELIVERY, caller=MARKETER)
    assert refused.pointers == [("path", "/sku", "malformed")]
    assert dump() == before


def test_a_request_repeated_moves_once(gateway: Gateway) -> None:
    first = move(gateway, "receive", 5, key="delivery-1")
    before = dump()
    assert move(gateway, "receive", 5, key="delivery-1").json == first.json
    refused = move(gateway, "receive", 6, key="delivery-1")
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_key_is_its_callers_own(gateway: Gateway) -> None:
    move(gateway, "receive", 5, key="delivery-1")
    move(gateway, "receive", 5, key="delivery-1", caller=OWNER)
    assert gateway.call("GET /stock/MUG").json["on_hand_count"] == 10


def test_too_little_stock_moves_nothing(gateway: Gateway) -> None:
    move(gateway, "receive", 5)
    gateway.call("PUT /stock/MUG", {"safety_count": 3}, caller=MARKETER, version=1)
    before = dump()
    for kind, count in (("adjust", -3), ("stock_take", 2)):
        refused = move(gateway, kind, count)
        assert (refused.status, refused.json["code"]) == (422, "stock_short")
        assert refused.json["available_count"] == 2
    assert dump() == before


def test_safety_needs_a_version_and_knows_a_replay(gateway: Gateway) -> None:
    move(gateway, "receive", 5)
    body = {"safety_count": 2}
    for _ in range(2):
        assert gateway.call("PUT /stock/MUG", body, version=1).json["version"] == 2
    assert gateway.call("PUT /stock/MUG", {"safety_count": 1}, version=1).status == 412
    assert gateway.call("PUT /stock/MUG", {"safety_count": 6}, version=2).status == 422
    assert gateway.call("PUT /stock/CUP", body, version=1).status == 404
    assert gateway.call("PUT /stock/MUG", body).pointers == [
        ("header", "/If-Match", "missing_or_malformed")
    ]


def test_the_ledger_goes_on_by_cursor(gateway: Gateway) -> None:
    for count in (1, 2, 3):
        move(gateway, "receive", count)
    gateway.call("POST /stock/CUP/movements", DELIVERY)
    first = gateway.call("GET /stock/MUG/movements", query={"limit": 2}).json
    rest = gateway.call("GET /stock/MUG/movements", query={"cursor": first["next"]}).json
    assert [each["delta_count"] for each in (*first["items"], *rest["items"])] == [1, 2, 3]
    carried = gateway.call("GET /stock/CUP/movements", query={"cursor": first["next"]})
    assert carried.pointers == [("query", "/cursor", "unknown_cursor")]


def test_a_request_without_a_key_or_with_a_bad_body_names_both(gateway: Gateway) -> None:
    before = dump()
    body = {"kind": "receive", "count": -1, "reason": ""}
    refused = gateway.call("POST /stock/MUG/movements", body, key="")
    assert sorted(refused.pointers) == [
        ("body", "/count", "wrong_value"),
        ("body", "/reason", "wrong_value"),
        ("header", "/Idempotency-Key", "missing_or_malformed"),
    ]
    assert dump() == before


def test_only_those_who_may_write_move_stock(gateway: Gateway) -> None:
    before = dump()
    for caller in (ANALYST, SHOPPER, STOREFRONT):
        assert move(gateway, "receive", 5, caller=caller).status == 403
    assert move(gateway, "receive", 5, caller=None).status == 401
    assert dump() == before


def test_each_change_of_a_level_is_one_fact(gateway: Gateway) -> None:
    move(gateway, "receive", 5)
    (event,) = relayed().events
    assert (event["source"], event["detail-type"]) == ("promenade.stock", "StockMoved")
    assert event["detail"]["event_id"] == "SKU#MUG/LEVEL@1"


def test_hot_routes_cost_what_they_cost(gateway: Gateway) -> None:
    """Round trips and capacity units, exactly."""
    move(gateway, "receive", 5)
    found = {}
    with capacity() as seen:
        gateway.call("GET /stock/MUG", caller=STOREFRONT)
    found["level"] = seen.cost
    with capacity() as seen:
        move(gateway, "adjust", -1)
    found["movement"] = seen.cost
    assert found == {"level": (1, 1, 0), "movement": (3, 1.5, 6)}
