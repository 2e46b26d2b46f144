"""Claims over HTTP, and the wallet that they fill."""

from typing import Any

from tests.support.callers import MARKETER, OTHER_SHOPPER, OWNER, SHOPPER, SUPPORT, shopper
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.coupons import TEMPLATE, activate, agree
from tests.support.gateway import Answer, Gateway


def claim(gateway: Gateway, template_id: str, caller: Any = SHOPPER, **sent: Any) -> Answer:
    return gateway.call(f"POST /coupon-templates/{template_id}/claims", caller=caller, **sent)


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_a_claim_puts_a_coupon_into_the_wallet_once_for_a_request(gateway: Gateway) -> None:
    made = activate(gateway, per_user=2)
    claimed = claim(gateway, made, key="claim-0001")
    assert claimed.status == 201
    assert (claimed.json["status"], claimed.json["worth"]["off_minor"]) == ("unused", 2_000)
    before = dump()
    assert claim(gateway, made, key="claim-0001").json["id"] == claimed.json["id"]
    assert dump() == before
    assert gateway.call(f"GET {claimed.headers['location']}", caller=SHOPPER).json == claimed.json
    assert claim(gateway, made).json["id"] != claimed.json["id"]
    assert len(gateway.call("GET /wallet/coupons", caller=SHOPPER).json["items"]) == 2
    before = dump()
    refused(claim(gateway, made), 422, "claim_limit_reached", before)


def test_no_more_are_claimed_than_there_are(gateway: Gateway) -> None:
    made = activate(gateway, total=3)
    answers = [claim(gateway, made, shopper(f"ada-{n}"), key=f"claim-000{n}") for n in range(3)]
    assert [each.status for each in answers] == [201, 201, 201]
    before = dump()
    refused(claim(gateway, made), 422, "coupons_gone", before)
    again = claim(gateway, made, shopper("ada-1"), key="claim-0001")
    assert (again.status, again.json["id"]) == (201, answers[1].json["id"])
    assert dump() == before


def test_no_more_are_claimed_on_a_day_than_there_are_for_it(gateway: Gateway) -> None:
    made = activate(gateway, per_day_total=1)
    claim(gateway, made, shopper("ada-1"))
    before = dump()
    gone = claim(gateway, made)
    refused(gone, 422, "coupons_gone", before)
    assert gone.json["limit"] == "per_day_total"
    assert gone.json["detail"] == "All of today's were given away."
    told = claim(gateway, made, headers={"accept-language": "zh-CN"})
    assert told.json["detail"] == "今日优惠券已领完。"


def test_what_was_asked_for_before_it_was_active_is_claimed_once_it_is(gateway: Gateway) -> None:
    made, version = agree(gateway)
    before = dump()
    refused(claim(gateway, made), 404, "not_found", before)
    assert gateway.call(f"POST /coupon-templates/{made}/activate", version=version).status == 200
    assert claim(gateway, made).status == 201


def test_a_warm_claim_is_one_call(gateway: Gateway) -> None:
    made = activate(gateway)
    claim(gateway, made)
    with capacity() as asked:
        claim(gateway, made, OTHER_SHOPPER)
    assert asked.cost == (1, 0, 4)


def test_one_that_is_gone_is_told_by_reading_what_the_customer_has(gateway: Gateway) -> None:
    made = activate(gateway, total=1)
    claim(gateway, made)
    claim(gateway, made, OTHER_SHOPPER)
    with capacity() as asked:
        claim(gateway, made, shopper("clara"))
    assert asked.cost == (1, 1, 0)


def test_who_is_no_customer_claims_nothing(gateway: Gateway) -> None:
    made = activate(gateway)
    before = dump()
    refused(claim(gateway, made, OWNER), 404, "not_found", before)
    refused(claim(gateway, made, MARKETER), 403, "forbidden", before)


def test_a_template_that_gives_nothing_is_told_from_one_that_has_ended(gateway: Gateway) -> None:
    draft = gateway.call("POST /coupon-templates", TEMPLATE, caller=MARKETER).json["id"]
    over = activate(gateway, claim_window={"start": "2020-01-01", "end": "2099-01-01"})
    coming = activate(gateway, claim_window={"start": "2098-01-01"})
    coded = activate(gateway, take={"kind": "code"})
    gateway.call(f"POST /coupon-templates/{over}/stop", caller=MARKETER, version=4)
    before = dump()
    refused(claim(gateway, draft), 404, "not_found", before)
    refused(claim(gateway, coded), 404, "not_found", before)
    refused(claim(gateway, over), 409, "not_claimable", before)
    refused(claim(gateway, coming), 409, "not_claimable", before)


def test_a_wallet_is_its_customers_own(gateway: Gateway) -> None:
    location = claim(gateway, activate(gateway)).headers["location"]
    assert gateway.call(f"GET {location}", caller=OTHER_SHOPPER).status == 404
    assert gateway.call("GET /wallet/coupons", caller=OTHER_SHOPPER).json["items"] == []
    assert gateway.call("GET /wallet/coupons", caller=OWNER).status == 404
    found = gateway.call("GET /coupons", caller=SUPPORT, query={"customer": SHOPPER.subject})
    assert [each["customer"] for each in found.json["items"]] == [SHOPPER.subject]
