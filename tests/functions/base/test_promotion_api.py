"""Drafting, editing and listing promotions over HTTP."""

from typing import Any

import pytest

from promenade.kit.clock import system_clock
from tests.support import promoting
from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway

BODY: dict[str, Any] = {
    "name": "满100减10",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "conditions": [{"threshold": 10_000, "of": "amount"}],
    "limits": {"total": 1_000},
}


def draft(gateway: Gateway, key: str | None = None, **other: Any) -> str:
    answer = gateway.call("POST /promotions", BODY | other, caller=MARKETER, key=key)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def test_a_draft_is_shown_where_it_was_put(gateway: Gateway) -> None:
    made = gateway.call("POST /promotions", BODY, caller=MARKETER)
    assert (made.json["status"], made.json["version"], made.headers["etag"]) == ("draft", 1, '"1"')
    shown = gateway.call(f"GET {made.headers['location']}", caller=ANALYST)
    assert shown.json == made.json
    assert {name: shown.json[name] for name in BODY} == BODY


def test_a_repeated_call_drafts_once(gateway: Gateway) -> None:
    first = draft(gateway, key="one-and-only")
    before = dump()
    assert draft(gateway, key="one-and-only") == first
    assert dump() == before


def test_another_draft_under_the_same_key_is_refused_and_nothing_moves(gateway: Gateway) -> None:
    draft(gateway, key="one-and-only")
    before = dump()
    answer = gateway.call(
        "POST /promotions", BODY | {"name": "other"}, caller=MARKETER, key="one-and-only"
    )
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_repeat_after_publication_answers_as_at_first(gateway: Gateway) -> None:
    promotion_id = draft(gateway, key="one-and-only")
    promoting.publish(gateway, promotion_id)
    again = gateway.call("POST /promotions", BODY, caller=MARKETER, key="one-and-only")
    assert (again.status, again.json["status"], again.json["version"]) == (201, "draft", 1)


def test_a_code_that_differs_in_case_alone_is_taken_and_nothing_moves(gateway: Gateway) -> None:
    first = draft(gateway, code={"text": "SAVE20"})
    before = dump()
    body = BODY | {"code": {"text": "Save20"}}
    answer = gateway.call("POST /promotions", body, caller=MARKETER)
    assert (answer.status, answer.json["code"]) == (409, "code_taken")
    assert answer.json["promotion_id"] == first
    assert dump() == before


def test_a_code_of_blanks_is_none(gateway: Gateway) -> None:
    answer = gateway.call("POST /promotions", BODY | {"code": {"text": " 　"}}, caller=MARKETER)
    assert answer.pointers == [("body", "/code/text", "blank")]
    assert dump()["promenade-promotion"] == []


def test_all_faults_of_form_are_told_at_once_and_nothing_is_stored(gateway: Gateway) -> None:
    wrong = {"stage": "later", "priority": 0.5, "colour": "red", "name": ""}
    answer = gateway.call("POST /promotions", BODY | wrong, caller=MARKETER, key="")
    assert answer.status == 400
    assert {(source, pointer) for source, pointer, _ in answer.pointers} == {
        ("body", "/name"),
        ("body", "/stage"),
        ("body", "/priority"),
        ("body", "/colour"),
        ("header", "/Idempotency-Key"),
    }
    assert dump()["promenade-promotion"] == []


def test_all_faults_of_meaning_are_told_at_once_and_nothing_is_stored(gateway: Gateway) -> None:
    step = {"threshold": 5, "effects": BODY["effects"]}
    wrong = {
        "window": {"start": "2026-02-01T00:00:00Z", "end": "2026-01-01T00:00:00Z"},
        "ladder": {"of": "amount", "steps": [step, step]},
    }
    answer = gateway.call("POST /promotions", BODY | wrong, caller=MARKETER)
    assert answer.pointers == [
        ("body", "/window/end", "not_after_start"),
        ("body", "/ladder/steps/1/threshold", "not_rising"),
    ]
    assert dump()["promenade-promotion"] == []


def test_an_edit_makes_the_next_version(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    edited = gateway.call(f"PUT /promotions/{promotion_id}", BODY | {"priority": 7}, version=1)
    assert (edited.status, edited.json["version"], edited.json["priority"]) == (200, 2, 7)
    assert gateway.call(f"GET /promotions/{promotion_id}").json == edited.json


def test_an_edit_of_an_old_version_is_refused_and_nothing_moves(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    gateway.call(f"PUT /promotions/{promotion_id}", BODY | {"priority": 7}, version=1)
    before = dump()
    answer = gateway.call(f"PUT /promotions/{promotion_id}", BODY | {"priority": 8}, version=1)
    assert (answer.status, answer.json["code"], answer.json["version"]) == (412, "stale", 2)
    assert dump() == before


STATUSES = ("draft", "pending", "approved", "rejected", "scheduled", "active", "paused", "ended")


@pytest.mark.parametrize("status", STATUSES)
def test_promotions_are_listed_by_what_they_are_now(gateway: Gateway, status: str) -> None:
    coming: dict[str, Any] = {"window": {"start": f"{system_clock().year + 1}-01-01T00:00:00Z"}}
    ids = {name: draft(gateway, **(coming if name == "scheduled" else {})) for name in STATUSES}
    for name in ("pending", "rejected"):
        gateway.call(f"POST /promotions/{ids[name]}/submit", version=1)
    gateway.call(f"POST /promotions/{ids['rejected']}/reject", {"reason": "no"}, version=2)
    promoting.approve(gateway, ids["approved"])
    for name in ("scheduled", "active", "paused", "ended"):
        assert promoting.publish(gateway, ids[name]).status == 200
    gateway.call(f"POST /promotions/{ids['paused']}/pause", version=4)
    gateway.call(f"POST /promotions/{ids['ended']}/end", version=4)
    listed = gateway.call("GET /promotions", query={"status": status}, caller=ANALYST)
    assert [(each["id"], each["status"]) for each in listed.json["items"]] == [
        (ids[status], status)
    ]


def test_a_list_goes_on_by_cursor(gateway: Gateway) -> None:
    made = {draft(gateway) for _ in range(3)}
    first = gateway.call("GET /promotions", query={"status": "draft", "limit": 2})
    asked = {"status": "draft", "cursor": first.json["next"]}
    rest = gateway.call("GET /promotions", query=asked)
    shown = [each["id"] for each in first.json["items"] + rest.json["items"]]
    assert (len(shown), set(shown), rest.json["next"]) == (3, made, None)
    elsewhere = gateway.call("GET /promotions", query=asked | {"status": "ended"})
    assert elsewhere.pointers == [("query", "/cursor", "unknown_cursor")]


def test_what_is_not_there_is_not_found(gateway: Gateway) -> None:
    assert gateway.call("GET /promotions/promotion_x").json["code"] == "not_found"
    assert gateway.call("PUT /promotions/promotion_x", BODY, version=1).json["code"] == "not_found"
