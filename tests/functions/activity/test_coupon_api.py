"""Customers' coupons over HTTP, for staff."""

from datetime import timedelta

import pytest

from promenade.kit import clock
from tests.support.callers import MARKETER, SHOPPER, SUPPORT, Caller
from tests.support.clock import standing
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


def extend(gateway: Gateway, coupon: str, ends_at: str = "2099-03-01", **body: str) -> Answer:
    sent = {"customer": SHOPPER.subject, "reason": "Late parcel", "ends_at": ends_at} | body
    return gateway.call(f"POST /coupons/{coupon}/extend", sent, caller=SUPPORT)


def test_staff_let_a_coupon_end_later_by_the_zone_of_its_template(
    gateway: Gateway, coupon: str
) -> None:
    before = gateway.call(f"GET /wallet/coupons/{coupon}", caller=SHOPPER).json
    later = extend(gateway, coupon).json
    assert (later["ends_at"], later["version"]) == ("2099-03-01T16:00:00Z", 2)
    assert (later["first_ends_at"], later["extension_reason"]) == (before["ends_at"], "Late parcel")
    stored = dump()
    assert extend(gateway, coupon).json == later
    assert dump() == stored
    shown = gateway.call(f"GET /wallet/coupons/{coupon}", caller=SHOPPER).json
    assert shown == before | {"ends_at": "2099-03-01T16:00:00Z"}


def test_a_coupon_that_has_expired_is_good_again(gateway: Gateway) -> None:
    with standing(clock.system_clock() - timedelta(days=30)):
        route = f"POST /coupon-templates/{activate(gateway)}/claims"
        coupon = gateway.call(route, caller=SHOPPER).json["id"]
    shown = gateway.call(f"GET /wallet/coupons/{coupon}", caller=SHOPPER).json
    assert shown["status"] == "expired"
    assert extend(gateway, coupon).json["status"] == "unused"


def test_no_coupon_ends_earlier_or_in_the_past(gateway: Gateway, coupon: str) -> None:
    before = dump()
    assert extend(gateway, coupon, "2020-01-01").json["code"] == "end_not_later"
    assert extend(gateway, coupon, "soon").pointers == [("body", "/ends_at", "not_a_moment")]
    for end in ("2100-01-01", "9998-12-30", "9999-01-01T00:00:00Z"):
        assert extend(gateway, coupon, end).pointers == [("body", "/ends_at", "out_of_range")]
    assert extend(gateway, coupon, customer="bruno").status == 404
    assert dump() == before
    void(gateway, coupon)
    before = dump()
    assert extend(gateway, coupon).json["code"] == "not_extendable"
    assert dump() == before


def test_a_claim_that_is_repeated_tells_the_first_end(gateway: Gateway) -> None:
    route = f"POST /coupon-templates/{activate(gateway)}/claims"
    first = gateway.call(route, caller=SHOPPER, key="claim-0001").json
    extend(gateway, first["id"])
    assert gateway.call(route, caller=SHOPPER, key="claim-0001").json == first
