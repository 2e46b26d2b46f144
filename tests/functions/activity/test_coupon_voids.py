"""Codes that shall not be good any more, over HTTP: a leaked batch, a code on a deal site."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from promenade.activity.coupon.store.voiding import DynamoVoidStore
from tests.functions.activity.test_coupon_codes import codes, make, redeem, request
from tests.support.callers import ANALYST, MARKETER, OTHER_SHOPPER, SHOPPER, SUPPORT, shopper
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway

LEAKED = "Stolen from the printer"


@pytest.fixture
def template(gateway: Gateway) -> str:
    return activate(gateway, take={"kind": "code"}, total=200, per_user=2)


@pytest.fixture
def batch_id(gateway: Gateway, template: str) -> str:
    found: str = request(gateway, template).json["id"]
    return found


def void(gateway: Gateway, batch_id: str, reason: str = LEAKED) -> Answer:
    return gateway.call(f"POST /code-batches/{batch_id}/void", {"reason": reason}, caller=MARKETER)


def void_codes(gateway: Gateway, *texts: str) -> list[dict[str, Any]]:
    body = {"codes": texts, "reason": LEAKED}
    found: list[dict[str, Any]] = gateway.call("POST /coupon-codes/void", body).json["items"]
    return found


def run(batch_id: str) -> Any:
    data = {"id": batch_id, "template_id": "T", "count": 150, "void_reason": LEAKED}
    requested = told("coupon", "CouponCodesVoidRequested", f"BATCH#{batch_id}/-@3", data)
    return invoke("coupon_make_codes", batch(requested))


def shown(gateway: Gateway, batch_id: str) -> tuple[str, int, int]:
    found = gateway.call(f"GET /code-batches/{batch_id}", caller=ANALYST).json
    return found["state"], found["made_count"], found["void_count"]


def test_a_batch_is_void_but_for_what_customers_used(gateway: Gateway, batch_id: str) -> None:
    make(batch_id)
    used, left, *_ = codes(gateway, batch_id)
    mine = redeem(gateway, used).json
    asked = void(gateway, batch_id)
    assert (asked.status, asked.json["state"]) == (200, "voiding")
    assert asked.json["void_reason"] == LEAKED
    assert run(batch_id) == {"batchItemFailures": []}
    assert shown(gateway, batch_id) == ("void", 150, 149)
    before = dump()
    assert run(batch_id) == {"batchItemFailures": []}
    assert void(gateway, batch_id, "Again").json["void_reason"] == LEAKED
    assert dump() == before
    assert redeem(gateway, left, OTHER_SHOPPER).json["code"] == "code_invalid"
    wallet = gateway.call("GET /wallet/coupons", caller=SHOPPER).json["items"]
    assert [(each["id"], each["status"]) for each in wallet] == [(mine["id"], "unused")]


def test_what_is_void_may_be_given_by_other_codes(
    gateway: Gateway, template: str, batch_id: str
) -> None:
    make(batch_id)
    redeem(gateway, codes(gateway, batch_id)[0])
    assert request(gateway, template, count=51).json["code"] == "coupons_gone"
    void(gateway, batch_id)
    run(batch_id)
    assert request(gateway, template, count=200).json["code"] == "coupons_gone"
    assert request(gateway, template, count=199).status == 202


def test_a_batch_that_is_void_before_it_is_made_is_never_made(
    gateway: Gateway, template: str, batch_id: str
) -> None:
    assert void(gateway, batch_id).json["state"] == "void"
    before = dump()
    assert make(batch_id) == run(batch_id) == {"batchItemFailures": []}
    assert dump() == before
    assert codes(gateway, batch_id) == []
    assert request(gateway, template, count=200).status == 202


def breaking(after: int) -> Callable[..., object]:
    void_page, calls = DynamoVoidStore.void_page, list[object]()

    def broken(self: DynamoVoidStore, *told: Any) -> object:
        calls.append(told)
        if len(calls) > after:
            raise RuntimeError("killed")
        return void_page(self, *told)

    return broken


def test_a_job_that_breaks_off_goes_on_where_it_stopped(gateway: Gateway, batch_id: str) -> None:
    make(batch_id)
    void(gateway, batch_id)
    with patch.object(DynamoVoidStore, "void_page", breaking(1)):
        assert run(batch_id)["batchItemFailures"]
    assert shown(gateway, batch_id) == ("voiding", 150, 96)
    assert redeem(gateway, codes(gateway, batch_id)[100]).status == 201
    run(batch_id)
    assert shown(gateway, batch_id) == ("void", 150, 149)


def test_single_codes_are_void_at_once_and_counted_once(
    gateway: Gateway, template: str, batch_id: str
) -> None:
    make(batch_id)
    used, leaked, *_ = codes(gateway, batch_id)
    mine = redeem(gateway, used).json["id"]
    activate(gateway, take={"kind": "code", "text": "Spring-24"}, name="Spring")
    told = void_codes(gateway, f" {leaked.lower()}", used, "spring-24", "TEA-NOTHING")
    assert [(each["outcome"], each["coupon_id"]) for each in told] == [
        ("void", None),
        ("redeemed", mine),
        ("shared", None),
        ("unknown", None),
    ]
    assert redeem(gateway, leaked, OTHER_SHOPPER).json["code"] == "code_invalid"
    before = dump()
    assert void_codes(gateway, leaked)[0]["outcome"] == "void"
    assert dump() == before
    void(gateway, batch_id)
    run(batch_id)
    assert shown(gateway, batch_id) == ("void", 150, 148)
    assert request(gateway, template, count=199).status == 202


def test_void_used_foreign_and_unknown_codes_are_told_apart_by_nobody(
    gateway: Gateway, batch_id: str
) -> None:
    make(batch_id)
    used, gone, *_ = codes(gateway, batch_id)
    redeem(gateway, used)
    void_codes(gateway, gone)
    answers = [redeem(gateway, each, shopper("eve")) for each in (used, gone, "TEA-NOTHING")]
    assert len({(each.status, each.text) for each in answers}) == 1


def test_shoppers_and_analysts_make_nothing_void(gateway: Gateway, batch_id: str) -> None:
    before = dump()
    for caller in (SHOPPER, ANALYST):
        for path, body in (
            (f"POST /code-batches/{batch_id}/void", {"reason": "x"}),
            ("POST /coupon-codes/void", {"codes": ["TEA-1"], "reason": "x"}),
        ):
            assert gateway.call(path, body, caller=caller).status == 403
    nothing = gateway.call("POST /code-batches/none/void", {"reason": "x"}, caller=SUPPORT)
    assert nothing.status == 404
    assert dump() == before
