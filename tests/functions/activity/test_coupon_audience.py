"""Whom coupons are for is asked when they are given, by a signed token, and when they are used."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT, Caller
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

VIP, CUSTOMERS = {"groups": ["vip"]}, {"customers": ["amelie"]}


def told(**claims: Any) -> Caller:
    """Amelie, with a token that tells more of her."""
    return Caller(SHOPPER.name, SHOPPER.issuer, {**SHOPPER.claims, **claims})


def claim(gateway: Gateway, template_id: str, caller: Any = SHOPPER, **sent: Any) -> Answer:
    return gateway.call(f"POST /coupon-templates/{template_id}/claims", caller=caller, **sent)


def redeem(gateway: Gateway, caller: Any = SHOPPER) -> Answer:
    return gateway.call("POST /wallet/coupons", {"code": "TEATIME"}, caller=caller)


@pytest.mark.parametrize(
    ("audience", "caller", "reason"),
    [
        (VIP, told(groups=["vip", "tea"]), None),
        (VIP, told(groups=["tea"]), "other_groups"),
        (VIP, told(groups=[]), "other_groups"),
        (VIP, SHOPPER, "groups_unknown"),
        (VIP, told(groups="vip"), "groups_unknown"),
        ({"new_buyers_only": True}, told(new_buyer=True), None),
        ({"new_buyers_only": True}, told(new_buyer=False), "bought_before"),
        ({"new_buyers_only": True}, told(new_buyer="true"), "newness_unknown"),
        ({"new_buyers_only": True}, SHOPPER, "newness_unknown"),
        (CUSTOMERS, SHOPPER, None),
        (CUSTOMERS, OTHER_SHOPPER, "other_customers"),
        (VIP | CUSTOMERS, told(groups=["tea"]), "other_groups"),
        ({"channels": ["app"]}, SHOPPER, None),
    ],
)
def test_a_claim_is_for_its_audience(
    gateway: Gateway, audience: Any, caller: Caller, reason: str | None
) -> None:
    made = activate(gateway, audience=audience)
    before = dump()
    answer = claim(gateway, made, caller)
    assert answer.status == (422 if reason else 201)
    if reason:
        assert (answer.json["code"], answer.json["reason"]) == ("not_in_audience", reason)
        assert dump() == before


def test_who_is_refused_is_told_why_in_words(gateway: Gateway) -> None:
    made = activate(gateway, audience=VIP)
    english = claim(gateway, made, headers={"accept-language": "en"}).json["detail"]
    assert english == (
        "These coupons are not for this customer: the sign-in does not tell the customer's groups."
    )
    chinese = claim(gateway, made, headers={"accept-language": "zh-CN"}).json["detail"]
    assert chinese == "此优惠券不适用：登录信息未说明顾客所属客户群。"


def test_what_the_body_says_of_a_customer_counts_for_nothing(gateway: Gateway) -> None:
    made = activate(gateway, audience=VIP)
    path = f"POST /coupon-templates/{made}/claims"
    before = dump()
    assert gateway.call(path, {"groups": ["vip"]}, caller=SHOPPER).status >= 400
    assert dump() == before


def test_a_claim_that_has_an_audience_is_one_call_as_well(gateway: Gateway) -> None:
    made = activate(gateway, audience=VIP, per_user=2)
    claim(gateway, made, told(groups=["vip"]))
    with capacity() as asked:
        claim(gateway, made, Caller(OTHER_SHOPPER.name, SHOPPER.issuer, told(**VIP).claims))
    assert asked.cost == (1, 0, 4)


def test_a_repeated_claim_answers_as_at_first_whoever_the_customer_is_now(gateway: Gateway) -> None:
    made = activate(gateway, audience={"new_buyers_only": True})
    first = claim(gateway, made, told(new_buyer=True), key="claim-0001")
    before = dump()
    again = claim(gateway, made, told(new_buyer=False), key="claim-0001")
    assert (again.status, again.json) == (201, first.json)
    assert dump() == before


def test_a_code_is_for_its_audience_and_somebody_elses_is_unknown(gateway: Gateway) -> None:
    code = {"kind": "code", "text": "TEATIME"}
    activate(gateway, take=code, audience=VIP | CUSTOMERS)
    before = dump()
    assert redeem(gateway, told(groups=["tea"])).json["code"] == "not_in_audience"
    assert dump() == before
    assert redeem(gateway, OTHER_SHOPPER).json["code"] == "code_invalid"
    assert redeem(gateway, told(**VIP)).status == 201


def test_an_issue_names_nobody_whom_it_is_not_for(gateway: Gateway) -> None:
    made = activate(gateway, take={"kind": "issue"}, audience=CUSTOMERS)
    route, before = f"POST /coupon-templates/{made}/issues", dump()
    refused = gateway.call(route, {"customers": ["amelie", "bruno", "clara"]}, caller=MARKETER)
    assert (refused.status, refused.json["code"]) == (422, "not_in_audience")
    assert refused.json["outside_count"] == 2
    assert dump() == before
    assert gateway.call(route, {"customers": ["amelie"]}, caller=MARKETER).status == 202


def test_an_occasion_gives_nothing_to_others_than_are_named(gateway: Gateway) -> None:
    activate(gateway, take={"kind": "auto", "on": "birthday"}, audience=CUSTOMERS)
    body = {"event": "birthday", "key": "2026"}
    given = {
        name: len(
            gateway.call(
                "POST /coupon-occasions", body | {"customer": name}, caller=STOREFRONT
            ).json["coupons"]
        )
        for name in ("bruno", "amelie")
    }
    assert given == {"bruno": 0, "amelie": 1}


def test_no_customer_is_told_whom_else_a_coupon_is_for(gateway: Gateway) -> None:
    made = activate(gateway, audience={"customers": ["amelie", "bruno"], "groups": ["vip"]})
    assert claim(gateway, made, told(**VIP)).json["audience"] == {"groups": ["vip"]}
    (shown,) = gateway.call("GET /wallet/coupons", caller=SHOPPER).json["items"]
    assert shown["audience"] == {"groups": ["vip"]}


def test_a_shoppers_token_tells_as_much_where_the_coupon_is_used(gateway: Gateway) -> None:
    product: dict[str, Any] = {"id": "MUG", "title": "Mug", "category": "mugs", "shelf": "ON"}
    sku = {"code": "MUG-S", "currency": "CNY", "list_price_minor": 15_000}
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": None})
    bring(gateway, product | {"skus": [sku]})
    made = activate(gateway, audience=VIP | CUSTOMERS | {"new_buyers_only": True})
    known = told(new_buyer=True, **VIP)
    mine = claim(gateway, made, known).json["id"]
    cart = {"lines": [{"sku": "MUG-S", "qty": 1}], "currency": "CNY", "coupons": [mine]}
    reasons = {}
    for caller in (known, told(new_buyer=False, **VIP), SHOPPER):
        (each,) = gateway.call("POST /quotes", cart, caller=caller).json["promotions"]
        reasons[caller.claims.get("new_buyer")] = each["reason"]
    assert reasons == {True: "applied", False: "wrong_audience", None: "wrong_audience"}
