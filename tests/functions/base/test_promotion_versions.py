"""What promotions have been, and copies of them, over HTTP."""

from typing import Any

from tests.support import promoting
from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "store_coupon",
    "currency": "CNY",
    "code": {"text": "TEN"},
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
}


def draft(gateway: Gateway) -> str:
    return str(gateway.call("POST /promotions", BODY, caller=MARKETER).json["id"])


def test_every_change_is_a_version_and_who_made_it(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    promoting.publish(gateway, promotion_id)
    told = gateway.call(f"GET /promotions/{promotion_id}/versions", caller=ANALYST).json["items"]
    assert [(each["version"], each["fact"], each["actor"]) for each in told] == [
        (4, "PromotionPublished", "staff:maria"),
        (3, "PromotionApproved", "staff:olga"),
        (2, "PromotionSubmitted", "staff:maria"),
        (1, "PromotionDrafted", "staff:maria"),
    ]
    assert [each["promotion"]["status"] for each in told] == [
        "active",
        "approved",
        "pending",
        "draft",
    ]
    one = gateway.call(f"GET /promotions/{promotion_id}/versions/3", caller=ANALYST).json
    assert one == told[1]


def test_versions_go_on_by_cursor(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    promoting.publish(gateway, promotion_id)
    route = f"GET /promotions/{promotion_id}/versions"
    first = gateway.call(route, query={"limit": 3}).json
    rest = gateway.call(route, query={"cursor": first["next"]}).json
    assert [each["version"] for each in first["items"] + rest["items"]] == [4, 3, 2, 1]
    assert rest["next"] is None


def test_a_version_stays_as_it_was(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    was = gateway.call(f"GET /promotions/{promotion_id}/versions/1").json
    gateway.call(f"PUT /promotions/{promotion_id}", BODY | {"name": "other"}, version=1)
    assert gateway.call(f"GET /promotions/{promotion_id}/versions/1").json == was


def test_two_versions_differ_by_these_fields(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    edit = BODY | {"priority": 3, "limits": {"total": 5}, "exclusion_group": "spring"}
    gateway.call(f"PUT /promotions/{promotion_id}", edit, version=1, caller=MARKETER)
    route = f"GET /promotions/{promotion_id}/diff"
    told = gateway.call(route, query={"before": 1, "after": 2}).json["differences"]
    assert told == [
        {"path": "/promotion/exclusion_group", "before": None, "after": "spring"},
        {"path": "/promotion/limits/total", "before": 1_000, "after": 5},
        {"path": "/promotion/priority", "before": None, "after": 3},
    ]
    same = gateway.call(route, query={"before": 2, "after": 2}).json["differences"]
    assert same == []


def test_what_never_was_is_not_found(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    for path in (
        f"{promotion_id}/versions/2",
        "promotion_x/versions",
        "promotion_x/versions/1",
    ):
        assert gateway.call(f"GET /promotions/{path}").json["code"] == "not_found"
    asked = {"before": 1, "after": 9}
    answer = gateway.call(f"GET /promotions/{promotion_id}/diff", query=asked)
    assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_a_clone_is_a_draft_of_its_own_without_the_code(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    promoting.publish(gateway, promotion_id)
    before = gateway.call(f"GET /promotions/{promotion_id}").json
    route = f"POST /promotions/{promotion_id}/clone"
    made = gateway.call(route, caller=MARKETER, key="one-and-only").json
    assert made["id"] != promotion_id
    assert (made["status"], made["version"], made["code"]) == ("draft", 1, None)
    kept = ("name", "stage", "effects", "limits", "scope")
    assert {name: made[name] for name in kept} == {name: before[name] for name in kept}
    stored = dump()
    assert gateway.call(route, caller=MARKETER, key="one-and-only").json == made
    assert dump() == stored
    assert gateway.call(f"GET /promotions/{promotion_id}").json == before
