"""Profiles over HTTP, from the queue and by the hour."""

from typing import Any

import msgspec
import pytest

from tests.support import functions
from tests.support.callers import (
    ANALYST,
    MARKETER,
    NEWCOMER,
    OTHER_SHOPPER,
    SHOPPER,
    STOREFRONT,
    SUPPORT,
    Caller,
)
from tests.support.cloud import delivered, dump, waiting
from tests.support.facts import batch, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.profiles import PAID_AT, order, refund
from tests.support.relaying import relayed

EMAIL = {"kind": "email", "value": "Ada@Example.com"}
PHONE = {"kind": "phone", "value": "+8613812345678"}
ADA: dict[str, Any] = {
    "customer": "amelie",
    "name": "Amélie",
    "city": "Paris",
    "country": "FR",
    "language": "fr",
    "zone": "Europe/Paris",
    "contacts": [EMAIL, PHONE],
}


def test_a_customers_id_is_decoded_once_whatever_stands_in_it(gateway: Gateway) -> None:
    for id_, sent in (("sl/hx", "sl%2Fhx"), ("pc%2eZ", "pc%252eZ"), ("pc.Z", "pc.Z")):
        made = add(gateway, customer=id_, contacts=[])
        assert (made.status, made.headers["location"]) == (201, f"/profiles/{sent}")
        found = gateway.call(f"GET /profiles/{sent}", caller=SUPPORT)
        assert (found.status, found.json["id"]) == (200, id_)


def add(gateway: Gateway, **other: Any) -> Answer:
    return gateway.call("POST /profiles", ADA | other, caller=STOREFRONT)


def shown(gateway: Gateway, customer: str = "amelie", caller: Caller = SUPPORT) -> Any:
    return gateway.call(f"GET /profiles/{customer}", caller=caller).json


def test_what_the_shop_tells_of_a_customer_can_be_read_again(gateway: Gateway) -> None:
    added = add(gateway)
    assert (added.status, added.headers["location"]) == (201, "/profiles/amelie")
    found = shown(gateway)
    assert {name: found["personal"][name] for name in ("name", "city")} == {
        "name": "Amélie",
        "city": "Paris",
    }
    assert found["personal"]["contacts"] == [EMAIL | {"app": None}, PHONE | {"app": None}]
    assert (found["language"], found["zone"], found["country"]) == ("fr", "Europe/Paris", "FR")


def test_who_may_not_see_personal_data_is_shown_none(gateway: Gateway) -> None:
    add(gateway, customer="ada@example.com")
    found = shown(gateway, "ada%40example.com", ANALYST)
    assert (found["id"], found["personal"]) == ("***", None)
    assert found["channels"] == ["email", "phone"]


def test_opening_personal_data_is_on_record_before(gateway: Gateway) -> None:
    add(gateway)
    shown(gateway, caller=ANALYST)
    assert waiting("audit") == 0
    shown(gateway)
    (record,) = delivered("audit")["Records"]
    noted = msgspec.json.decode(record["body"])
    assert {name: noted[name] for name in ("fact", "source", "key", "actor")} == {
        "fact": "PersonalDataOpened",
        "source": "promenade.profile",
        "key": "PERSON#amelie/-",
        "actor": "staff:sven",
    }


def test_an_address_finds_its_customer_and_nobody_else(gateway: Gateway) -> None:
    add(gateway)
    asked = {"kind": "email", "value": "ADA@example.com"}
    assert gateway.call("POST /profile-searches", asked, caller=SUPPORT).json["id"] == "amelie"
    other = asked | {"value": "bob@example.com"}
    assert gateway.call("POST /profile-searches", other, caller=SUPPORT).status == 404


def test_an_address_of_another_customer_is_refused_and_nothing_moves(gateway: Gateway) -> None:
    add(gateway)
    before = dump()
    refused = add(gateway, customer="bruno", contacts=[PHONE | {"value": "138 1234-5678"}])
    assert (refused.status, refused.json["code"]) == (409, "identity_taken")
    assert dump() == before


@pytest.mark.parametrize("caller", [SHOPPER, NEWCOMER, MARKETER, ANALYST])
def test_who_customers_are_is_not_for_everybody_to_say(gateway: Gateway, caller: Caller) -> None:
    before = dump()
    assert gateway.call("POST /profiles", ADA, caller=caller).status == 403
    assert gateway.call("PUT /profiles/amelie", {}, caller=caller, version=0).status == 403
    assert dump() == before


def test_a_change_is_made_to_the_version_that_was_seen(gateway: Gateway) -> None:
    add(gateway)
    body = {"contacts": [EMAIL]}
    changed = gateway.call("PUT /profiles/amelie", body, caller=SUPPORT, version=1)
    assert (changed.status, changed.json["channels"]) == (200, ["email"])
    before = dump()
    stale = gateway.call("PUT /profiles/amelie", {}, caller=SUPPORT, version=1)
    assert (stale.status, dump()) == (412, before)


def test_shoppers_see_correct_and_forget_themselves_alone(gateway: Gateway) -> None:
    add(gateway)
    nothing = gateway.call("GET /profile", caller=OTHER_SHOPPER)
    assert (nothing.json["version"], nothing.json["personal"]["name"]) == (0, None)
    body = {"name": "A. Poulain", "zone": "Europe/Paris"}
    mine = gateway.call("PUT /profile", body, caller=SHOPPER, version=1)
    assert (mine.status, mine.headers["etag"]) == (200, '"2"')
    assert mine.json["personal"]["contacts"] == [EMAIL | {"app": None}, PHONE | {"app": None}]
    assert gateway.call("GET /profile", caller=SHOPPER).json == mine.json
    assert gateway.call("DELETE /profile", caller=SHOPPER).status == 204
    left = shown(gateway)
    assert (left["state"], left["language"], left["personal"]["contacts"]) == (
        "anonymised",
        None,
        [],
    )
    refused = gateway.call("PUT /profile", body, caller=SHOPPER, version=3)
    assert refused.json["code"] == "profile_anonymised"
    assert gateway.call("GET /profile", caller=SUPPORT).status == 403


def test_two_who_are_one_become_two_again(gateway: Gateway) -> None:
    add(gateway)
    add(gateway, customer="bruno", contacts=[])
    place = "/profiles/bruno/merger"
    merged = gateway.call(f"PUT {place}", {"into": "amelie"}, caller=SUPPORT)
    assert (merged.status, merged.json["id"]) == (200, "amelie")
    assert shown(gateway, "bruno")["merged"] == ["bruno"]
    assert gateway.call(f"PUT {place}", {"into": "bruno"}, caller=SUPPORT).status == 409
    assert gateway.call(f"DELETE {place}", caller=SUPPORT).json["state"] == "active"
    assert gateway.call(f"DELETE {place}", caller=SUPPORT).json["code"] == "merge_forbidden"
    assert shown(gateway, "bruno")["merged"] == []


def test_staff_forget_a_customer(gateway: Gateway) -> None:
    add(gateway)
    place = "POST /profiles/amelie/anonymisation"
    assert gateway.call(place, caller=MARKETER).status == 403
    gone = gateway.call(place, caller=SUPPORT)
    assert (gone.json["state"], gone.json["channels"]) == ("anonymised", [])
    assert "IDENTITY" not in repr(dump())


def test_what_people_say_beats_rules_and_lasts_as_long_as_they_say(gateway: Gateway) -> None:
    add(gateway)
    said = {"customers": ["amelie", "nobody"], "name": "vip", "value": "gold"}
    told = gateway.call("POST /profile-taggings", said, caller=SUPPORT).json["items"]
    assert [each["outcome"] for each in told] == ["tagged", "unknown"]
    by_rule = {"customers": ["amelie"], "name": "vip", "source": "rule"}
    for verb in ("taggings", "untaggings"):
        told = gateway.call(f"POST /profile-{verb}", by_rule, caller=STOREFRONT).json["items"]
        assert [each["outcome"] for each in told] == ["kept"]
    assert [each["value"] for each in shown(gateway)["tags"]] == ["gold"]
    taken = gateway.call("POST /profile-untaggings", by_rule | {"source": "manual"}, caller=SUPPORT)
    assert taken.json["items"][0]["outcome"] == "untagged"
    past = said | {"expires_at": "2020-01-01T00:00:00Z"}
    assert gateway.call("POST /profile-taggings", past, caller=SUPPORT).status == 400


def test_recorded_orders_are_counted_once_and_scored_by_the_hour(gateway: Gateway) -> None:
    first = order(customer="amelie", refunds=(refund(800),), version=2)
    sent = [recorded(each) for each in (first, order(customer="amelie"), first)]
    assert functions.invoke("profile_orders", batch(*sent)) == {"batchItemFailures": []}
    once = dump()
    assert functions.invoke("profile_orders", batch(*sent)) == {"batchItemFailures": []}
    assert dump() == once
    functions.invoke("profile_draw", {})
    figures = shown(gateway)["figures"]
    assert (figures["paid_count"], figures["last_paid_at"]) == (1, f"{PAID_AT:%FT%TZ}")
    assert figures["net"] == [{"currency": "CNY", "net_minor": 4000, "score": 3}]
    assert (figures["method"], figures["version"], figures["frequency_score"]) == ("quintile", 1, 3)


def test_a_message_that_is_no_order_is_parked(stores: None) -> None:
    assert functions.invoke("profile_orders", batch("{}")) == {"batchItemFailures": []}
    assert waiting("profile-orders-dead") == 1


def test_what_changes_is_told_without_anything_personal(gateway: Gateway) -> None:
    add(gateway)
    (event,) = relayed().events
    assert event["detail-type"] == "ProfileChanged"
    told = event["detail"]["data"]
    assert (told["id"], told["channels"], told["language"]) == ("amelie", ["email", "phone"], "fr")
    assert not [each for each in ("Ada", "Amélie", 'Paris"', "1381") if each in repr(event)]


def test_staff_say_how_customers_are_scored(gateway: Gateway) -> None:
    money = {"EUR": [1, 2, 3, 4]}
    fixed = {"recency_days": [90, 60, 30, 7], "frequency": [2, 3, 5, 8], "money_minor": money}
    body = {"repurchase_days": 30, "fixed": fixed}
    assert gateway.call("PUT /profile-scoring", body, caller=SUPPORT, version=0).status == 403
    put = gateway.call("PUT /profile-scoring", body, caller=MARKETER, version=0)
    assert (put.status, put.json["method"], put.headers["etag"]) == (200, "fixed", '"1"')
    assert gateway.call("GET /profile-scoring", caller=ANALYST).json == put.json
    (event,) = relayed().events
    assert event["detail-type"] == "ProfileScoringChanged"
    assert event["detail"]["data"]["repurchase_days"] == 30
    (change,) = relayed().changes
    assert (change["fact"], change["key"]) == ("ProfileScoringChanged", "SCORING/RULE")


def test_a_customer_is_found_by_a_number_however_it_is_written(gateway: Gateway) -> None:
    add(gateway, contacts=[PHONE | {"value": "13812345678"}, PHONE | {"value": "06 12 34 56 79"}])
    abroad = {"value": "0612345679", "country": "FR"}
    for asked in ({"value": "+86 138 1234 5678"}, {"value": "0086-13812345678"}, abroad):
        found = gateway.call("POST /profile-searches", PHONE | asked, caller=SUPPORT)
        assert (found.status, found.json["id"]) == (200, "amelie")
    refused = gateway.call("POST /profile-searches", PHONE | {"value": "12"}, caller=SUPPORT)
    assert (refused.status, refused.pointers) == (400, [("body", "/value", "no_address")])
