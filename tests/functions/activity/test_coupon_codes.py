"""Batches of codes and what customers do with them, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, SUPPORT, shopper
from tests.support.capacity import capacity
from tests.support.cloud import dump, waiting
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway

BATCH = {"count": 150, "length": 6, "prefix": "TEA-"}


def request(gateway: Gateway, template_id: str, **other: Any) -> Answer:
    route = f"POST /coupon-templates/{template_id}/code-batches"
    return gateway.call(route, BATCH | other, caller=MARKETER)


def make(batch_id: str) -> Any:
    data = {"id": batch_id, "template_id": "T", "count": 150}
    requested = told("coupon", "CouponCodesRequested", f"BATCH#{batch_id}/-@1", data)
    return invoke("coupon_make_codes", batch(requested))


def codes(gateway: Gateway, batch_id: str) -> list[str]:
    header, *found = gateway.call(f"GET /code-batches/{batch_id}/codes").text.split()
    assert header == "code"
    return found


def redeem(gateway: Gateway, code: str, caller: Any = SHOPPER, **sent: Any) -> Answer:
    return gateway.call("POST /wallet/coupons", {"code": code}, caller=caller, **sent)


@pytest.fixture
def single(gateway: Gateway) -> list[str]:
    asked = request(gateway, activate(gateway, take={"kind": "code"}, total=200, per_user=2))
    assert (asked.status, asked.json["state"]) == (202, "queued")
    assert make(asked.json["id"]) == {"batchItemFailures": []}
    shown = gateway.call(asked.headers["location"].replace("/", "GET /", 1), caller=MARKETER).json
    assert (shown["state"], shown["made_count"]) == ("done", 150)
    return codes(gateway, asked.json["id"])


def test_codes_are_handed_out_on_record(gateway: Gateway, single: list[str]) -> None:
    assert len(set(single)) == 150
    assert waiting("audit") == 1


def test_a_code_gives_one_coupon_to_who_comes_first(gateway: Gateway, single: list[str]) -> None:
    code = single[0]
    got = redeem(gateway, f"  {code.lower()} ", key="redeem-01")
    assert (got.status, got.json["source"]) == (201, "code")
    before = dump()
    assert redeem(gateway, code, key="redeem-01").json == got.json
    assert redeem(gateway, code).json == got.json
    assert dump() == before
    stolen = redeem(gateway, code, OTHER_SHOPPER)
    unknown = redeem(gateway, "TEA-AAAAAA", OTHER_SHOPPER)
    assert (stolen.status, stolen.json) == (unknown.status, unknown.json)
    assert (stolen.status, stolen.json["code"]) == (404, "code_invalid")


def test_full_width_letters_are_letters(gateway: Gateway, single: list[str]) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in single[1])
    assert redeem(gateway, wide).status == 201


def test_a_customer_has_no_more_than_one_may(gateway: Gateway, single: list[str]) -> None:
    for code in single[:2]:
        redeem(gateway, code)
    before = dump()
    answer = redeem(gateway, single[2])
    assert (answer.status, answer.json["code"]) == (422, "claim_limit_reached")
    assert dump() == before


def test_who_guesses_is_refused_for_a_minute(gateway: Gateway, single: list[str]) -> None:
    told = [redeem(gateway, f"TEA-{number}").status for number in range(6)]
    assert told == [404] * 5 + [429]
    before = dump()
    assert redeem(gateway, single[0]).status == 429
    assert dump() == before
    assert redeem(gateway, "TEA-OTHER", OTHER_SHOPPER).status == 429
    for caller in (SHOPPER, OTHER_SHOPPER):
        assert gateway.call("GET /wallet/coupons", caller=caller).json["items"] == []


def test_a_shared_code_gives_as_many_as_there_are(gateway: Gateway) -> None:
    activate(gateway, take={"kind": "code", "text": "Spring-24"}, total=3)
    answers = [redeem(gateway, "ＳＰＲＩＮＧ-24", shopper(f"ada-{n}")) for n in range(5)]
    assert [each.status for each in answers] == [201, 201, 201, 422, 422]
    assert answers[4].json["code"] == "coupons_gone"


def test_codes_of_a_template_that_has_stopped_are_not_valid(gateway: Gateway) -> None:
    made = activate(gateway, take={"kind": "code", "text": "Spring-24"})
    gateway.call(f"POST /coupon-templates/{made}/stop", version=4)
    assert redeem(gateway, "spring-24").json["code"] == "code_invalid"


def test_a_redeemed_code_is_two_calls(gateway: Gateway, single: list[str]) -> None:
    redeem(gateway, single[0])
    with capacity() as asked:
        redeem(gateway, single[1], OTHER_SHOPPER)
    assert asked.calls == {"GetItem": 1, "TransactWriteItems": 1}


def test_batches_that_cannot_be_are_refused(gateway: Gateway) -> None:
    claimed, coded = activate(gateway), activate(gateway, take={"kind": "code"}, total=100)
    before = dump()
    told = [
        request(gateway, coded),
        request(gateway, claimed),
        request(gateway, "nothing"),
    ]
    assert [(each.status, each.json["code"]) for each in told] == [
        (422, "coupons_gone"),
        (409, "not_claimable"),
        (404, "not_found"),
    ]
    assert request(gateway, coded, count=100_001).pointers == [("body", "/count", "wrong_value")]
    route = f"POST /coupon-templates/{coded}/code-batches"
    assert gateway.call(route, BATCH, caller=SHOPPER).status == 403
    assert gateway.call("GET /code-batches/nothing", caller=SUPPORT).status == 404
    assert dump() == before
