"""How promotions come to their end, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit.clock import system_clock
from tests.support import promoting
from tests.support.callers import ANALYST, MARKETER, OWNER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
    "limits": {"total": 1_000},
    "window": {"end": "2030-01-01T00:00:00Z"},
}


def live(gateway: Gateway, **other: Any) -> str:
    promotion_id = gateway.call("POST /promotions", BODY | other, caller=MARKETER).json["id"]
    assert promoting.publish(gateway, promotion_id).status == 200
    return str(promotion_id)


def extend(gateway: Gateway, promotion_id: str, end: str, version: int = 4) -> Answer:
    route = f"POST /promotions/{promotion_id}/extend"
    return gateway.call(route, {"end": end}, version=version, caller=MARKETER)


def test_an_end_moves_and_never_into_the_past(gateway: Gateway) -> None:
    promotion_id = live(gateway)
    later = extend(gateway, promotion_id, "2031-01-01T08:00:00+08:00").json
    assert (later["window"]["end"], later["version"]) == ("2031-01-01T00:00:00Z", 5)
    before = dump()
    past = (system_clock() - timedelta(seconds=1)).isoformat()
    refused = extend(gateway, promotion_id, past, version=5)
    assert (refused.status, refused.json["code"]) == (409, "window_over")
    assert dump() == before


def test_an_end_by_a_date_is_its_midnight_in_the_promotions_zone(gateway: Gateway) -> None:
    promotion_id = live(gateway, window={"end": "2030-01-01", "zone": "Asia/Shanghai"})
    moved = extend(gateway, promotion_id, "2030-11-30").json
    assert moved["window"]["end"] == "2030-11-30T16:00:00Z"
    before = dump()
    assert extend(gateway, promotion_id, "2020-01-01", 5).json["code"] == "window_over"
    wrong = extend(gateway, promotion_id, "soon", 5)
    assert [(each["pointer"], each["code"]) for each in wrong.json["errors"]] == [
        ("/end", "not_a_moment")
    ]
    assert dump() == before


def test_a_moved_end_meets_no_rival_unless_that_is_accepted(gateway: Gateway) -> None:
    group = {"exclusion_group": "spring"}
    live(gateway, **group, window={"start": "2030-01-01T00:00:00Z"})
    promotion_id = live(gateway, **group)
    refused = extend(gateway, promotion_id, "2030-02-01T00:00:00Z")
    assert (refused.status, refused.json["code"]) == (409, "promotions_overlap")
    route = f"POST /promotions/{promotion_id}/extend"
    body, accept = {"end": "2030-02-01T00:00:00Z"}, {"accept_overlaps": "true"}
    assert gateway.call(route, body, version=4, query=accept).status == 200


@pytest.mark.parametrize("paused", [False, True])
def test_a_live_promotion_is_killed_at_once_and_says_why(gateway: Gateway, paused: bool) -> None:
    promotion_id = live(gateway)
    if paused:
        gateway.call(f"POST /promotions/{promotion_id}/pause", version=4)
    route, body = f"POST /promotions/{promotion_id}/kill", {"reason": "wrong price"}
    told = gateway.call(route, body, caller=MARKETER).json
    assert (told["status"], told["end_reason"]) == ("ended", "wrong price")
    before = dump()
    assert gateway.call(route, body, caller=MARKETER).json == told
    again = gateway.call(route, {"reason": "again"}, caller=OWNER)
    assert (again.status, again.json["code"]) == (409, "status_forbids")
    assert dump() == before


def test_what_has_ended_is_archived_and_no_longer_listed_as_ended(gateway: Gateway) -> None:
    promotion_id = live(gateway)
    route = f"POST /promotions/{promotion_id}/archive"
    refused = gateway.call(route, version=4)
    assert (refused.status, refused.json["code"]) == (409, "status_forbids")
    gateway.call(f"POST /promotions/{promotion_id}/end", version=4)
    assert gateway.call(route, version=5).json["status"] == "archived"
    listed = {
        status: [
            each["id"]
            for each in gateway.call(
                "GET /promotions", query={"status": status}, caller=ANALYST
            ).json["items"]
        ]
        for status in ("ended", "archived")
    }
    assert listed == {"ended": [], "archived": [promotion_id]}
