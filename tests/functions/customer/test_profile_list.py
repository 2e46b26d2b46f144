"""Lists of customers over HTTP."""

from typing import Any

import msgspec

from tests.support import functions
from tests.support.callers import ANALYST, SHOPPER, STOREFRONT, SUPPORT, Caller
from tests.support.cloud import delivered, dump, waiting
from tests.support.facts import batch, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.profiles import PAID_AT, order


def add(gateway: Gateway, customer: str, name: str) -> None:
    told = {"customer": customer, "name": name, "contacts": []}
    assert gateway.call("POST /profiles", told, caller=STOREFRONT).status == 201


def listed(gateway: Gateway, query: dict[str, str] | None = None) -> Answer:
    return seen_by(SUPPORT, gateway, query)


def seen_by(caller: Caller, gateway: Gateway, query: dict[str, str] | None = None) -> Answer:
    return gateway.call("GET /profiles", query=query, caller=caller)


def test_staff_see_who_bought_last_and_what_each_is_to_the_shop(gateway: Gateway) -> None:
    add(gateway, "amelie", "Amélie")
    add(gateway, "bruno", "Bruno")
    functions.invoke("profile_orders", batch(recorded(order(customer="amelie"))))
    said = {"customers": ["amelie"], "name": "vip", "value": "gold"}
    gateway.call("POST /profile-taggings", said, caller=SUPPORT)
    found: Any = listed(gateway).json
    assert [each["id"] for each in found["items"]] == ["amelie", "bruno"]
    assert found["items"][0] | {"stage": ""} == {
        "id": "amelie",
        "version": 3,
        "stage": "",
        "tags": ["vip"],
        "language": None,
        "zone": None,
        "country": None,
        "channels": [],
        "paid_count": 1,
        "last_paid_at": f"{PAID_AT:%FT%TZ}",
        "net": [{"currency": "CNY", "net_minor": 4800}],
        "name": "Amélie",
    }
    assert listed(gateway, {"tag": "vip"}).json["items"] == found["items"][:1]


def test_pages_go_on_where_the_one_before_ended_and_nowhere_else(gateway: Gateway) -> None:
    add(gateway, "amelie", "Amélie")
    add(gateway, "bruno", "Bruno")
    asked = {"limit": "1", "stage": "new"}
    first = listed(gateway, asked).json
    assert [each["id"] for each in first["items"]] == ["bruno"]
    second = listed(gateway, asked | {"cursor": first["next"]}).json
    assert [each["id"] for each in second["items"]] == ["amelie"]
    others: list[dict[str, str]] = [{}, {"stage": "active"}, {"stage": "new", "tag": "vip"}]
    for other in others:
        refused = listed(gateway, other | {"limit": "1", "cursor": first["next"]})
        assert (refused.status, refused.json["errors"][0]["code"]) == (400, "unknown_cursor")


def test_names_are_on_record_before_they_are_shown(gateway: Gateway) -> None:
    add(gateway, "amelie", "Amélie")
    add(gateway, "bruno", "Bruno")
    listed(gateway)
    noted = [msgspec.json.decode(each["body"]) for each in delivered("audit")["Records"]]
    assert {(each["fact"], each["key"], each["actor"]) for each in noted} == {
        ("PersonalDataOpened", "PERSON#amelie/-", "staff:sven"),
        ("PersonalDataOpened", "PERSON#bruno/-", "staff:sven"),
    }


def test_who_may_not_see_personal_data_is_shown_none_and_none_is_opened(gateway: Gateway) -> None:
    add(gateway, "ada@example.com", "Ada")
    (found,) = seen_by(ANALYST, gateway).json["items"]
    assert (found["id"], found["name"]) == ("***", None)
    assert waiting("audit") == 0


def test_lists_are_for_staff_alone_and_of_what_there_is(gateway: Gateway) -> None:
    before = dump()
    assert seen_by(SHOPPER, gateway).status == 403
    wrong = ({"stage": "happy"}, {"tag": "No Tag"}, {"limit": "101"}, {"name": "Ada"})
    for query in wrong:
        assert listed(gateway, query).status == 400
    assert dump() == before
