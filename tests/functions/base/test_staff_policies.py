"""The approval policy over HTTP: who may say it, and what is submitted under it."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import samples
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.play import given, perform, prepare

ONE = [{"from_major": 0, "approver_count": 1}]
THREE = [{"from_major": 0, "approver_count": 3}]
COSTLY = ("campaign", "coupon_template", "flash_sale", "promotion")
SUBMITTED = {
    "activity/http/coupon_review.submit_coupon_template": "coupon_template",
    "activity/http/flash_sale_review.submit_flash_sale": "flash_sale",
    "base/http/promotion_review.submit_promotion": "promotion",
    "outreach/http/campaign_reviews.submit_campaign": "campaign",
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with standing():
        yield


def put(gateway: Gateway, version: int, caller: Any = OWNER, **steps: Any) -> Answer:
    body = dict.fromkeys(COSTLY, ONE) | steps
    return gateway.call("PUT /approval-policy", body, caller=caller, version=version)


def test_owners_alone_change_what_all_staff_may_read(gateway: Gateway) -> None:
    standard = gateway.call("GET /approval-policy", caller=ANALYST)
    assert (standard.json["version"], standard.headers["etag"]) == (0, '"0"')
    assert standard.json["promotion"] == [
        {"from_major": 0, "approver_count": 1},
        {"from_major": 100_000, "approver_count": 2},
    ]
    before = dump()
    assert put(gateway, 0, MARKETER, promotion=THREE).status == 403
    assert gateway.call("GET /approval-policy", caller=SHOPPER).status == 403
    assert dump() == before
    changed = put(gateway, 0, promotion=THREE)
    assert (changed.status, changed.headers["etag"], changed.json["promotion"]) == (
        200,
        '"1"',
        THREE,
    )
    assert gateway.call("GET /approval-policy", caller=MARKETER).json == changed.json
    assert put(gateway, 0).status == 412


@pytest.mark.parametrize(
    "steps",
    [[], [{"from_major": 0, "approver_count": 0}], [{"from_major": 0, "approver_count": 6}]],
)
def test_one_to_five_approve(steps: Any, gateway: Gateway) -> None:
    before = dump()
    assert put(gateway, 0, promotion=steps).status == 400
    assert dump() == before


@pytest.mark.parametrize("sample", SUBMITTED)
def test_what_is_submitted_from_then_on_needs_as_many(sample: str, gateway: Gateway) -> None:
    prepare(given(sample), gateway)
    assert put(gateway, 0, **{SUBMITTED[sample]: THREE}).status == 200
    assert perform(sample, gateway).json["review"]["required_count"] == 3
    assert put(gateway, 1).status == 200
    (found,) = gateway.call("GET /approvals").json["items"]
    assert found["required_count"] == 3


def test_how_many_are_needed_is_told_before_it_is_submitted(gateway: Gateway) -> None:
    sample = "base/http/promotion_review.submit_promotion"
    prepare(given(sample), gateway)
    put(gateway, 0, promotion=THREE)
    path = samples.read(samples.EVENTS / f"{sample}.json").request.path["promotion_id"]
    assert gateway.call(f"GET /promotions/{path}/validation").json["required_count"] == 3
