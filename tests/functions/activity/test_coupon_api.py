"""Customers' coupons over HTTP, for staff."""

import pytest

from tests.support.callers import MARKETER, SHOPPER, SUPPORT, Caller
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway


@pytest.fixture
def coupon(gateway: Gateway) -> str:
    route = f"POST /coupon-templates/{activate(gateway)}/claims"
    return str(gateway.call(route, caller=SHOPPER).json["id"])


def void(gateway: Gateway, coupon: str, caller: Caller | None = SUPPORT, **body: str) -> Answer:
    sent = {"customer": SHOPPER.subject, "reason": "Fraud"} | body
    return gateway.call(f"POST /coupons/{coupon}/void", sent, caller=caller)


def test_a_coupon_that_staff_void_stays_void(gateway: Gateway, coupon: str) -> None:
    voided = void(gateway, coupon).json
    assert (voided["status"], voided["void_reason"], voided["version"]) == ("void", "Fraud", 2)
    before = dump()
    assert void(gateway, coupon, reason="Again").json == voided
    assert dump() == before
    shown = gateway.call(f"GET /wallet/coupons/{coupon}", caller=SHOPPER).json
    assert (shown["status"], "void_reason" in shown) == ("void", False)


def test_staff_find_coupons_by_who_has_them(gateway: Gateway, coupon: str) -> None:
    before = dump()
    assert void(gateway, coupon, customer="bruno").status == 404
    assert void(gateway, "nothing").status == 404
    assert dump() == before
    listed = gateway.call("GET /coupons", caller=MARKETER, query={"customer": SHOPPER.subject})
    assert [each["id"] for each in listed.json["items"]] == [coupon]


def test_customers_see_and_void_nobodys_coupons(gateway: Gateway, coupon: str) -> None:
    before = dump()
    assert void(gateway, coupon, SHOPPER).status == 403
    assert void(gateway, coupon, None).status == 401
    assert gateway.call("GET /coupons", caller=SHOPPER, query={"customer": "a"}).status == 403
    assert dump() == before
