"""Orders come in over HTTP: checked at once, queued, and followed from there."""

import json

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, OWNER, STOREFRONT, client
from tests.support.cloud import delivered, dump, waiting
from tests.support.gateway import Gateway
from tests.support.orders import PERSON, sale
from tests.support.traffic import counted

OTHER = client("other", "order:read", "order:write")


def ingest() -> None:
    assert functions.invoke("order_ingest", delivered("order-ingest")) == {"batchItemFailures": []}


def outcomes(gateway: Gateway, location: str) -> list[tuple[str, str, str | None]]:
    answer = gateway.call(f"GET {location}", caller=STOREFRONT)
    return [(each["number"], each["progress"], each["code"]) for each in answer.json["orders"]]


def test_an_order_is_queued_then_stored(gateway: Gateway) -> None:
    answer = gateway.call("POST /orders", sale(), caller=STOREFRONT)
    location = answer.headers["location"]
    assert answer.status == 202
    assert location == f"/order-submissions/{answer.json['id']}"
    assert waiting("order-ingest") == 1
    assert outcomes(gateway, location) == [("A-1", "queued", None)]
    ingest()
    assert outcomes(gateway, location) == [("A-1", "stored", None)]


def test_a_batch_is_followed_order_by_order(gateway: Gateway) -> None:
    gateway.call("POST /orders", sale("A-2", version=5), caller=STOREFRONT)
    gateway.call("POST /orders", sale("A-3"), caller=STOREFRONT)
    ingest()
    batch = {"orders": [sale("A-1"), sale("A-2"), sale("A-3", customer="c-2")]}
    location = gateway.call("POST /order-batches", batch, caller=STOREFRONT).headers["location"]
    ingest()
    assert outcomes(gateway, location) == [
        ("A-1", "stored", None),
        ("A-2", "superseded", None),
        ("A-3", "parked", "order_conflict"),
    ]
    assert waiting("order-ingest-dead") == 1


def test_a_hundred_orders_take_eleven_round_trips_and_a_hundred_and_one_are_refused(
    gateway: Gateway,
) -> None:
    hundred = [sale(f"A-{number}") for number in range(100)]
    with counted() as calls:
        gateway.call("POST /order-batches", {"orders": hundred}, caller=STOREFRONT)
    assert calls == ["dynamodb.PutItem", *["sqs.SendMessageBatch"] * 10]
    before = dump()
    refused = gateway.call("POST /order-batches", {"orders": [*hundred, sale("B")]}, caller=OWNER)
    assert (refused.status, refused.pointers) == (400, [("body", "/orders", "wrong_value")])
    assert dump() == before


def test_one_order_takes_two_round_trips_and_following_it_two(gateway: Gateway) -> None:
    with counted() as calls:
        answer = gateway.call("POST /orders", sale(), caller=STOREFRONT)
    assert calls == ["dynamodb.PutItem", "sqs.SendMessageBatch"]
    ingest()
    with counted() as calls:
        outcomes(gateway, answer.headers["location"])
    assert calls == ["dynamodb.GetItem", "dynamodb.BatchGetItem"]


def test_one_bad_order_refuses_itself_with_every_fault_and_no_other(gateway: Gateway) -> None:
    bad = sale("A-2", goods_minor=1, zone="Mars")
    batch = {"orders": [sale(), bad, sale("A-3")]}
    answer = gateway.call("POST /order-batches", batch, caller=STOREFRONT, key="batch-of-3")
    assert answer.status == 202
    assert waiting("order-ingest") == 2
    location = answer.headers["location"]
    assert outcomes(gateway, location) == [
        ("A-1", "queued", None),
        ("A-2", "refused", "invalid"),
        ("A-3", "queued", None),
    ]
    refused = gateway.call(f"GET {location}", caller=STOREFRONT).json["orders"][1]
    assert [(each["pointer"], each["code"]) for each in refused["faults"]] == [
        ("/orders/1/zone", "unknown_zone"),
        ("/orders/1/goods_minor", "wrong_sum"),
    ]
    ingest()
    assert [fate for _, fate, _ in outcomes(gateway, location)] == ["stored", "refused", "stored"]
    again = gateway.call("POST /order-batches", batch, caller=STOREFRONT, key="batch-of-3")
    assert (again.status, again.text) == (202, answer.text)


def test_what_is_wrong_with_an_order_is_told_in_the_language_asked_for(gateway: Gateway) -> None:
    batch = {"orders": [sale(zone="Mars")]}
    spoken = {"accept-language": "zh-CN"}
    answer = gateway.call("POST /order-batches", batch, caller=STOREFRONT, headers=spoken)
    (fate,) = answer.json["orders"]
    detail = "请填写 IANA 时区名称，例如 Asia/Shanghai。"
    assert fate["faults"] == [
        {"pointer": "/orders/0/zone", "code": "unknown_zone", "detail": detail}
    ]
    assert waiting("order-ingest") == 0


def test_staff_who_may_not_see_people_follow_numbers_that_look_like_them_masked(
    gateway: Gateway,
) -> None:
    sent = sale("13812345678", zone="Mars")
    answer = gateway.call("POST /order-batches", {"orders": [sent]}, caller=STOREFRONT)
    location = answer.headers["location"]
    seen = {
        caller.name: gateway.call(f"GET {location}", caller=caller).json["orders"][0]["number"]
        for caller in (STOREFRONT, OWNER, ANALYST)
    }
    assert seen == {
        STOREFRONT.name: "13812345678",
        OWNER.name: "13812345678",
        ANALYST.name: "***",
    }


def test_a_bad_order_that_was_mended_is_another_call(gateway: Gateway) -> None:
    bad = {"orders": [sale(), sale("A-2", zone="Mars")]}
    gateway.call("POST /order-batches", bad, caller=STOREFRONT, key="batch-of-2")
    before = dump()
    mended = {"orders": [sale(), sale("A-2")]}
    answer = gateway.call("POST /order-batches", mended, caller=STOREFRONT, key="batch-of-2")
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_hundred_bad_orders_are_told_one_fault_each(gateway: Gateway) -> None:
    hundred = [{"lines": [{}], "number": f"A-{index}"} for index in range(100)]
    answer = gateway.call("POST /order-batches", {"orders": hundred}, caller=STOREFRONT)
    assert {len(each["faults"]) for each in answer.json["orders"]} == {1}
    assert {each["more_count"] for each in answer.json["orders"]} == {14}
    assert waiting("order-ingest") == 0


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"orders": [sale()], "extra": 1}, ("body", "/extra", "unknown_field")),
        ({"orders": {}}, ("body", "/orders", "wrong_value")),
        ({"orders": []}, ("body", "/orders", "wrong_value")),
        ({}, ("body", "/orders", "missing")),
    ],
)
def test_what_is_wrong_around_the_orders_refuses_them_all(
    gateway: Gateway, body: object, fault: tuple[str, str, str]
) -> None:
    before = dump()
    answer = gateway.call("POST /order-batches", body, caller=STOREFRONT)
    assert (answer.status, answer.pointers) == (400, [fault])
    assert dump() == before


@pytest.mark.parametrize("body", [b'{"source": "\xff"}', b"", b"[]", b'{"lines": [' * 500])
def test_what_is_no_order_is_refused(gateway: Gateway, body: bytes) -> None:
    before = dump()
    assert gateway.call("POST /orders", body, caller=STOREFRONT).status == 400
    assert dump() == before


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(gateway: Gateway) -> None:
    before = dump()
    answer = gateway.call("POST /orders", b" " * 262_145, caller=STOREFRONT)
    assert (answer.status, answer.json["max_bytes"]) == (413, 200_000)
    assert dump() == before


def test_the_same_key_repeats_the_answer_and_stores_once(gateway: Gateway) -> None:
    first = gateway.call("POST /orders", sale(), caller=STOREFRONT, key="order-A-1-1")
    in_utc = sale(placed_at="2026-01-05T03:58:00Z")
    backwards = json.dumps(dict(reversed(in_utc.items())), indent=2).encode()
    for same in (sale(), backwards):
        again = gateway.call("POST /orders", same, caller=STOREFRONT, key="order-A-1-1")
        assert (again.status, again.text) == (202, first.text)
    ingest()
    stored = [item for item in dump()["promenade-order"] if item["pk"]["S"].startswith("ORDER#")]
    assert len(stored) == 1


def test_the_same_key_for_another_order_is_a_conflict(gateway: Gateway) -> None:
    gateway.call("POST /orders", sale(), caller=STOREFRONT, key="order-A-1-1")
    before = dump()
    answer = gateway.call("POST /orders", sale("A-2"), caller=STOREFRONT, key="order-A-1-1")
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert dump() == before


def test_another_clients_order_is_refused_and_its_submission_unknown(gateway: Gateway) -> None:
    before = dump()
    assert gateway.call("POST /orders", sale(), caller=OTHER).status == 403
    assert dump() == before
    batch = {"orders": [sale(source="other"), sale()]}
    fates = gateway.call("POST /order-batches", batch, caller=OTHER).json["orders"]
    assert [fate["progress"] for fate in fates] == ["queued", "refused"]
    assert fates[1]["faults"][0]["code"] == "foreign"
    assert waiting("order-ingest") == 1
    location = gateway.call("POST /orders", sale(), caller=STOREFRONT).headers["location"]
    assert gateway.call(f"GET {location}", caller=OTHER).status == 404
    assert gateway.call(f"GET {location}", caller=OWNER).status == 200
    assert gateway.call("GET /order-submissions/unknown", caller=OWNER).status == 404


def test_characters_that_sqs_refuses_arrive_all_the_same(gateway: Gateway) -> None:
    sent = sale(lines=[sale()["lines"][0] | {"title": "t-\ufffe\uffff"}, sale()["lines"][1]])
    gateway.call("POST /orders", sent, caller=STOREFRONT)
    batch = delivered("order-ingest")
    assert "\uffff" not in batch["Records"][0]["body"]
    functions.invoke("order_ingest", batch)
    found = gateway.call("GET /orders/storefront/A-1", caller=STOREFRONT)
    assert found.json["order"]["lines"][0]["title"] == "t-\ufffe\uffff"


def test_an_order_with_a_person_takes_one_seal_more_before_anything_is_written(
    gateway: Gateway,
) -> None:
    with counted() as calls:
        gateway.call("POST /orders", sale(personal=PERSON), caller=STOREFRONT)
    assert calls == ["kms.Encrypt", "dynamodb.PutItem", "sqs.SendMessageBatch"]
