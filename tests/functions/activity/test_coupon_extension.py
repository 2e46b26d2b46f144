"""Active templates that give more or for longer, and what templates have been, over HTTP."""

from typing import Any

from promenade.activity.coupon.service.giving import FRESH_FOR
from promenade.kit.clock import system_clock
from tests.support.callers import ANALYST, MARKETER, OWNER, shopper, staff
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.coupons import TEMPLATE, activate
from tests.support.gateway import Answer, Gateway


def extend(gateway: Gateway, id_: str, version: int = 4, **body: Any) -> Answer:
    return gateway.call(
        f"PUT /coupon-templates/{id_}/extension", body, caller=MARKETER, version=version
    )


def go(gateway: Gateway, id_: str, step: str, version: int, caller: Any = MARKETER) -> Answer:
    return gateway.call(f"POST /coupon-templates/{id_}/{step}", caller=caller, version=version)


def claims(gateway: Gateway, id_: str, count: int) -> list[int]:
    route = f"POST /coupon-templates/{id_}/claims"
    answers = [gateway.call(route, caller=shopper(f"ada-{n}")).status for n in range(count)]
    return [answers.count(status) for status in (201, 422)]


def test_a_raise_gives_as_many_more_once_another_agreed(gateway: Gateway) -> None:
    id_ = activate(gateway, total=3)
    assert claims(gateway, id_, 5) == [3, 2]
    proposed = extend(gateway, id_, total=20).json
    assert (proposed["total"], proposed["proposed"]["total"]) == (3, 20)
    assert claims(gateway, id_, 5) == [0, 5]
    go(gateway, id_, "submit", 5)
    before = dump()
    assert go(gateway, id_, "approve", 6).json["code"] == "self_approval"
    assert go(gateway, id_, "activate", 6).json["code"] == "status_forbids"
    assert dump() == before
    go(gateway, id_, "approve", 6, OWNER)
    raised = go(gateway, id_, "activate", 7).json
    assert (raised["total"], raised["proposed"], raised["terms_version"]) == (20, None, 8)
    with standing(system_clock() + FRESH_FOR):
        assert claims(gateway, id_, 30) == [17, 13]


def test_a_raise_that_costs_much_needs_two(gateway: Gateway) -> None:
    id_ = activate(gateway)
    shown = extend(gateway, id_, total=5_000).json["proposed"]
    assert (shown["exposure_minor"], shown["state"]) == (10_000_000, "draft")
    assert go(gateway, id_, "submit", 5).json["review"]["required_count"] == 2
    assert go(gateway, id_, "approve", 6, OWNER).json["proposed"]["state"] == "pending"
    second = go(gateway, id_, "approve", 7, staff("petra", "owner")).json
    assert second["proposed"]["state"] == "approved"


def test_a_later_end_counts_for_what_is_given_from_then_on(gateway: Gateway) -> None:
    validity = {"kind": "fixed", "start": "2020-01-01", "end": "2098-11-11"}
    id_ = activate(gateway, validity=validity)
    first = gateway.call(f"POST /coupon-templates/{id_}/claims", caller=shopper("ada")).json
    extend(gateway, id_, validity_end="2098-11-12")
    go(gateway, id_, "submit", 5)
    go(gateway, id_, "approve", 6, OWNER)
    go(gateway, id_, "activate", 7)
    with standing(system_clock() + FRESH_FOR):
        later = gateway.call(f"POST /coupon-templates/{id_}/claims", caller=shopper("bob")).json
    assert (first["ends_at"], later["ends_at"]) == ("2098-11-11T16:00:00Z", "2098-11-12T16:00:00Z")


def test_what_takes_back_what_was_promised_is_refused(gateway: Gateway) -> None:
    id_, before = activate(gateway), dump()
    refused = extend(gateway, id_, total=999, validity_days=8)
    assert (refused.status, refused.json["code"]) == (422, "not_an_extension")
    assert refused.json["fields"] == "total"
    wrong = extend(gateway, id_, claim_window_end="soon")
    assert wrong.pointers == [("body", "/claim_window_end", "not_a_moment")]
    assert extend(gateway, id_, version=3, total=2_000).status == 412
    assert dump() == before


def test_who_may_only_read_proposes_nothing_and_nobody_withdraws_what_is_not_there(
    gateway: Gateway,
) -> None:
    id_ = activate(gateway)
    route, before = f"DELETE /coupon-templates/{id_}/extension", dump()
    assert gateway.call(route, caller=ANALYST, version=4).status == 403
    refused = gateway.call(route, caller=MARKETER, version=4)
    assert (refused.status, refused.json["code"]) == (409, "status_forbids")
    assert dump() == before
    extend(gateway, id_, total=2_000)
    assert gateway.call(route, caller=MARKETER, version=5).json["proposed"] is None


def test_versions_tell_who_changed_what(gateway: Gateway) -> None:
    id_ = activate(gateway)
    extend(gateway, id_, total=2_000)
    path = f"GET /coupon-templates/{id_}"
    found = gateway.call(f"{path}/versions").json["items"]
    assert [(each["version"], each["fact"]) for each in found] == [
        (5, "CouponTemplateExtensionProposed"),
        (4, "CouponTemplateActivated"),
        (3, "CouponTemplateApproved"),
        (2, "CouponTemplateSubmitted"),
        (1, "CouponTemplateDrafted"),
    ]
    assert gateway.call(f"{path}/versions/5").json == found[0]
    assert gateway.call(f"{path}/versions/6").status == 404
    diff = gateway.call(f"{path}/diff", query={"before": "1", "after": "5"}).json["differences"]
    changed = {each["path"]: each["after"] for each in diff}
    assert changed["/proposed"]["total"] == 2_000
    assert gateway.call("GET /coupon-templates/nothing/versions").status == 404


def test_a_deleted_draft_leaves_no_versions(gateway: Gateway) -> None:
    made = gateway.call("POST /coupon-templates", TEMPLATE, caller=MARKETER).json["id"]
    gateway.call(f"DELETE /coupon-templates/{made}", caller=MARKETER, version=1)
    path = f"GET /coupon-templates/{made}"
    assert gateway.call(f"{path}/versions").status == 404
    assert "VERSION#" not in str(dump())
