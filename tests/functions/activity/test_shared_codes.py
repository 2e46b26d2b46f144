"""A text that customers type is a promotion's code or a coupon's, never both (N25)."""

from typing import Any

import pytest

from tests.support import promoting
from tests.support.callers import MARKETER, OWNER, SHOPPER
from tests.support.cloud import dump
from tests.support.coupons import activate, agree
from tests.support.gateway import Answer, Gateway

SHARED: dict[str, Any] = {"take": {"kind": "code", "text": "Spring-26"}}
PROMOTION: dict[str, Any] = {
    "name": "Spring",
    "stage": "store_coupon",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
    "code": {"text": " ｓｐｒｉｎｇ-26"},
}


def draft(gateway: Gateway, **other: Any) -> Answer:
    return gateway.call("POST /promotions", PROMOTION | other, caller=MARKETER)


def redeem(gateway: Gateway) -> Answer:
    return gateway.call("POST /wallet/coupons", {"code": "spring-26"}, caller=SHOPPER)


def test_a_promotion_does_not_take_a_coupons_code(gateway: Gateway) -> None:
    activate(gateway, **SHARED)
    before = dump()
    refused = draft(gateway)
    assert (refused.status, refused.json["code"]) == (409, "code_taken")
    assert refused.json["detail"].startswith("A coupon has this code.")
    assert dump() == before
    assert redeem(gateway).status == 201


def test_nor_does_an_edit_and_the_promotion_keeps_the_code_that_it_had(gateway: Gateway) -> None:
    made = draft(gateway, code={"text": "OTHER"})
    activate(gateway, **SHARED)
    before = dump()
    path = f"PUT /promotions/{made.json['id']}"
    refused = gateway.call(path, PROMOTION, version=1, caller=MARKETER)
    assert (refused.status, refused.json["code"]) == (409, "code_taken")
    assert dump() == before


def test_a_coupon_does_not_take_a_promotions_code(gateway: Gateway) -> None:
    made = draft(gateway)
    template, version = agree(gateway, **SHARED)
    before = dump()
    path = f"POST /coupon-templates/{template}/activate"
    spoken = {"accept-language": "zh"}
    refused = gateway.call(path, version=version, headers=spoken, caller=MARKETER)
    assert (refused.status, refused.json["code"]) == (409, "code_taken")
    assert refused.json["promotion_id"] == made.json["id"]
    assert refused.json["detail"] == "已有活动使用此优惠码。请换一个优惠码，或结束该活动。"
    assert dump() == before
    assert redeem(gateway).json["code"] == "code_invalid"


@pytest.mark.parametrize("step", ["kill", "edit"])
def test_a_code_that_a_promotion_gives_up_is_free_for_a_coupon(gateway: Gateway, step: str) -> None:
    made = draft(gateway)
    path = f"/promotions/{made.json['id']}"
    if step == "edit":
        other = PROMOTION | {"code": {"text": "OTHER"}}
        assert gateway.call(f"PUT {path}", other, version=1, caller=MARKETER).status == 200
    else:
        promoting.publish(gateway, made.json["id"])
        gone = gateway.call(f"POST {path}/kill", {"reason": "Because"}, caller=OWNER)
        assert gone.status == 200
    activate(gateway, **SHARED)
    assert redeem(gateway).status == 201


def test_a_coupons_code_is_free_once_its_template_is_archived(gateway: Gateway) -> None:
    template = activate(gateway, **SHARED)
    path = f"/coupon-templates/{template}"
    for step in ("stop", "archive"):
        version = gateway.call(f"GET {path}", caller=OWNER).json["version"]
        assert gateway.call(f"POST {path}/{step}", version=version, caller=OWNER).status == 200
    assert draft(gateway).status == 201
