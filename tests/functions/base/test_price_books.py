"""Price books over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway

MEMBERS: dict[str, Any] = {"name": "会员价", "currency": "CNY", "group": "member", "priority": 10}


def test_a_book_is_opened_and_read_again(gateway: Gateway) -> None:
    made = gateway.call("POST /price-books", MEMBERS, caller=MARKETER)
    assert (made.status, made.json["version"], made.json["rule"]) == (201, 1, "cn7")
    found = gateway.call(f"GET {made.headers['location']}", caller=ANALYST)
    assert (found.json, found.headers["etag"]) == (made.json, '"1"')
    euro = gateway.call("POST /price-books", {"name": "EU", "currency": "EUR", "zone": "eu"})
    assert euro.json["rule"] == "eu30"


def test_dates_are_whole_days_of_the_books_time_zone(gateway: Gateway) -> None:
    days = {"time_zone": "Europe/Berlin", "start": "2040-03-25", "end": "2040-03-25"}
    made = gateway.call("POST /price-books", MEMBERS | days, caller=MARKETER)
    assert (made.json["start"], made.json["end"]) == (
        "2040-03-24T23:00:00Z",
        "2040-03-25T22:00:00Z",
    )
    edit = {"name": "会员价", "end": "2040-03-26"}
    route = f"PUT {made.headers['location']}"
    other = gateway.call("POST /price-books", MEMBERS | {"time_zone": "Asia/Shanghai"}).json["id"]
    assert gateway.call(route, edit, version=1).json["code"] == "end_later"
    ended = gateway.call(f"PUT /price-books/{other}", edit, version=1)
    assert ended.json["end"] == "2040-03-26T16:00:00Z"


def test_books_are_listed_page_by_page(gateway: Gateway) -> None:
    made = {gateway.call("POST /price-books", MEMBERS).json["id"] for _ in range(5)}
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = gateway.call("GET /price-books", query=query).json
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(made)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"currency": "RMB"}, "/currency"),
        ({"name": " "}, "/name"),
        ({"priority": 1_001}, "/priority"),
        ({"start": "tomorrow"}, "/start"),
        ({"start": "2026-01-02T00:00:00Z", "end": "2026-01-02T08:00:00+08:00"}, "/end"),
        ({"start": "2026-01-03", "end": "2026-01-02"}, "/end"),
        ({"rule": "us60"}, "/rule"),
        ({"time_zone": "Mars"}, "/time_zone"),
    ],
)
def test_what_is_at_fault_opens_no_book(
    gateway: Gateway, wrong: dict[str, Any], pointer: str
) -> None:
    before = dump()
    refused = gateway.call("POST /price-books", MEMBERS | wrong)
    assert (refused.status, [each[1] for each in refused.pointers]) == (400, [pointer])
    assert dump() == before


def test_a_book_is_renamed_and_ended_over_the_version_that_was_seen(gateway: Gateway) -> None:
    made = gateway.call("POST /price-books", MEMBERS).json
    path = f"/price-books/{made['id']}"
    ended = gateway.call(f"PUT {path}", {"name": "Old", "end": "2099-01-01T00:00:00Z"}, version=1)
    assert (ended.json["name"], ended.json["version"]) == ("Old", 2)
    before = dump()
    stale = gateway.call(f"PUT {path}", {"name": "Late"}, version=1)
    assert (stale.status, stale.json["code"]) == (412, "stale")
    past = gateway.call(f"PUT {path}", {"name": "Old", "end": "2020-01-01T00:00:00Z"}, version=2)
    assert (past.status, past.json["code"]) == (409, "end_in_past")
    assert gateway.call("PUT /price-books/none", {"name": "x"}, version=1).status == 404
    assert dump() == before


def test_the_same_key_opens_one_book(gateway: Gateway) -> None:
    first = gateway.call("POST /price-books", MEMBERS, key="members-2026")
    assert gateway.call("POST /price-books", MEMBERS, key="members-2026").json == first.json
    other = gateway.call("POST /price-books", MEMBERS | {"priority": 1}, key="members-2026")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert len(gateway.call("GET /price-books").json["items"]) == 1
