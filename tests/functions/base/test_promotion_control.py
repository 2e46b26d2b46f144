"""Putting promotions in force and taking them out again, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
}


def draft(gateway: Gateway, **other: Any) -> str:
    return str(gateway.call("POST /promotions", BODY | other, caller=MARKETER).json["id"])


def step(gateway: Gateway, verb: str, promotion_id: str, version: int, **query: Any) -> Answer:
    request = f"POST /promotions/{promotion_id}/{verb}"
    return gateway.call(request, version=version, query=query, caller=MARKETER)


def test_a_promotion_lives_from_draft_to_end(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    told = [
        step(gateway, verb, promotion_id, version)
        for version, verb in enumerate(("publish", "pause", "resume", "end"), start=1)
    ]
    assert [(each.json["version"], each.json["status"]) for each in told] == [
        (2, "active"),
        (3, "paused"),
        (4, "active"),
        (5, "ended"),
    ]


def test_a_repeated_step_is_answered_again_and_another_one_is_stale(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    first = step(gateway, "publish", promotion_id, 1)
    before = dump()
    assert step(gateway, "publish", promotion_id, 1).json == first.json
    assert step(gateway, "end", promotion_id, 1).json["code"] == "stale"
    assert dump() == before


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_a_step_that_the_status_forbids_changes_nothing(gateway: Gateway, verb: str) -> None:
    promotion_id = draft(gateway)
    before = dump()
    answer = step(gateway, verb, promotion_id, 1)
    assert (answer.status, answer.json["code"]) == (409, "status_forbids")
    assert answer.json["detail"] == f"A promotion that is draft cannot be {verb}d."
    assert dump() == before


def test_a_window_that_is_over_is_not_published(gateway: Gateway) -> None:
    promotion_id = draft(gateway, window={"end": "2020-01-01T00:00:00Z"})
    assert step(gateway, "publish", promotion_id, 1).json["code"] == "window_over"


def test_overlaps_are_told_and_must_be_accepted(gateway: Gateway) -> None:
    first, second = (draft(gateway, exclusion_group="spring") for _ in range(2))
    assert step(gateway, "publish", first, 1).status == 200
    refused = step(gateway, "publish", second, 1)
    assert (refused.status, refused.json["code"]) == (409, "promotions_overlap")
    assert refused.json["promotion_ids"] == first
    assert step(gateway, "publish", second, 1, accept_overlaps="true").status == 200


def test_every_step_leaves_its_fact_and_what_was_before_and_after(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    step(gateway, "publish", promotion_id, 1)
    told = relayed()
    event, change = told.events[-1], told.changes[-1]
    assert (event["detail-type"], event["detail"]["actor"]) == (
        "PromotionPublished",
        MARKETER.name,
    )
    assert event["detail"]["data"]["promotion"]["version"] == 2
    assert (change["fact"], change["version"]) == ("PromotionPublished", 2)
    assert "is_published" not in change["before"]
    assert change["after"]["is_published"] is True
