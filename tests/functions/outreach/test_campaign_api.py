"""Campaigns over HTTP: drafted, edited, copied and listed."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from tests.support import campaigns
from tests.support.callers import ANALYST, MARKETER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.coupons import template
from tests.support.gateway import Gateway
from tests.support.stamps import NOON, stamp

BODY: dict[str, Any] = {
    "name": "Hello",
    "plan": {
        "kind": "one_off",
        "segment_id": "segment_1",
        "channel": "sms",
        "choices": [{"variant": "plain", "template_id": "template_1"}],
        "at": "2096-11-11T10:00",
    },
    "currency": "CNY",
}


def drafted(gateway: Gateway) -> Any:
    answer = gateway.call("POST /campaigns", BODY, caller=MARKETER)
    assert answer.status == 201, answer.text
    return answer.json


def test_a_campaign_is_shown_as_it_was_written_with_when_it_comes(gateway: Gateway) -> None:
    made = drafted(gateway)
    assert made["terms"]["plan"] == {**BODY["plan"], "choices": BODY["plan"]["choices"]}
    assert made["coming_at"] == ["2096-11-11T02:00:00Z"]
    assert gateway.call(f"GET /campaigns/{made['id']}", caller=ANALYST).json == made
    listed = gateway.call("GET /campaigns", query={"state": "draft"}, caller=SUPPORT)
    assert listed.json == {"items": [made], "next": None}


def test_without_a_state_all_are_listed_the_latest_first(gateway: Gateway) -> None:
    store, states = DynamoCampaignStore(), ("draft", "running", "done", "draft", "paused")
    for number, stage in enumerate(states):
        made = campaigns.campaign(
            id=f"campaign_{number}", stage=stage, created_at=NOON + timedelta(hours=number)
        )
        store.add(made, campaigns.by("staff:maria", f"draft {number}"))
    found = []
    query: dict[str, Any] = {"limit": "2"}
    for _ in range(3):
        page = gateway.call("GET /campaigns", query=query, caller=ANALYST).json
        found.append([each["id"][-1] for each in page["items"]])
        query["cursor"] = page["next"]
    assert found == [["4", "3"], ["2", "1"], ["0"]]
    assert query["cursor"] is None
    whole = gateway.call("GET /campaigns", caller=ANALYST).json
    assert [each["state"] for each in whole["items"]] == [*reversed(states)]


def test_a_cursor_of_one_state_is_none_of_all(gateway: Gateway) -> None:
    drafted(gateway)
    drafted(gateway)
    query = {"limit": "1", "state": "draft"}
    page = gateway.call("GET /campaigns", query=query, caller=ANALYST).json
    refused = gateway.call("GET /campaigns", query={"cursor": page["next"]}, caller=ANALYST)
    assert refused.pointers == [("query", "/cursor", "unknown_cursor")]


def test_an_edit_is_of_the_version_that_was_seen(gateway: Gateway) -> None:
    made = drafted(gateway)
    path, body = f"PUT /campaigns/{made['id']}", {**BODY, "name": "Hello there"}
    edited = gateway.call(path, body, caller=MARKETER, headers={"If-Match": '"1"'})
    assert (edited.json["version"], edited.json["terms"]["name"]) == (2, "Hello there")
    before = dump()
    late = gateway.call(path, BODY, caller=MARKETER, headers={"If-Match": '"1"'})
    assert (late.status, dump()) == (412, before)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_drafted(gateway: Gateway) -> None:
    before = dump()
    plan = {**BODY["plan"], "at": "2026-03-29T02:30"}
    body = {**BODY, "plan": plan, "zone": "Europe/Berlin", "holdout_bp": 1}
    body |= {"purpose": "transactional"}
    answer = gateway.call("POST /campaigns", body, caller=MARKETER)
    assert answer.status == 400
    assert answer.pointers == [
        ("body", "/plan/at", "time_left_out"),
        ("body", "/holdout_bp", "not_of_marketing"),
    ]
    absurd = {**BODY, "holdout_bp": 5_001, "plan": {**BODY["plan"], "choices": []}}
    assert gateway.call("POST /campaigns", absurd, caller=MARKETER).status == 400
    assert dump() == before


def test_a_choices_misspelt_share_is_told(gateway: Gateway) -> None:
    before = dump()
    choice = {"variant": "a", "template_id": "template_1", "weight_pb": 1}
    body = {**BODY, "plan": {**BODY["plan"], "choices": [choice]}}
    refused = gateway.call("POST /campaigns", body, caller=MARKETER)
    assert refused.pointers == [("body", "/plan/choices/0/weight_pb", "unknown_field")]
    assert dump() == before


def test_a_choice_without_a_share_is_refused(gateway: Gateway) -> None:
    before = dump()
    choice = {"variant": "a", "template_id": "template_1", "weight_bp": 0}
    body = {**BODY, "plan": {**BODY["plan"], "choices": [choice]}}
    refused = gateway.call("POST /campaigns", body, caller=MARKETER)
    assert refused.pointers == [("body", "/plan/choices/0/weight_bp", "wrong_value")]
    (fault,) = refused.json["errors"]
    assert fault["detail"] == "Send a whole number from 1 to 10000."
    assert dump() == before


@pytest.mark.parametrize("value", ["{{name}} {{link:https://x.example}}", "1\n}}", "{{"])
def test_a_variable_that_would_show_a_place_to_fill_is_refused(
    gateway: Gateway, value: str
) -> None:
    before = dump()
    body = {**BODY, "variables": {"code": value}}
    refused = gateway.call("POST /campaigns", body, caller=MARKETER)
    assert refused.pointers == [("body", "/variables/code", "wrong_value")]
    (fault,) = refused.json["errors"]
    assert (
        fault["detail"] == "Write a value without {{ and }}, and without a line break at its end."
    )
    assert dump() == before


def test_a_copy_has_its_own_name_and_life(gateway: Gateway) -> None:
    made = drafted(gateway)
    path = f"POST /campaigns/{made['id']}/copy"
    copy = gateway.call(path, {"name": "Again"}, caller=MARKETER)
    assert (copy.status, copy.json["terms"]["name"]) == (201, "Again")
    assert copy.json["id"] != made["id"]


def test_who_may_not_see_campaigns_is_refused(gateway: Gateway) -> None:
    made, path = drafted(gateway), "GET /campaigns"
    before = dump()
    for caller in (SHOPPER, STOREFRONT):
        assert gateway.call(f"{path}/{made['id']}", caller=caller).status == 403
    assert gateway.call("POST /campaigns", BODY, caller=ANALYST).status == 403
    assert gateway.call(f"{path}/nowhere", caller=ANALYST).status == 404
    assert dump() == before


def test_who_names_coupon_templates_that_are_none_is_told_which(gateway: Gateway) -> None:
    DynamoTemplateStore().add(template("template_a"), stamp())
    body = {**BODY, "coupon_templates": ["template_a", "template_b"]}
    made = gateway.call("POST /campaigns", body, caller=MARKETER).json
    before = dump()
    path = f"POST /campaigns/{made['id']}/submit"
    for spoken, told in (("en", "There is no such coupon template."), ("zh", "没有此券模板。")):
        headers = {"if-match": '"1"', "accept-language": spoken}
        answer = gateway.call(path, caller=MARKETER, headers=headers)
        assert (answer.status, answer.json["code"]) == (422, "not_ready")
        found = {each["pointer"]: (each["code"], each["detail"]) for each in answer.json["errors"]}
        assert found["/coupon_templates/1"] == ("unknown_coupon_template", told)
        assert "/coupon_templates/0" not in found
    assert dump() == before
