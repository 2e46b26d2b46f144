"""Putting promotions in force and taking them out again, over HTTP."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest

from promenade.kit import clock
from promenade.kit.clock import system_clock
from tests.support import promoting
from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
}


class LaterClock:
    """An hour on."""

    fromisoformat = datetime.fromisoformat

    @classmethod
    def now(cls, tz: tzinfo) -> datetime:
        return datetime.now(tz) + timedelta(hours=1)


def draft(gateway: Gateway, **other: Any) -> str:
    return str(gateway.call("POST /promotions", BODY | other, caller=MARKETER).json["id"])


def approved(gateway: Gateway, **other: Any) -> str:
    """At version 3."""
    promotion_id = draft(gateway, **other)
    promoting.approve(gateway, promotion_id)
    return promotion_id


def step(gateway: Gateway, verb: str, promotion_id: str, version: int, **query: Any) -> Answer:
    request = f"POST /promotions/{promotion_id}/{verb}"
    return gateway.call(request, version=version, query=query, caller=MARKETER)


def test_a_promotion_lives_from_draft_to_end(gateway: Gateway) -> None:
    promotion_id = approved(gateway)
    told = [
        step(gateway, verb, promotion_id, version)
        for version, verb in enumerate(("publish", "pause", "resume", "end", "archive"), start=3)
    ]
    assert [(each.json["version"], each.json["status"]) for each in told] == [
        (4, "active"),
        (5, "paused"),
        (6, "active"),
        (7, "ended"),
        (8, "archived"),
    ]


def test_a_repeated_step_is_answered_again_and_another_one_is_stale(gateway: Gateway) -> None:
    promotion_id = approved(gateway)
    first = step(gateway, "publish", promotion_id, 3)
    before = dump()
    assert step(gateway, "publish", promotion_id, 3).json == first.json
    assert step(gateway, "end", promotion_id, 3).json["code"] == "stale"
    assert dump() == before


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_a_step_that_the_status_forbids_changes_nothing(gateway: Gateway, verb: str) -> None:
    promotion_id = draft(gateway)
    before = dump()
    answer = step(gateway, verb, promotion_id, 1)
    assert (answer.status, answer.json["code"]) == (409, "status_forbids")
    assert answer.json["detail"] == f"A promotion that is a draft cannot be {verb}d."
    assert dump() == before


def test_a_window_that_is_over_is_not_published(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = system_clock() + timedelta(minutes=1)
    promotion_id = approved(gateway, window={"end": end.isoformat()})
    monkeypatch.setattr(clock, "datetime", LaterClock)
    before = dump()
    assert step(gateway, "publish", promotion_id, 3).json["code"] == "window_over"
    assert dump() == before


def test_overlaps_are_told_and_must_be_accepted(gateway: Gateway) -> None:
    first, second = (approved(gateway, exclusion_group="spring") for _ in range(2))
    assert step(gateway, "publish", first, 3).status == 200
    refused = step(gateway, "publish", second, 3)
    assert (refused.status, refused.json["code"]) == (409, "promotions_overlap")
    assert refused.json["promotion_ids"] == first
    (met,) = refused.json["met"]
    assert (met["promotion_id"], met.keys() >= {"name", "start", "end"}) == (first, True)
    assert f"“{met['name']}” ({first})" in refused.json["detail"]
    assert step(gateway, "publish", second, 3, accept_overlaps="true").status == 200


def test_every_step_leaves_its_fact_and_what_was_before_and_after(gateway: Gateway) -> None:
    promotion_id = approved(gateway)
    step(gateway, "publish", promotion_id, 3)
    told = relayed()
    event, change = told.events[-1], told.changes[-1]
    assert (event["detail-type"], event["detail"]["actor"]) == (
        "PromotionPublished",
        MARKETER.name,
    )
    assert event["detail"]["data"]["promotion"]["version"] == 4
    assert (change["fact"], change["version"]) == ("PromotionPublished", 4)
    assert "is_published" not in change["before"]
    assert change["after"]["is_published"] is True
