"""Consents over HTTP: by staff and clients, by customers, in files."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

WORDS = {"wording": "Yes, send me offers.", "wording_version": "2025-10"}
YES = {"channel": "email", "purpose": "marketing", "state": "given", **WORDS, "locale": "en"}
NO = {"channel": "email", "purpose": "marketing", "state": "withdrawn", "locale": "en"}
CSV = {"content-type": "text/csv"}
AMELIE = "/customers/amelie/consents"
HEADER = "customer,channel,purpose,state,given_at,locale,wording,wording_version"


def recorded(gateway: Gateway, *consents: dict[str, Any], **other: Any) -> list[str]:
    answer = gateway.call(f"PUT {AMELIE}", {"consents": consents, **other}, caller=STOREFRONT)
    assert answer.status == 200, answer.text
    return [each["outcome"] for each in answer.json["items"]]


def email(gateway: Gateway) -> Any:
    return gateway.call("GET /preferences", caller=SHOPPER).json["items"][1]


def test_who_was_never_asked_sees_every_channel_and_purpose(gateway: Gateway) -> None:
    found = gateway.call("GET /preferences", caller=SHOPPER).json
    assert (found["version"], len(found["items"])) == (0, 12)
    assert {each["state"] for each in found["items"]} == {"never_asked"}
    nobody = gateway.call("GET /preferences", caller=OWNER)
    assert nobody.status == 404


def test_a_customer_chooses_and_sees_what_proves_it(gateway: Gateway) -> None:
    choice = {name: value for name, value in YES.items() if name != "locale"}
    body = {"choices": [choice], "locale": "en"}
    assert gateway.call("PUT /preferences", body, caller=SHOPPER).status == 200
    found = email(gateway)
    assert (found["state"], found["source"]) == ("given", "shopper")
    assert found["wording"] == WORDS["wording"]
    body = {"choices": [{**choice, "state": "withdrawn"}], "locale": "en"}
    gateway.call("PUT /preferences", body, caller=SHOPPER)
    assert email(gateway)["state"] == "withdrawn"
    entries = gateway.call("GET /customers/amelie/consent-entries", caller=SUPPORT).json["items"]
    assert [(each["version"], each["changes"][0]["state"]) for each in entries] == [
        (2, "withdrawn"),
        (1, "given"),
    ]


def test_a_language_counts_in_whatever_letters_it_is_sent(gateway: Gateway) -> None:
    assert recorded(gateway, {**NO, "locale": "ZH-hant-hk"}) == ["recorded"]
    assert email(gateway)["locale"] == "zh-Hant-HK"


def test_what_is_older_than_a_refusal_changes_nothing_and_is_told_so(gateway: Gateway) -> None:
    assert recorded(gateway, {**NO, "given_at": "2026-01-02T00:00:00Z"}) == ["recorded"]
    before = dump()
    assert recorded(gateway, {**YES, "given_at": "2026-01-01T00:00:00Z"}) == ["outdated"]
    assert recorded(gateway, {**YES, "given_at": "2026-01-02T00:00:00Z"}) == ["outdated"]
    assert dump() == before
    assert email(gateway)["state"] == "withdrawn"


def test_consent_without_proof_or_from_the_future_is_refused(gateway: Gateway) -> None:
    before = dump()
    ahead = (datetime.now(UTC) + timedelta(seconds=30)).isoformat()
    unread = {name: value for name, value in YES.items() if not name.startswith("wording")}
    unnumbered = {name: value for name, value in YES.items() if name != "wording_version"}
    early = {**YES, "channel": "sms", "given_at": ahead}
    sent = [unread, early, {**unnumbered, "channel": "weibo"}]
    refused = gateway.call(f"PUT {AMELIE}", {"consents": [*sent, NO]}, caller=SUPPORT)
    assert refused.pointers == [
        ("body", "/consents/0/wording", "missing"),
        ("body", "/consents/2/wording_version", "missing"),
        ("body", "/consents/3", "repeated"),
        ("body", "/consents/1/given_at", "in_future"),
    ]
    assert dump() == before


@pytest.mark.parametrize("zero", ["1899-12-30T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_date_that_spreadsheets_write_for_none_proves_nothing(
    gateway: Gateway, zero: str
) -> None:
    before = dump()
    for said in (YES, NO):
        body = {"consents": [{**said, "given_at": zero}]}
        refused = gateway.call(f"PUT {AMELIE}", body, caller=SUPPORT)
        assert refused.pointers == [("body", "/consents/0/given_at", "too_early")]
    rows = f"{HEADER}\namelie,email,marketing,given,{zero},en,Offers?,1"
    done = gateway.call("POST /consent-imports", rows.encode(), headers=CSV).json
    (fault,) = done["rows"][0]["errors"]
    assert (fault["pointer"], fault["code"]) == ("/given_at", "too_early")
    assert dump() == before
    assert recorded(gateway, {**YES, "given_at": "2000-01-01T00:00:00Z"}) == ["recorded"]


def test_who_heard_it_and_how_stands_with_it(gateway: Gateway) -> None:
    recorded(gateway, {**YES, "reference": "call of 13800138000"})
    shown = gateway.call(f"GET {AMELIE}", caller=SUPPORT).json["consents"][1]["proof"]
    assert (shown["source"], shown["recorded_by"]) == ("form", "client:storefront")
    assert shown["reference"] == "call of 13800138000"
    masked = gateway.call(f"GET {AMELIE}", caller=MARKETER).json["consents"][1]["proof"]
    assert masked["reference"] == "call of ***"
    gateway.call(f"PUT {AMELIE}", {"consents": [NO]}, caller=SUPPORT)
    proof = gateway.call(f"GET {AMELIE}", caller=SUPPORT).json["consents"][1]["proof"]
    assert (proof["source"], proof["recorded_by"]) == ("staff", "staff:sven")


def test_who_may_not_is_refused_and_nothing_moves(gateway: Gateway) -> None:
    before = dump()
    for caller in (MARKETER, ANALYST, SHOPPER):
        assert gateway.call(f"PUT {AMELIE}", {"consents": [YES]}, caller=caller).status == 403
    assert gateway.call(f"DELETE {AMELIE}", caller=SUPPORT).status == 403
    assert dump() == before


def test_a_file_tells_what_became_of_each_row(gateway: Gateway) -> None:
    recorded(gateway, {**NO, "given_at": "2026-01-02T00:00:00Z"})
    rows = [
        HEADER,
        "amelie,email,marketing,given,2026-01-01T00:00:00Z,en,Offers?,1",
        "bob,email,marketing,given,2026-01-01T00:00:00Z,en,Offers?,1",
        "cid,email,marketing,given,2026-01-01T00:00:00Z,en,,",
        "dan,email,marketing,given,2126-01-01T00:00:00Z,en,Offers?,1",
        "eve,fax,marketing,given,2026-01-01T00:00:00Z,en,Offers?,1",
    ]
    before = dump()
    body = "\n".join(rows).encode()
    tried = gateway.call("POST /consent-imports", body, query={"dry_run": "true"}, headers=CSV).json
    assert dump() == before
    done = gateway.call("POST /consent-imports", body, headers=CSV).json
    assert [each["result"] for each in done["rows"]] == [
        "outdated", "recorded", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert {**tried, "dry_run": False} == done
    faults = [each["errors"][0] for each in done["rows"][2:]]
    assert [(each["pointer"], each["code"]) for each in faults] == [
        ("/wording", "missing"),
        ("/given_at", "in_future"),
        ("/channel", "wrong_value"),
    ]
    again = gateway.call("POST /consent-imports", body, headers=CSV).json
    assert (again["recorded_count"], again["unchanged_count"]) == (0, 1)


def test_who_refuses_needs_less_proof_than_who_agrees(gateway: Gateway) -> None:
    recorded(gateway, {**YES, "given_at": "2026-01-01T00:00:00Z"})
    rows = [
        "customer,channel,purpose,state,given_at",
        "amelie,email,marketing,withdrawn,2026-01-02T00:00:00Z",
        "bob,email,marketing,given,2026-01-02T00:00:00Z",
    ]
    done = gateway.call("POST /consent-imports", "\n".join(rows).encode(), headers=CSV).json
    assert [each["result"] for each in done["rows"]] == ["recorded", "rejected"]
    assert [each["pointer"] for each in done["rows"][1]["errors"]] == ["/locale"]
    assert email(gateway)["state"] == "withdrawn"


def test_a_file_of_more_than_500_rows_is_refused(gateway: Gateway) -> None:
    row = "bob,email,marketing,withdrawn,2026-01-01T00:00:00Z,en,,"
    before = dump()
    body = "\n".join([HEADER, *[row] * 501]).encode()
    answer = gateway.call("POST /consent-imports", body, headers=CSV)
    assert (answer.status, dump() == before) == (400, True)


def test_customers_who_are_one_refuse_together(gateway: Gateway) -> None:
    recorded(gateway, NO)
    body = {"consents": [YES]}
    gateway.call("PUT /customers/bob/consents", body, caller=SUPPORT)
    merged = gateway.call("PUT /customers/bob/consent-merge", {"into": "amelie"})
    assert (merged.status, merged.json["customer"]) == (200, "amelie")
    assert gateway.call("GET /customers/bob/consents").json == merged.json
    assert email(gateway)["state"] == "withdrawn"
    again = gateway.call("PUT /customers/bob/consent-merge", {"into": "cid"})
    assert (again.status, again.json["code"]) == (409, "merged_already")


def test_of_who_is_erased_no_name_is_left(gateway: Gateway) -> None:
    recorded(gateway, {**YES, "reference": "form of amelie"})
    for _ in range(2):
        assert gateway.call(f"DELETE {AMELIE}").status == 204
    assert "amelie" not in str(dump())
    refused = gateway.call(f"PUT {AMELIE}", {"consents": [YES]}, caller=SUPPORT)
    assert (refused.status, refused.json["code"]) == (409, "person_is_erased")
    found = gateway.call(f"GET {AMELIE}").json
    assert (found["customer"], found["consents"][1]["state"]) == (None, "never_asked")
    assert found["erased_at"]


@pytest.mark.parametrize("customer", ["a/b", "客户 1", "a%2Fb"])
def test_a_customer_is_whatever_the_shop_calls_them(gateway: Gateway, customer: str) -> None:
    path = f"/customers/{quote(customer, safe='')}/consents"
    assert gateway.call(f"PUT {path}", {"consents": [NO]}, caller=SUPPORT).status == 200
    assert gateway.call(f"GET {path}").json["consents"][1]["state"] == "withdrawn"


def test_the_bus_is_told_what_changed_and_of_what_was_confirmed_nothing(gateway: Gateway) -> None:
    recorded(gateway, {**NO, "given_at": "2026-01-01T00:00:00Z"})
    recorded(gateway, NO)
    told = [each["detail"]["data"] for each in relayed().events]
    change = {"channel": "email", "purpose": "marketing", "before": None, "state": "withdrawn"}
    assert [each["changes"] for each in told] == [[{**change, "campaign": ""}]]
    assert (told[0]["customer"], told[0]["version"]) == ("amelie", 1)
