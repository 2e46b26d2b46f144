"""Coupon templates over HTTP: drafted, reviewed, brought into force and out of it."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT
from tests.support.cloud import dump
from tests.support.coupons import TEMPLATE, activate
from tests.support.gateway import Answer, Gateway


def draft(gateway: Gateway, **other: Any) -> Answer:
    return gateway.call("POST /coupon-templates", TEMPLATE | other, caller=MARKETER)


def step(gateway: Gateway, id_: str, name: str, version: int, **sent: Any) -> Answer:
    sent = {"caller": MARKETER} | sent
    body = sent.pop("body", None)
    return gateway.call(f"POST /coupon-templates/{id_}/{name}", body, version=version, **sent)


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_a_template_is_shown_as_it_was_written_with_what_it_costs(gateway: Gateway) -> None:
    scope = {"include": [{"skus": ["ｍｕｇ"], "tags": ["New  In", "new in"]}]}
    validity = {"kind": "fixed", "start": "2098-11-01", "end": "2098-11-11"}
    made = draft(gateway, scope=scope, validity=validity).json
    assert made["scope"] == {"include": [{"skus": ["MUG"], "tags": ["new in"]}]}
    assert (made["validity"]["start"], made["validity"]["end"]) == (
        "2098-10-31T16:00:00Z",
        "2098-11-11T16:00:00Z",
    )
    assert (made["status"], made["exposure_minor"]) == ("draft", 2_000_000)
    assert gateway.call(f"GET /coupon-templates/{made['id']}", caller=ANALYST).json == made


def test_a_template_that_costs_much_needs_two_others(gateway: Gateway) -> None:
    id_ = draft(gateway, total=10_000_000).json["id"]
    submitted = step(gateway, id_, "submit", 1).json
    assert (submitted["review"]["required_count"], submitted["status"]) == (2, "pending")
    assert step(gateway, id_, "approve", 2, caller=OWNER).json["status"] == "pending"
    before = dump()
    refused(step(gateway, id_, "approve", 3, caller=OWNER), 409, "approved_before", before)
    early = step(gateway, id_, "activate", 3)
    refused(early, 409, "status_forbids", before)
    assert early.json["detail"] == (
        "A coupon template that is waiting for approval cannot be activated: "
        "it has 1 of 2 approvals."
    )
    told = step(gateway, id_, "activate", 3, headers={"accept-language": "zh"}).json
    assert (told["title"], told["detail"]) == (
        "存在冲突",
        "当前状态为“待审核”（需 2 人批准，已有 1 人），不能启用。",
    )
    assert (told["action"], told["approval_count"], told["required_count"]) == ("activate", 1, 2)


def test_nobody_approves_what_is_theirs(gateway: Gateway) -> None:
    id_ = draft(gateway).json["id"]
    step(gateway, id_, "submit", 1)
    before = dump()
    refused(step(gateway, id_, "approve", 2), 403, "self_approval", before)
    rejected = step(gateway, id_, "reject", 2, caller=OWNER, body={"reason": "Too dear"})
    assert rejected.json["review"]["rejection"]["reason"] == "Too dear"
    edited = gateway.call(
        f"PUT /coupon-templates/{id_}", TEMPLATE | {"total": 5}, caller=MARKETER, version=3
    )
    assert (edited.json["status"], edited.json["terms_version"]) == ("draft", 4)


def test_one_that_was_active_is_archived_and_never_deleted(gateway: Gateway) -> None:
    id_ = activate(gateway)
    route = f"DELETE /coupon-templates/{id_}"
    before = dump()
    refused(gateway.call(route, caller=MARKETER, version=4), 409, "status_forbids", before)
    refused(step(gateway, id_, "archive", 4), 409, "status_forbids", before)
    step(gateway, id_, "stop", 4)
    assert step(gateway, id_, "archive", 5).json["status"] == "archived"
    before = dump()
    refused(gateway.call(route, caller=MARKETER, version=6), 409, "status_forbids", before)


def test_a_draft_is_deleted_as_it_was_seen(gateway: Gateway) -> None:
    id_ = draft(gateway).json["id"]
    route = f"DELETE /coupon-templates/{id_}"
    before = dump()
    refused(gateway.call(route, caller=MARKETER, version=2), 412, "stale", before)
    assert gateway.call(route, caller=MARKETER, version=1).status == 204
    assert gateway.call(f"GET /coupon-templates/{id_}").status == 404


def test_lists_tell_templates_by_what_they_are(gateway: Gateway) -> None:
    drafted, live = draft(gateway).json["id"], activate(gateway)
    for status, expected in (("draft", [drafted]), ("active", [live]), ("stopped", [])):
        found = gateway.call("GET /coupon-templates", query={"status": status})
        assert [each["id"] for each in found.json["items"]] == expected


def test_everything_that_is_wrong_with_a_template_is_told_at_once(gateway: Gateway) -> None:
    before = dump()
    wrong = draft(gateway, zone="Mars", claim_window={"start": "soon"}, per_day_total=1_001)
    assert [pointer for _, pointer, _ in wrong.pointers] == [
        "/claim_window/start",
        "/zone",
        "/per_day_total",
    ]
    assert draft(gateway, worth={"kind": "gold"}).pointers == [
        ("body", "/worth/kind", "unknown_tag")
    ]
    assert draft(gateway, validity={"kind": "fixed", "start": "soon", "end": "later"}).pointers == [
        ("body", "/validity/start", "not_a_moment"),
        ("body", "/validity/end", "not_a_moment"),
    ]
    assert dump() == before


@pytest.mark.parametrize("caller", [None, SHOPPER, STOREFRONT, ANALYST])
def test_who_may_not_write_coupons_writes_none(gateway: Gateway, caller: Any) -> None:
    id_ = draft(gateway).json["id"]
    before = dump()
    answers = [
        gateway.call("POST /coupon-templates", TEMPLATE, caller=caller),
        gateway.call(f"DELETE /coupon-templates/{id_}", caller=caller, version=1),
        step(gateway, id_, "submit", 1, caller=caller),
        step(gateway, id_, "activate", 1, caller=caller),
    ]
    assert {answer.status for answer in answers} == {403 if caller else 401}
    assert dump() == before


def test_a_copy_is_a_draft_with_the_terms_that_the_other_had_then(gateway: Gateway) -> None:
    source = activate(gateway, name="Eleven", total=11)
    route = f"POST /coupon-templates/{source}/clone"
    copy = gateway.call(route, caller=MARKETER, key="clone-0001")
    assert (copy.status, copy.json["status"], copy.json["version"]) == (201, "draft", 1)
    kept = gateway.call(f"GET /coupon-templates/{source}").json
    differing = {name for name in kept if kept[name] != copy.json[name]}
    of_its_life = {"id", "version", "status", "review", "created_at", "activated_at"}
    assert differing == of_its_life
    before = dump()
    assert gateway.call(route, caller=MARKETER, key="clone-0001").json == copy.json
    assert gateway.call(route, caller=ANALYST).status == 403
    assert gateway.call("POST /coupon-templates/nothing/clone", caller=MARKETER).status == 404
    assert dump() == before
