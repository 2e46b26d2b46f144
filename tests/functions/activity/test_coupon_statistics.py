"""How far coupons went, counted from what the bus tells: each fact once."""

from typing import Any

import pytest

from promenade.activity.coupon.model.funnel import Funnel
from tests.support.callers import ANALYST, SHOPPER
from tests.support.cloud import dump, waiting
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Gateway


def of_one(fact: str, template: str, event_id: str, **more: Any) -> str:
    data = {
        "id": f"C-{event_id}",
        "version": 1,
        "template_id": template,
        "customer": "ada",
        "source": "claim",
        "starts_at": "2026-01-05T09:30:00Z",
        "ends_at": "2026-01-12T09:30:00Z",
    }
    return told("coupon", fact, event_id, data | more, actor="shopper:ada")


def count(*messages: str) -> None:
    assert invoke("coupon_count", batch(*messages)) == {"batchItemFailures": []}


def statistics(gateway: Gateway, template: str) -> dict[str, Any]:
    found = gateway.call(f"GET /coupon-templates/{template}/statistics", caller=ANALYST).json
    return dict(found)


SAVING = {"saved_minor": 2_000, "platform_minor": 667, "store_minor": 1_333}


def test_each_fact_counts_once(gateway: Gateway) -> None:
    made = activate(gateway)
    given = [of_one("CouponGranted", made, f"given-{n}") for n in range(4)]
    others = [of_one("CouponUsed", made, f"used-{n}", saving=SAVING) for n in range(3)]
    others += [of_one("CouponReturned", made, "back", saving=SAVING)]
    others += [of_one("CouponVoided", made, "void")]
    count(*given, *others)
    before = dump()
    count(*given, *others)
    assert dump() == before
    assert statistics(gateway, made) == {
        "template_id": made,
        "total_count": 1_000,
        "issued_count": 4,
        "given_count": 4,
        "used_count": 3,
        "returned_count": 1,
        "void_count": 1,
        "use_bp": 5_000,
        "currency": "CNY",
        "saved_minor": 4_000,
        "platform_minor": 1_334,
        "store_minor": 2_666,
    }


def test_what_was_told_before_savings_were_counts_without(gateway: Gateway) -> None:
    made = activate(gateway)
    count(of_one("CouponUsed", made, "used"), of_one("CouponReturned", made, "back"))
    found = statistics(gateway, made)
    assert (found["used_count"], found["returned_count"], found["saved_minor"]) == (1, 1, 0)


def test_of_nothing_there_is_no_share(gateway: Gateway) -> None:
    coded = activate(gateway, take={"kind": "code"}, total=100)
    route = f"POST /coupon-templates/{coded}/code-batches"
    assert gateway.call(route, {"count": 60}).status == 202
    found = statistics(gateway, coded)
    assert (found["issued_count"], found["given_count"], found["use_bp"]) == (60, 0, None)


def test_what_is_no_fact_of_coupons_is_put_aside(gateway: Gateway) -> None:
    invoke("coupon_count", batch("{}"))
    assert waiting("coupon-count-dead") == 1


@pytest.mark.parametrize(("funnel", "use_bp"), [(Funnel(), None), (Funnel(given=3, used=1), 3_333)])
def test_a_share_is_rounded_half_up(funnel: Funnel, use_bp: int | None) -> None:
    assert funnel.use_bp == use_bp


def test_customers_see_no_statistics(gateway: Gateway) -> None:
    made = activate(gateway)
    route = f"GET /coupon-templates/{made}/statistics"
    assert gateway.call(route, caller=SHOPPER).status == 403
    assert gateway.call("GET /coupon-templates/nothing/statistics").status == 404
