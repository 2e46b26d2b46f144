"""A list of who wants no more moves in, by customer or by bare address."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.callers import MARKETER, STOREFRONT, SUPPORT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Gateway

COUNTS = ("recorded", "confirmed", "unchanged", "outdated", "rejected")


def imported(gateway: Gateway, *rows: str, minute: int = 0, **query: Any) -> Any:
    with standing(SAMPLE_TIME + timedelta(minutes=minute)):
        answer = gateway.call(
            "POST /consent-imports",
            "\n".join(rows).encode(),
            query=query,
            headers={"content-type": "text/csv"},
            caller=SUPPORT,
        )
    assert answer.status == 200, answer.text
    found = answer.json
    assert [found[f"{each}_count"] for each in COUNTS] == [results(found).count(c) for c in COUNTS]
    return found


def results(found: Any) -> list[str]:
    return [each["result"] for each in found["rows"]]


def faults(found: Any) -> list[list[tuple[str, str]]]:
    return [
        [(fault["pointer"], fault["code"]) for fault in each["errors"]] for each in found["rows"]
    ]


def suppressed(gateway: Gateway, channel: str) -> list[Any]:
    found = gateway.call("GET /suppressions", query={"channel": channel}, caller=MARKETER)
    return [each["causes"] for each in found.json["items"]]


def test_a_refusal_without_a_date_and_a_purpose_is_of_advertising_as_of_now(
    gateway: Gateway,
) -> None:
    done = imported(gateway, "customer,channel,state", "ada,email,withdrawn")
    assert results(done) == ["recorded"]
    stands = gateway.call("GET /customers/ada/consents").json["consents"]
    (said,) = (each for each in stands if each["state"] != "never_asked")
    assert (said["channel"], said["purpose"], said["state"]) == ("email", "marketing", "withdrawn")
    assert (said["proof"]["given_at"], said["proof"]["source"]) == (
        "2026-01-05T09:30:00Z",
        "import",
    )
    again = imported(gateway, "customer,channel,state", "ada,email,withdrawn", minute=1)
    assert results(again) == ["confirmed"]


def test_consent_needs_all_that_proves_it(gateway: Gateway) -> None:
    before = dump()
    found = imported(gateway, "customer,channel,state", "ada,email,given", "bob,,withdrawn")
    assert faults(found) == [
        [("/purpose", "missing"), ("/given_at", "missing"), ("/locale", "missing")],
        [("/channel", "missing")],
    ]
    assert dump() == before


def test_bare_addresses_are_suppressed_for_whomever_has_them(gateway: Gateway) -> None:
    rows = [
        "state,email,phone,given_at,reference",
        "withdrawn,Ada@Shop.example,,,old shop",
        "withdrawn,ada@shop.example,,,",
        "withdrawn,,138 0013 8000,2025-01-02T00:00:00Z,",
        "withdrawn,,+44 7400 123777,,",
    ]
    before = dump()
    tried = imported(gateway, *rows, dry_run="true")
    assert dump() == before
    done = imported(gateway, *rows)
    assert results(done) == ["recorded", "unchanged", "recorded", "recorded"]
    assert {**tried, "dry_run": False} == done
    assert {each["customer"] for each in done["rows"]} == {""}
    by = {"reason": "unsubscribe", "by": "staff:sven"}
    now = "2026-01-05T09:30:00Z"
    assert suppressed(gateway, "email") == [[{**by, "at": now, "note": "old shop"}]]
    assert suppressed(gateway, "sms") == [
        [{**by, "at": now, "note": None}],
        [{**by, "at": "2025-01-02T00:00:00Z", "note": None}],
    ]
    assert not any(text in str(dump()).casefold() for text in ("ada@", "13800138000", "7400123777"))
    body = {"phone": "13800138000", "text": "STOP"}
    gateway.call("POST /message-replies", body, caller=STOREFRONT)
    assert len(suppressed(gateway, "sms")) == 2


def test_the_same_list_again_counts_from_then_and_dated_rows_change_nothing(
    gateway: Gateway,
) -> None:
    rows = ["state,email,given_at", "withdrawn,a@b.cn,", "withdrawn,c@d.cn,2025-01-02T00:00:00Z"]
    imported(gateway, *rows)
    assert results(imported(gateway, *rows, minute=1)) == ["confirmed", "unchanged"]


def test_what_was_lifted_since_it_was_said_stays_lifted(gateway: Gateway) -> None:
    rows = ["state,email,given_at", "withdrawn,a@b.cn,2025-01-02T00:00:00Z"]
    imported(gateway, *rows)
    lift = {"channel": "email", "reason": "unsubscribe", "address": "a@b.cn", "note": "Asked us"}
    with standing():
        gateway.call("POST /suppression-lifts", lift, caller=SUPPORT)
    before = dump()
    assert results(imported(gateway, *rows, minute=1)) == ["outdated"]
    assert dump() == before
    assert results(imported(gateway, "state,email", "withdrawn,a@b.cn", minute=1)) == ["recorded"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("email", "a@b", [("/email", "no_address")]),
        ("phone", "07400 123777", [("/phone", "no_address")]),
        ("phone", "010-6552 9988", [("/phone", "no_mobile")]),
        ("email,phone", "a@b.cn,13800138000", [("", "one_of")]),
        ("customer,email", "ada,a@b.cn", [("", "one_of")]),
        ("reference", "nobody", [("", "one_of")]),
        ("email,channel", "a@b.cn,sms", [("/channel", "no_customer")]),
        ("email,purpose", "a@b.cn,transactional", [("/purpose", "no_customer")]),
        ("email,locale", "a@b.cn,en", [("/locale", "no_customer")]),
        ("email,wording", "a@b.cn,Yes", [("/wording", "no_customer")]),
        ("email,given_at", "a@b.cn,1899-12-30T00:00:00Z", [("/given_at", "too_early")]),
        ("email,given_at", "a@b.cn,2126-01-01T00:00:00Z", [("/given_at", "in_future")]),
    ],
)
def test_a_row_that_would_keep_nothing_away_is_told_why(
    gateway: Gateway, header: str, row: str, expected: list[tuple[str, str]]
) -> None:
    before = dump()
    found = imported(gateway, f"state,{header}", f"withdrawn,{row}")
    assert faults(found) == [expected]
    assert dump() == before


def test_an_address_gives_no_consent(gateway: Gateway) -> None:
    before = dump()
    assert faults(imported(gateway, "state,email", "given,a@b.cn")) == [[("/state", "no_customer")]]
    assert dump() == before
