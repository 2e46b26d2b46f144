"""Coupons that end soon: each is told of once, while it can still be used."""

from datetime import timedelta
from typing import Any

from promenade.kit.clock import from_wire, to_wire
from tests.support import functions
from tests.support.callers import shopper
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.counted_coupons import count_all
from tests.support.coupons import activate
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

MINUTE = timedelta(minutes=1)
THEN = timedelta(days=3, minutes=-3)
BEFORE = THEN + 70 * MINUTE


def claimed(gateway: Gateway, customer: str, **terms: Any) -> Any:
    made = activate(gateway, validity={"kind": "relative", "days": 7, "align": "instant"}, **terms)
    route = f"POST /coupon-templates/{made}/claims"
    coupon = gateway.call(route, caller=shopper(customer)).json
    count_all()
    return coupon


def sweep(coupon: Any, before_its_end: timedelta) -> list[str]:
    """Whose coupons are told of."""
    with standing(from_wire(coupon["ends_at"]) - before_its_end):
        functions.invoke("coupon_remind", {})
    told = [each for each in relayed().events if each["detail-type"] == "CouponExpiring"]
    return [each["detail"]["data"]["customer"] for each in told]


def test_an_unused_coupon_is_told_of_once_three_days_before_its_end(gateway: Gateway) -> None:
    coupon = claimed(gateway, "ada")
    assert sweep(coupon, BEFORE) == []
    assert sweep(coupon, THEN) == ["ada"]
    before = dump()
    assert sweep(coupon, THEN) == ["ada"]
    assert dump() == before


def test_what_is_taken_away_or_never_to_be_told_of_is_not(gateway: Gateway) -> None:
    void = claimed(gateway, "ada")
    body = {"customer": "ada", "reason": "Fraud"}
    assert gateway.call(f"POST /coupons/{void['id']}/void", body).status == 200
    claimed(gateway, "bob", remind_days=0)
    sweep(void, BEFORE)
    assert sweep(void, THEN) == []


def test_one_that_ends_later_is_told_of_before_its_new_end(gateway: Gateway) -> None:
    coupon = claimed(gateway, "ada")
    later = to_wire(from_wire(coupon["ends_at"]) + 90 * MINUTE)
    body = {"customer": "ada", "ends_at": later, "reason": "A late parcel"}
    assert gateway.call(f"POST /coupons/{coupon['id']}/extend", body).status == 200
    count_all()
    sweep(coupon, BEFORE)
    assert sweep(coupon, THEN) == []
    assert sweep(coupon | {"ends_at": later}, THEN) == ["ada"]
