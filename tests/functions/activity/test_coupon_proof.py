"""The proof of coupons, from claims, codes, issues and orders to what staff see."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.service.proving import CouponsFaulty
from promenade.kit.clock import system_clock
from tests.support import functions
from tests.support.callers import ANALYST, SHOPPER, shopper
from tests.support.clock import standing
from tests.support.counted_coupons import count_all
from tests.support.coupons import activate
from tests.support.gateway import Gateway


def look(hours: int = 0) -> None:
    with standing(system_clock() + timedelta(hours=hours)):
        functions.invoke("coupon_proof", {})


def proof(gateway: Gateway, template_id: str, **sent: Any) -> Any:
    return gateway.call(f"GET /coupon-templates/{template_id}/proof", caller=ANALYST, **sent).json


def counts(found: Any) -> list[int]:
    states = ("issued", "unowned", "unused", "locked", "used", "expired", "void")
    return [found[f"{name}_count"] for name in states]


def claim(gateway: Gateway, template_id: str, count: int) -> list[str]:
    route = f"POST /coupon-templates/{template_id}/claims"
    return [gateway.call(route, caller=shopper(f"ada-{n}")).json["id"] for n in range(count)]


def test_what_was_claimed_and_taken_away_is_found_again(gateway: Gateway) -> None:
    made = activate(gateway, total=20)
    first, *_ = claim(gateway, made, 5)
    void = {"customer": "ada-0", "reason": "Fraud"}
    assert gateway.call(f"POST /coupons/{first}/void", void).status == 200
    count_all()
    look()
    found = proof(gateway, made)
    assert (counts(found), found["faults"]) == ([5, 0, 4, 0, 0, 0, 1], [])
    look(hours=24 * 30)
    assert counts(proof(gateway, made)) == [5, 0, 0, 0, 0, 4, 1]


def test_codes_and_issues_are_somebodys_or_nobodys(gateway: Gateway) -> None:
    coded = activate(gateway, take={"kind": "code"}, total=100)
    gateway.call(f"POST /coupon-templates/{coded}/code-batches", {"count": 60})
    issued = activate(gateway, take={"kind": "issue"}, total=100)
    gateway.call(f"POST /coupon-templates/{issued}/issues", {"customers": ["ada", "bob"]})
    for hours in range(3):
        look(hours)
    assert counts(proof(gateway, coded)) == [60, 60, 0, 0, 0, 0, 0]
    assert counts(proof(gateway, issued)) == [2, 2, 0, 0, 0, 0, 0]
    assert gateway.call("GET /coupon-faults").json == {"items": []}


def test_a_coupon_that_is_gone_is_told_with_its_name_until_it_is_back(gateway: Gateway) -> None:
    made = activate(gateway, total=20)
    first, *_ = claim(gateway, made, 3)
    count_all()
    kept = _take_out(first)
    with pytest.raises(CouponsFaulty) as fault:
        look()
    assert str(fault.value) == f"{made}: missing"
    look(hours=1)
    found = gateway.call("GET /coupon-faults", headers={"accept-language": "zh-CN"}).json
    (told,) = found["items"][0]["faults"]
    assert (told["kind"], told["found"], told["about"]) == ("missing", 1, first)
    assert told["explanation"] == f"1 张已发放的优惠券不在任何卡包中：{first}。"
    kept.save()
    look(hours=2)
    assert gateway.call("GET /coupon-faults").json == {"items": []}


def _take_out(coupon_id: str) -> Any:
    from promenade.activity.coupon.store.records import CouponRecord  # noqa: PLC0415

    found = CouponRecord.get("WALLET#ada-0", f"COUPON#{coupon_id}")
    found.delete()
    return found


def test_customers_see_no_proofs(gateway: Gateway) -> None:
    made = activate(gateway)
    assert gateway.call("GET /coupon-faults", caller=SHOPPER).status == 403
    assert gateway.call(f"GET /coupon-templates/{made}/proof").status == 404
