"""What is said of a promotion before it is published, over HTTP."""

from typing import Any

import pytest

from promenade.base.promotion.model import Cart, readiness
from promenade.base.promotion.model.proof import Violation
from promenade.kit.clock import system_clock
from tests.support import priced_shop, promoting
from tests.support.callers import ANALYST, MARKETER, OWNER, staff
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.stamps import NOON

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
}
SECOND_OWNER = staff("otto", "owner")


def draft(gateway: Gateway, **other: Any) -> str:
    return str(gateway.call("POST /promotions", BODY | other, caller=MARKETER).json["id"])


def step(
    gateway: Gateway, verb: str, promotion_id: str, version: int, caller: Any = MARKETER
) -> Answer:
    body = {"reason": "too dear"} if verb == "reject" else None
    route = f"POST /promotions/{promotion_id}/{verb}"
    return gateway.call(route, body, version=version, caller=caller)


def validation(gateway: Gateway, promotion_id: str, **options: Any) -> Any:
    return gateway.call(
        f"GET /promotions/{promotion_id}/validation", caller=ANALYST, **options
    ).json


def test_what_is_submitted_says_its_worst_case_and_who_has_to_agree(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    told = validation(gateway, promotion_id)
    assert (told["is_ready"], told["exposure_minor"], told["required_count"]) == (True, 1000000, 1)
    pending = step(gateway, "submit", promotion_id, 1).json
    assert (pending["status"], pending["version"]) == ("pending", 2)
    assert (pending["review"]["exposure_minor"], pending["review"]["required_count"]) == (
        1_000_000,
        1,
    )


def test_what_the_catalogue_does_not_have_is_told_by_name_before_it_is_submitted(
    gateway: Gateway,
) -> None:
    priced_shop.fill(gateway)
    gift = {"kind": "gift", "sku": "NONE", "count": 1}
    scope = {
        "include": [
            {"skus": ["MUG-S", "GONE"], "products": ["MUG"], "categories": ["mugs", "hats"]}
        ],
        "exclude": [{"products": ["HAT"]}],
    }
    promotion_id = draft(gateway, effects=[gift], scope=scope)
    told = validation(gateway, promotion_id, headers={"accept-language": "en"})["warnings"]
    assert [
        (each["pointer"], each["detail"]) for each in told if each["code"] == "unknown_reference"
    ] == [
        ("/effects/0/sku", "The catalogue has no “NONE”."),
        ("/scope/include/0/skus/0", "The catalogue has no “GONE”."),
        ("/scope/include/0/categories/0", "The catalogue has no “hats”."),
        ("/scope/exclude/0/products/0", "The catalogue has no “HAT”."),
    ]


def test_nobody_approves_their_own(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    step(gateway, "submit", promotion_id, 1)
    before = dump()
    refused = step(gateway, "approve", promotion_id, 2)
    assert (refused.status, refused.json["code"]) == (403, "self_approval")
    assert dump() == before
    approved = step(gateway, "approve", promotion_id, 2, OWNER).json
    assert (approved["status"], approved["review"]["approvals"][0]["by"]) == (
        "approved",
        OWNER.name,
    )


def test_what_may_cost_much_is_approved_by_two(gateway: Gateway) -> None:
    promotion_id = draft(gateway, limits={"budget_minor": 10_000_000})
    assert step(gateway, "submit", promotion_id, 1).json["review"]["required_count"] == 2
    assert step(gateway, "approve", promotion_id, 2, OWNER).json["status"] == "pending"
    again = step(gateway, "approve", promotion_id, 3, OWNER)
    assert (again.status, again.json["code"]) == (409, "approved_before")
    early = step(gateway, "publish", promotion_id, 3).json["detail"]
    assert early == (
        "A promotion that is waiting for approval cannot be published: it has 1 of 2 approvals."
    )
    assert step(gateway, "approve", promotion_id, 3, SECOND_OWNER).json["status"] == "approved"


def test_what_is_not_approved_is_not_published(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    for version, verb in enumerate(("submit", "reject"), start=1):
        before = dump()
        refused = step(gateway, "publish", promotion_id, version)
        assert (refused.status, refused.json["code"]) == (409, "status_forbids")
        assert dump() == before
        step(gateway, verb, promotion_id, version, OWNER)
    assert step(gateway, "publish", promotion_id, 3).json["code"] == "status_forbids"


def test_a_rejection_says_why_and_an_edit_begins_anew(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    step(gateway, "submit", promotion_id, 1)
    rejected = step(gateway, "reject", promotion_id, 2, OWNER).json
    assert (rejected["status"], rejected["review"]["rejection"]["reason"]) == (
        "rejected",
        "too dear",
    )
    edited = gateway.call(f"PUT /promotions/{promotion_id}", BODY, version=3, caller=MARKETER)
    assert (edited.json["status"], edited.json["review"]) == ("draft", None)


def test_an_edit_voids_approvals(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    version = promoting.approve(gateway, promotion_id)
    dearer = BODY | {"limits": {"total": 5_000}}
    gateway.call(f"PUT /promotions/{promotion_id}", dearer, version=version, caller=MARKETER)
    refused = step(gateway, "publish", promotion_id, version + 1)
    assert refused.json["code"] == "status_forbids"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"limits": {}}, "/limits unlimited"),
        ({"limits": {"allow_partial": True}}, "/limits unlimited"),
        ({"window": {"end": "2020-01-01"}}, "/window/end over"),
    ],
)
def test_what_is_not_ready_is_not_submitted(
    gateway: Gateway, wrong: dict[str, Any], fault: str
) -> None:
    promotion_id = draft(gateway, **wrong)
    before = dump()
    refused = step(gateway, "submit", promotion_id, 1)
    assert (refused.status, refused.json["code"]) == (422, "not_ready")
    assert [f"{pointer} {code}" for _, pointer, code in refused.pointers] == [fault]
    assert dump() == before
    found = validation(gateway, promotion_id)["obstacles"]
    assert [f"{each['pointer']} {each['code']}" for each in found] == [fault]


def test_a_clone_waits_for_the_code_that_its_stage_asks_for(gateway: Gateway) -> None:
    coupon = draft(gateway, stage="store_coupon", code={"text": "TEN"})
    copied = gateway.call(f"POST /promotions/{coupon}/clone", caller=MARKETER)
    assert (copied.status, copied.json["code"], copied.json["status"]) == (201, None, "draft")
    refused = step(gateway, "submit", copied.json["id"], 1)
    assert refused.pointers == [("stored", "/code", "missing")]


def test_warnings_are_told_in_both_languages(gateway: Gateway) -> None:
    start = f"{system_clock().year + 1}-01-01"
    promotion_id = draft(gateway, limits={"per_buyer": 1}, window={"start": start})
    told = {
        language: validation(gateway, promotion_id, headers={"accept-language": language})
        for language in ("en", "zh")
    }
    codes = [(each["pointer"], each["code"]) for each in told["en"]["warnings"]]
    assert codes == [
        ("/window/end", "endless"),
        ("/limits", "unbounded"),
        ("/scope", "everything"),
    ]
    assert told["en"]["warnings"][1]["detail"] == "Nothing bounds what it may cost in all."
    assert told["zh"]["warnings"][1]["detail"] == "总成本没有上限。"
    assert (told["en"]["exposure_minor"], told["en"]["required_count"]) == (None, 2)


def test_conflicts_say_with_whom_when_and_on_what(gateway: Gateway) -> None:
    year = system_clock().year + 1
    shared = {"exclusion_group": "spring", "scope": {"include": [{"skus": ["A", "B"]}]}}
    live = draft(gateway, **shared, window={"start": f"{year}-01-01", "end": f"{year}-01-31"})
    assert promoting.publish(gateway, live).status == 200
    shared["scope"] = {"include": [{"skus": ["B", "C"]}]}
    other = draft(gateway, **shared, window={"start": f"{year}-01-15", "end": f"{year}-02-28"})
    (told,) = validation(gateway, other)["conflicts"]
    assert (told["promotion_id"], told["skus"]) == (live, ["B"])
    assert (told["starts_at"], told["ends_at"]) == (
        f"{year}-01-14T16:00:00Z",
        f"{year}-01-31T16:00:00Z",
    )
    assert validation(gateway, draft(gateway))["conflicts"] == []


def test_an_edit_of_a_live_one_is_reviewed_while_it_runs_on(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    assert promoting.publish(gateway, promotion_id).json["version"] == 4
    edit = BODY | {"priority": 7}
    told = gateway.call(f"PUT /promotions/{promotion_id}", edit, version=4, caller=MARKETER).json
    assert (told["status"], told["priority"], told["proposed"]["priority"]) == ("active", 0, 7)
    assert step(gateway, "publish", promotion_id, 5).json["code"] == "status_forbids"
    live = promoting.publish(gateway, promotion_id, version=5).json
    assert (live["priority"], live["proposed"], live["terms_version"]) == (7, None, 8)
    assert step(gateway, "submit", promotion_id, 8).json["code"] == "nothing_proposed"


def test_a_rejection_without_a_reason_is_refused(gateway: Gateway) -> None:
    route = f"POST /promotions/{draft(gateway)}/reject"
    answer = gateway.call(route, {"reason": "  "}, version=1)
    assert answer.pointers == [("body", "/reason", "wrong_value")]


def in_force(gateway: Gateway, **other: Any) -> str:
    promotion_id = draft(gateway, **other)
    step(gateway, "submit", promotion_id, 1)
    step(gateway, "approve", promotion_id, 2, OWNER)
    assert step(gateway, "publish", promotion_id, 3).status == 200
    return promotion_id


def test_a_chain_that_costs_the_buyer_less_the_other_way_round_is_told(gateway: Gateway) -> None:
    in_force(gateway, name="Ten off", priority=5)
    half = {"kind": "order_off", "off": {"kind": "percent", "off_bp": 5_000}}
    promotion_id = draft(gateway, name="Half", effects=[half], limits={"per_buyer": 1})
    told = validation(gateway, promotion_id)["warnings"]
    (dearer,) = [each for each in told if each["code"] == "dearer_order"]
    assert dearer["pointer"] == "/priority"
    assert dearer["detail"].startswith("“Ten off” counts before “Half”: a cart costs ¥")


def test_a_promotion_on_which_the_engine_breaks_a_rule_is_not_published(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = draft(gateway)
    step(gateway, "submit", promotion_id, 1)
    step(gateway, "approve", promotion_id, 2, OWNER)
    broken = [Violation("N4", Cart((), "CNY", NOON))]
    monkeypatch.setattr(readiness, "violations", lambda _promotion: broken)
    before = dump()
    refused = step(gateway, "publish", promotion_id, 3)
    assert (refused.status, refused.json["code"]) == (422, "not_ready")
    assert dump() == before
