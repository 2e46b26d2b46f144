"""The inbox of all that waits for approval, over HTTP, with the rooms as they are."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from infra.local import samples
from tests.support.callers import (
    ANALYST,
    MARKETER,
    NEWCOMER,
    OWNER,
    SHOPPER,
    STOREFRONT,
    SUPPORT,
    Caller,
    staff,
)
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.gateway import Gateway
from tests.support.play import given, play, prepare

SUBMITTED = {
    "activity/http/coupon_review.submit_coupon_template": (
        ("coupon_template", "满100减20", "at_most", 2_000_000, 0),
        "Coupons of a new template are to be given.",
    ),
    "activity/http/coupon_review.submit_coupon_template-extension": (
        ("coupon_template", "满100减20", "at_most", 8_000_000, 3),
        "Of an active template more is to be given, or for longer.",
    ),
    "activity/http/flash_sale_review.submit_flash_sale": (
        ("flash_sale", "青瓷杯整点秒杀", "at_most", 40_000, 0),
        "A flash sale is to be scheduled.",
    ),
    "base/http/catalogue_reviews.submit_product": (
        ("product", "青瓷马克杯 Celadon mug", "none", None, 0),
        "A product is to be sold.",
    ),
    "base/http/price_job_control.submit_job": (
        ("price_adjustment_job", "price_book_4HTQ9FYK826A63FVBVMJH7FZKY", "none", None, 0),
        "Prices of many SKUs are to change.",
    ),
    "base/http/promotion_review.submit_promotion": (
        ("promotion", "满200减30", "at_most", 5_000_000, 0),
        "A promotion is to start.",
    ),
    "outreach/http/campaign_reviews.submit_campaign": (
        ("campaign", "春季特卖开场", "at_most", 50_000, 0),
        "A campaign is to be sent.",
    ),
    "outreach/http/message_reviews.submit_message_template": (
        ("message_template", "春季特卖", "none", None, 0),
        "A message is to be sent for the first time.",
    ),
}
PROMOTION = "base/http/promotion_review.submit_promotion"
EDIT = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with standing():
        yield


def inbox(gateway: Gateway, caller: Caller = OWNER, **headers: str) -> Any:
    answer = gateway.call("GET /approvals", caller=caller, headers=headers)
    assert (answer.status, answer.json["next"]) == (200, None)
    return answer.json["items"]


def obstacle(gateway: Gateway, caller: Caller) -> tuple[bool, str | None]:
    (found,) = inbox(gateway, caller)
    return found["may_approve"], found["obstacle"] and found["obstacle"]["code"]


def draft(gateway: Gateway, **other: Any) -> str:
    made = gateway.call("POST /promotions", EDIT | other, caller=MARKETER)
    return f"/promotions/{made.json['id']}"


def step(gateway: Gateway, path: str, verb: str, version: int, by: Caller = MARKETER) -> None:
    body = {"reason": "too dear"} if verb == "reject" else None
    assert gateway.call(f"POST {path}/{verb}", body, caller=by, version=version).status == 200


@pytest.mark.parametrize("sample", SUBMITTED)
def test_what_waits_in_any_room_is_in_the_inbox(sample: str, gateway: Gateway) -> None:
    assert play(sample, gateway).status == 200
    (found,) = inbox(gateway)
    told = (found["kind"], found["title"], found["cost"], found["exposure_minor"])
    assert ((*told, len(found["changes"])), found["summary"]) == SUBMITTED[sample]
    assert (found["submitted_by"], found["authors"]) == ("staff:maria", ["staff:maria"])
    assert (found["required_count"], found["approvals"]) == (1, [])
    assert (found["may_approve"], found["obstacle"]) == (True, None)
    looked_at = gateway.call(f"GET {found['path']}")
    assert looked_at.json["version"] == found["version"]


def test_a_price_waits_with_what_it_was_and_what_it_shall_be(gateway: Gateway) -> None:
    prepare(given("base/http/price_approvals.approve_change"), gateway)
    asked = samples.read(samples.EVENTS / "base/http/price_approvals.approve_change.json").request
    found = next(each for each in inbox(gateway) if each["id"] == asked.path["change_id"])
    assert (found["kind"], found["title"]) == ("price_change", asked.path["sku"])
    assert found["summary"] == "The price of a SKU is to change."
    assert found["changes"] == [{"path": "/sale_minor", "before": 10_900, "after": 7_090}]
    assert found["path"] == f"/prices/{asked.path['sku']}/changes/{asked.path['change_id']}"


def test_who_wrote_it_or_lacks_the_permission_reads_why_they_may_not_approve_it(
    gateway: Gateway,
) -> None:
    play(PROMOTION, gateway)
    assert obstacle(gateway, OWNER) == (True, None)
    assert obstacle(gateway, MARKETER) == (False, "self_approval")
    assert obstacle(gateway, ANALYST) == (False, "forbidden")
    (found,) = inbox(gateway, ANALYST, **{"accept-language": "zh"})
    assert found["summary"] == "有一个促销待生效。"
    assert found["obstacle"]["detail"] == "此操作需要权限 promotion:approve。"


def test_what_the_caller_may_not_read_is_not_in_their_inbox(gateway: Gateway) -> None:
    play(PROMOTION, gateway)
    assert (inbox(gateway, SUPPORT), len(inbox(gateway, ANALYST))) == ([], 1)
    for caller in (SHOPPER, STOREFRONT, NEWCOMER):
        assert gateway.call("GET /approvals", caller=caller).status == 403


def test_it_stays_until_as_many_as_it_needs_have_approved_it(gateway: Gateway) -> None:
    path = draft(gateway, limits={"total": 10_000})
    step(gateway, path, "submit", 1)
    step(gateway, path, "approve", 2, OWNER)
    (found,) = inbox(gateway)
    assert (found["required_count"], [each["by"] for each in found["approvals"]]) == (
        2,
        ["staff:olga"],
    )
    assert (found["may_approve"], found["obstacle"]["code"]) == (False, "approved_before")
    second = staff("otto", "owner")
    assert obstacle(gateway, second) == (True, None)
    step(gateway, path, "approve", 3, second)
    assert inbox(gateway) == []


@pytest.mark.parametrize("verb", ["reject", "end"])
def test_what_is_decided_or_given_up_leaves_it(verb: str, gateway: Gateway) -> None:
    path = draft(gateway)
    assert inbox(gateway) == []
    step(gateway, path, "submit", 1)
    assert len(inbox(gateway)) == 1
    step(gateway, path, verb, 2, OWNER)
    assert inbox(gateway) == []


@pytest.mark.parametrize(
    ("sample", "verb"),
    [
        ("activity/http/coupon_review.submit_coupon_template-extension", "stop"),
        ("outreach/http/campaign_reviews.submit_campaign", "cancel"),
        ("outreach/http/campaign_reviews.submit_campaign", "withdraw"),
    ],
)
def test_what_is_stopped_while_it_waits_leaves_it(sample: str, verb: str, gateway: Gateway) -> None:
    play(sample, gateway)
    (found,) = inbox(gateway)
    step(gateway, found["path"], verb, found["version"], OWNER)
    assert inbox(gateway) == []


def test_an_edit_of_what_runs_waits_with_what_is_other_until_that_is_over(
    gateway: Gateway,
) -> None:
    end = SAMPLE_TIME + timedelta(hours=1)
    window = {"window": {"end": end.isoformat()}}
    path = draft(gateway, **window)
    step(gateway, path, "submit", 1)
    step(gateway, path, "approve", 2, OWNER)
    step(gateway, path, "publish", 3)
    body = EDIT | window | {"name": "9 off", "limits": {"total": 900}}
    assert gateway.call(f"PUT {path}", body, caller=MARKETER, version=4).status == 200
    step(gateway, path, "submit", 5)
    (found,) = inbox(gateway)
    assert found["summary"] == "A running promotion is to go on by other terms."
    assert found["changes"] == [
        {"path": "/limits/total", "before": 1_000, "after": 900},
        {"path": "/name", "before": "10 off", "after": "9 off"},
    ]
    with standing(end):
        assert inbox(gateway) == []


def test_pages_go_through_all_rooms_the_longest_waiting_first(gateway: Gateway) -> None:
    prepare(["outreach/http/message_reviews.submit_message_template"], gateway)
    for minute in (1, 2, 3):
        with standing(SAMPLE_TIME + timedelta(minutes=minute)):
            step(gateway, draft(gateway, name=f"number {minute}"), "submit", 1)
    titles, cursor = list[str](), dict[str, str]()
    while True:
        page = gateway.call("GET /approvals", query={"limit": 2, **cursor}).json
        titles += [each["title"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert titles == ["春季特卖", "number 1", "number 2", "number 3"]
