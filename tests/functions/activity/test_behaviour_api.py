"""What people do, over HTTP: who may tell it, and what each event is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.kit.values import replace
from tests.support import functions
from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.facts import batch, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.profiles import order
from tests.support.relaying import relayed

NOW = datetime.now(UTC)
AGENT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"


def did(id_: str, **other: Any) -> dict[str, Any]:
    return {"id": id_, "act": "view", "event_time": NOW.isoformat(), "customer": "amelie"} | other


def send(gateway: Gateway, *events: Any, caller: Any = STOREFRONT) -> Answer:
    return gateway.call("POST /events", {"events": list(events)}, caller=caller)


def told(answer: Answer) -> list[str]:
    return [each["reason"] or each["result"] for each in answer.json["items"]]


def count(gateway: Gateway, customer: str = "amelie", **query: Any) -> dict[str, int]:
    asked = {"customer": customer, **query}
    found = gateway.call("GET /event-counts", caller=MARKETER, query=asked)
    return {each["act"]: each["count"] for each in found.json["acts"]}


def acted() -> list[tuple[str, list[tuple[str, int]]]]:
    """Who did what, as the bus was told."""
    events = (each["detail"]["data"] for each in relayed().events)
    return [
        (each["customer"], [(act["act"], act["count"]) for act in each["acts"]])
        for each in events
        if "acts" in each
    ]


def test_each_event_of_a_call_is_told_its_own(gateway: Gateway) -> None:
    days = timedelta(days=8)
    answer = send(
        gateway,
        did("a"),
        did("a"),
        {"id": "b", "act": "dance"},
        "no event",
        did("c", event_time=(NOW - days).isoformat()),
        did("d", event_time=(NOW + days).isoformat()),
        did("e", customer=None),
        did("f", sku="no code!"),
        did("g", user_agent=AGENT),
        did("h", props={"text": "x" * 250, "more": "y" * 256, "a": "z" * 256, "b": "w" * 256}),
    )
    assert answer.status == 200
    assert told(answer) == [
        "ACCEPTED",
        "DUPLICATE",
        "wrong_value",
        "wrong_value",
        "too_late",
        "too_far_ahead",
        "nobody",
        "wrong_form",
        "ACCEPTED",
        "too_large",
    ]
    assert [each["id"] for each in answer.json["items"]] == [
        *("a", "a", "b", None, "c", "d", "e", "f", "g", "h")
    ]
    assert [each["is_bot"] for each in answer.json["items"]].index(True) == 8
    assert count(gateway) == {"view": 1}


def test_a_call_without_a_good_body_changes_nothing(gateway: Gateway) -> None:
    before = dump()
    assert gateway.call("POST /events", {"events": []}, caller=STOREFRONT).status == 400
    many = [did(str(number)) for number in range(501)]
    assert send(gateway, *many).pointers[0][1] == "/events"
    assert dump() == before


def test_shoppers_tell_what_they_did_themselves_but_not_that_they_paid(gateway: Gateway) -> None:
    own, theirs, paid = did("a", customer=None), did("b", customer="bruno"), did("c", act="pay")
    answer = send(gateway, own, theirs, paid, caller=SHOPPER)
    assert told(answer) == ["ACCEPTED", "not_yours", "only_shops_tell"]
    assert (count(gateway), count(gateway, "bruno")) == ({"view": 1}, {})
    assert told(send(gateway, did("d", act="pay"))) == ["ACCEPTED"]


def test_events_are_told_in_the_language_of_the_caller(gateway: Gateway) -> None:
    body = {"events": [did("a", customer=None)]}
    answer = gateway.call(
        "POST /events", body, caller=STOREFRONT, headers={"Accept-Language": "zh"}
    )
    (fault,) = answer.json["items"][0]["faults"]
    assert fault["detail"] == "请写明客户，或匿名标识 anonymous_id。"


def test_a_login_makes_what_a_visitor_did_the_shoppers_and_tells_it(gateway: Gateway) -> None:
    visit = {"customer": None, "anonymous_id": "cookie-1"}
    send(gateway, did("a", **visit, sku="mug-1"), did("b", **visit))
    assert acted() == []
    body = {"anonymous_id": "cookie-1"}
    first = gateway.call("POST /event-identities", body, caller=SHOPPER)
    again = gateway.call("POST /event-identities", body, caller=SHOPPER)
    assert first.json == {"customer": "amelie", "is_new": True}
    assert again.json == {"customer": "amelie", "is_new": False}
    assert acted() == [("amelie", [("view", 2)])]
    gateway.call("POST /event-identities", body, caller=OTHER_SHOPPER)
    send(gateway, did("c", **visit))
    assert (count(gateway), count(gateway, "bruno")) == ({"view": 2}, {"view": 1})


def test_an_anonymous_id_is_stored_nowhere(gateway: Gateway) -> None:
    send(gateway, did("a", customer=None, anonymous_id="cookie-of-somebody"))
    gateway.call("POST /event-identities", {"anonymous_id": "cookie-of-somebody"}, caller=SHOPPER)
    assert "cookie-of-somebody" not in str(dump())


def test_shoppers_identify_themselves_alone(gateway: Gateway) -> None:
    before = dump()
    body = {"anonymous_id": "cookie-1", "customer": "bruno"}
    answer = gateway.call("POST /event-identities", body, caller=SHOPPER)
    assert answer.pointers == [("body", "/customer", "not_yours")]
    nobody = gateway.call("POST /event-identities", {"anonymous_id": "x"}, caller=STOREFRONT)
    assert nobody.pointers == [("body", "/customer", "missing")]
    assert dump() == before


def test_who_refuses_is_not_kept_and_may_allow_it_again(gateway: Gateway) -> None:
    send(gateway, did("a"))
    refused = gateway.call("PUT /event-tracking", {"is_allowed": False}, caller=SHOPPER)
    assert refused.json == {"customer": "amelie", "is_allowed": False}
    assert told(send(gateway, did("b"), did("c", customer="bruno"))) == [
        "tracking_refused",
        "ACCEPTED",
    ]
    assert count(gateway) == {}
    asked = {"customer": "amelie"}
    shown = gateway.call("GET /event-tracking", caller=STOREFRONT, query=asked)
    assert shown.json["is_allowed"] is False
    identified = gateway.call("POST /event-identities", {"anonymous_id": "x"}, caller=SHOPPER)
    assert (identified.status, identified.json["code"]) == (409, "person_refuses_tracking")
    gateway.call("PUT /event-tracking", {"is_allowed": True}, caller=SHOPPER)
    assert told(send(gateway, did("b"))) == ["ACCEPTED"]


def test_personal_shapes_in_properties_are_never_stored(gateway: Gateway) -> None:
    send(gateway, did("a", props={"note": "write to li@example.cn or 13800138000", "qty": 2}))
    query = {"customer": "amelie"}
    (batch,) = gateway.call("GET /event-histories", caller=SUPPORT, query=query).json["items"]
    assert batch["events"][0]["props"] == {"note": "write to *** or ***", "qty": 2}
    assert "li@example.cn" not in str(dump())


def test_histories_are_paged_and_looks_are_on_record(gateway: Gateway) -> None:
    for number in range(3):
        at = (NOW - timedelta(hours=number)).isoformat()
        send(gateway, did(f"e{number}", event_time=at))
    query: dict[str, Any] = {"customer": "amelie", "limit": 2}
    first = gateway.call("GET /event-histories", caller=SUPPORT, query=query).json
    rest = gateway.call(
        "GET /event-histories", caller=SUPPORT, query=query | {"cursor": first["next"]}
    ).json
    listed = [each["events"][0]["id"] for each in first["items"] + rest["items"]]
    assert listed == ["e0", "e1", "e2"]
    assert {"audit": 2} in dump()["messages"]


def test_counts_are_of_the_zones_days(gateway: Gateway) -> None:
    send(gateway, did("a"))
    assert count(gateway, days=2, zone="Asia/Shanghai") == {"view": 1}
    answer = gateway.call(
        "GET /event-counts", caller=MARKETER, query={"customer": "amelie", "zone": "Mars/Base"}
    )
    assert answer.pointers == [("query", "/zone", "unknown_zone")]


def test_erasing_is_told_and_others_may_not(gateway: Gateway) -> None:
    send(gateway, did("a"))
    query = {"customer": "amelie"}
    before = dump()
    refused = gateway.call("DELETE /event-histories", caller=MARKETER, query=query)
    assert (refused.status, dump() == before) == (403, True)
    assert gateway.call("DELETE /event-histories", caller=SUPPORT, query=query).status == 204
    assert count(gateway) == {}
    names = [each["detail-type"] for each in relayed().events]
    assert names.count("HistoryErased") == 1


@pytest.mark.parametrize("is_told_first", [True, False])
def test_an_order_of_ours_counts_once_where_the_storefront_tells_of_it_too(
    gateway: Gateway, is_told_first: bool
) -> None:
    ours = order(customer="amelie", placed_at=NOW, paid_at=NOW)
    theirs = [did(f"their-{act}", act=act, order="A-1") for act in ("order", "pay")]
    answer = send(gateway, *theirs) if is_told_first else None
    for version in (ours, ours, replace(ours, version=2, state="shipped")):
        functions.invoke("profile_orders", batch(recorded(version)))
    assert count(gateway) == {"order": 1, "pay": 1}
    expected = ["DUPLICATE"] * 2 if answer is None else ["ACCEPTED"] * 2
    assert told(answer or send(gateway, *theirs)) == expected
    send(gateway, did("next", act="pay", order="A-2"), did("more", act="pay"))
    assert count(gateway) == {"order": 1, "pay": 3}


def test_of_who_refuses_tracking_no_order_counts(gateway: Gateway) -> None:
    refusal = {"customer": "amelie", "is_allowed": False}
    gateway.call("PUT /event-tracking", refusal, caller=STOREFRONT)
    ours = order(customer="amelie", placed_at=NOW, paid_at=NOW)
    assert functions.invoke("profile_orders", batch(recorded(ours))) == {"batchItemFailures": []}
    assert count(gateway) == {}


@pytest.mark.parametrize("number", [60, 61])
def test_batches_of_one_person_are_whole(gateway: Gateway, number: int) -> None:
    answer = send(gateway, *(did(f"e{each}", category="mugs") for each in range(number)))
    assert set(told(answer)) == {"ACCEPTED"}
    assert count(gateway) == {"view": number}
    assert sum(each for _, acts in acted() for _, each in acts) == number
