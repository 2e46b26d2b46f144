"""Stored orders over HTTP."""

from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest

from promenade.kit import aws
from promenade.kit.vault import Vault
from tests.support import functions
from tests.support.callers import ANALYST, OWNER, STOREFRONT, SUPPORT, client
from tests.support.cloud import delivered
from tests.support.gateway import Gateway
from tests.support.orders import PERSON, queued, refund, sale
from tests.support.settings import SETTINGS
from tests.support.traffic import counted

OTHER = client("other", "order:read")
DAY = {"store": "flagship", "day": "2026-01-05"}


@pytest.fixture
def stored(gateway: Gateway) -> Gateway:
    batch = queued(
        sale("A-1", personal=PERSON),
        sale("A-2"),
        sale("M-1", source="market", store="flagship"),
        vault=Vault(SETTINGS["ORDER_KEY_ID"]),
    )
    assert functions.invoke("order_ingest", batch) == {"batchItemFailures": []}
    return gateway


def test_an_order_shows_what_was_sent_and_its_version(stored: Gateway) -> None:
    answer = stored.call("GET /orders/storefront/A-2", caller=STOREFRONT)
    expected: dict[str, Any] = sale("A-2")
    expected |= {"placed_at": "2026-01-05T03:58:00Z", "paid_at": "2026-01-05T04:00:00Z"}
    assert answer.json == {"order": expected, "personal": None}
    assert answer.headers["etag"] == '"1"'


def test_personal_data_is_shown_to_who_may_see_it(stored: Gateway) -> None:
    seen = {}
    for caller in (OWNER, SUPPORT, ANALYST, STOREFRONT):
        with counted() as calls:
            answer = stored.call("GET /orders/storefront/A-1", caller=caller)
        seen[caller.name] = (answer.json["personal"]["phone"], calls)
    opened = ("13812345678", ["dynamodb.GetItem", "sqs.SendMessageBatch", "kms.Decrypt"])
    masked = ("***", ["dynamodb.GetItem"])
    assert seen == {
        OWNER.name: opened,
        SUPPORT.name: opened,
        ANALYST.name: masked,
        STOREFRONT.name: masked,
    }


def test_opening_personal_data_leaves_one_record_of_who_whose_and_when(stored: Gateway) -> None:
    for path, caller in (
        ("storefront/A-1", SUPPORT),
        ("storefront/A-1", ANALYST),
        ("storefront/A-1", STOREFRONT),
        ("storefront/A-2", SUPPORT),
        ("storefront/A-9", SUPPORT),
    ):
        stored.call(f"GET /orders/{path}", caller=caller)
    told = delivered("audit")
    assert [text for text in PERSON.values() if text in repr(told)] == []
    assert functions.invoke("audit_record", told) == {"batchItemFailures": []}
    (record,) = stored.call("GET /audit-records", query={"actor": SUPPORT.name}).json["items"]
    named = {name: record[name] for name in ("subject", "version", "fact", "actor")}
    assert named == {
        "subject": "order:ORDER#storefront#A-1/-",
        "version": 1,
        "fact": "PersonalDataOpened",
        "actor": SUPPORT.name,
    }
    assert (record["before"], record["after"]) == (None, None)


def test_what_cannot_be_put_on_record_is_not_shown(stored: Gateway) -> None:
    not_taken = {"Failed": [{"Id": "0"}]}
    closed = patch.object(aws.client("sqs"), "send_message_batch", return_value=not_taken)
    with closed, counted() as calls:
        answer = stored.call("GET /orders/storefront/A-1", caller=SUPPORT)
    assert (answer.status, answer.json["code"]) == (503, "unavailable")
    assert calls == ["dynamodb.GetItem"]


def test_another_clients_order_is_as_unknown_as_none(stored: Gateway) -> None:
    foreign = stored.call("GET /orders/storefront/A-1", caller=OTHER)
    unknown = stored.call("GET /orders/storefront/A-9", caller=STOREFRONT)
    assert (foreign.status, foreign.text) == (unknown.status, unknown.text)
    assert foreign.status == 404


def test_an_order_is_found_by_a_number_of_any_characters(gateway: Gateway) -> None:
    numbers = ["#1001", "INV/2026/0001", "小猫 100%", "13812345678"]
    orders = [sale(number, store="小猫旗舰店", channel="抖音小店") for number in numbers]
    assert functions.invoke("order_ingest", queued(*orders)) == {"batchItemFailures": []}
    for number in numbers:
        asked = gateway.call("GET /orders/storefront", query={"number": number}, caller=STOREFRONT)
        in_path = gateway.call(f"GET /orders/storefront/{quote(number, '')}", caller=STOREFRONT)
        assert asked.json["order"]["number"] == number
        assert in_path.text == asked.text
    day = {"store": "小猫旗舰店", "day": "2026-01-05"}
    listed = gateway.call("GET /orders", query=day, caller=SUPPORT).json["items"]
    assert [each["number"] for each in listed] == sorted(numbers)
    unknown = gateway.call("GET /orders/storefront", query={"number": "#100"}, caller=STOREFRONT)
    assert unknown.status == 404
    foreign = gateway.call("GET /orders/storefront", query={"number": "#1001"}, caller=OTHER)
    assert foreign.text == unknown.text


def test_a_long_title_and_a_method_in_any_words_are_kept_as_they_are(gateway: Gateway) -> None:
    sent = sale()
    first, *others = sent["lines"]
    sent["lines"] = [first | {"title": "题" * 255}, *others]
    sent["payment"] = {"method": "Cash on Delivery (COD)"}
    assert functions.invoke("order_ingest", queued(sent)) == {"batchItemFailures": []}
    found = gateway.call("GET /orders/storefront/A-1", caller=STOREFRONT).json["order"]
    assert found["lines"][0]["title"] == "题" * 255
    assert found["payment"]["method"] == "Cash on Delivery (COD)"


def test_a_listing_of_the_longest_names_goes_on_page_by_page(gateway: Gateway) -> None:
    names = [f"{number}" + "🐱" * 127 for number in range(3)]
    orders = [sale(name, store=names[0], channel=name) for name in names]
    assert functions.invoke("order_ingest", queued(*orders)) == {"batchItemFailures": []}
    query: dict[str, Any] = {"store": names[0], "day": "2026-01-05", "limit": 2}
    first = gateway.call("GET /orders", query=query, caller=STOREFRONT).json
    rest = gateway.call("GET /orders", query=query | {"cursor": first["next"]}, caller=STOREFRONT)
    found = [each["number"] for each in (*first["items"], *rest.json["items"])]
    assert (found, rest.json["next"]) == (names, None)


def test_people_in_names_are_masked_for_who_may_not_see_them(gateway: Gateway) -> None:
    named = sale(
        "13812345678",
        customer="wang.fang@example.com",
        channel="微信 13912345678",
        payment={"method": "4111 1111 1111 1111", "transaction": "+86 138 1234 5678"},
        refunds=[refund(500, id="13712345678")],
    )
    assert functions.invoke("order_ingest", queued(named)) == {"batchItemFailures": []}
    path = "GET /orders/storefront/13812345678"
    whole = gateway.call(path, caller=SUPPORT).json["order"]
    seen = gateway.call(path, caller=ANALYST).json["order"]
    assert (whole["customer"], whole["payment"]) == (named["customer"], named["payment"])
    assert (seen["number"], seen["customer"], seen["channel"]) == ("13812345678", "***", "微信 ***")
    assert seen["payment"] == {"method": "***", "transaction": "***"}
    assert [each["id"] for each in seen["refunds"]] == ["***"]
    assert [each["sku"] for each in seen["lines"]] == ["TEA-100", "CUP-1"]
    listed = {
        caller.name: gateway.call("GET /orders", query=DAY, caller=caller).json["items"][0][
            "number"
        ]
        for caller in (SUPPORT, ANALYST)
    }
    assert listed == {SUPPORT.name: "13812345678", ANALYST.name: "***"}


def test_a_day_is_listed_page_by_page_in_one_query_each(stored: Gateway) -> None:
    numbers: list[str] = []
    query: dict[str, Any] = DAY | {"limit": 2}
    while True:
        with counted() as calls:
            page = stored.call("GET /orders", query=query, caller=ANALYST).json
        assert [call for call in calls if call.startswith("dynamodb")] == ["dynamodb.Query"]
        numbers += [each["number"] for each in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert numbers == ["M-1", "A-1", "A-2"]


def test_a_client_lists_its_own(stored: Gateway) -> None:
    own = stored.call("GET /orders", query=DAY, caller=STOREFRONT).json["items"]
    assert [each["number"] for each in own] == ["A-1", "A-2"]
    assert stored.call("GET /orders", query=DAY, caller=OTHER).json["items"] == []
    foreign = stored.call("GET /orders", query=DAY | {"source": "market"}, caller=STOREFRONT)
    assert foreign.status == 404


def test_staff_list_one_source(stored: Gateway) -> None:
    found = stored.call("GET /orders", query=DAY | {"source": "market"}, caller=ANALYST).json
    assert [each["number"] for each in found["items"]] == ["M-1"]


def test_a_cursor_does_not_travel_to_another_listing(stored: Gateway) -> None:
    page = stored.call("GET /orders", query=DAY | {"limit": 1}, caller=ANALYST).json
    elsewhere = DAY | {"source": "market", "cursor": page["next"]}
    answer = stored.call("GET /orders", query=elsewhere, caller=ANALYST)
    assert answer.pointers == [("query", "/cursor", "unknown_cursor")]


def test_a_listing_needs_a_store_and_a_day(gateway: Gateway) -> None:
    answer = gateway.call("GET /orders", query={"day": "yesterday"}, caller=ANALYST)
    assert sorted(answer.pointers) == [
        ("query", "/day", "wrong_value"),
        ("query", "/store", "missing"),
    ]
