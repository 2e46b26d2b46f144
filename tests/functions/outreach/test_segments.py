"""Segments over HTTP, and the queues that learn of people and judge them."""

from typing import Any

from tests.support import functions
from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.flash_shop import queued
from tests.support.gateway import Answer, Gateway
from tests.support.play import perform
from tests.support.relaying import relayed, taken

CHINESE = {"kind": "field", "name": "language", "test": "eq", "values": ["zh-CN"]}


def draft(gateway: Gateway, **terms: Any) -> Answer:
    body = {"name": "Chinese", "definition": CHINESE, **terms}
    return gateway.call("POST /segments", body, caller=MARKETER, key="draft-segment-1")


def test_people_are_learnt_judged_and_listed(gateway: Gateway) -> None:
    perform("customer/http/profile_control.add_profile", gateway)
    hear("segment_learn", "ProfileChanged")
    segment_id = draft(gateway).json["id"]
    started = gateway.call(
        f"POST /segments/{segment_id}/runs", caller=MARKETER, key="run-segment-1"
    )
    assert (started.status, started.json["state"]) == (202, "running")
    hear("segment_runs", "SegmentRunAsked")
    assert functions.invoke("segment_runs", queued(taken("segment-runs"))) == {
        "batchItemFailures": []
    }
    done = gateway.call(f"GET /segments/{segment_id}/runs/{started.json['id']}", caller=ANALYST)
    assert (done.json["state"], done.json["count"]) == ("done", 1)
    members = gateway.call(f"GET /segments/{segment_id}/members", caller=ANALYST)
    assert (members.json["items"], members.json["next"]) == (["customer-42"], None)


def hear(function: str, fact: str) -> None:
    heard = [each for each in relayed().events if each["detail-type"] == fact]
    assert functions.invoke(function, queued(heard[-1:])) == {"batchItemFailures": []}


def test_the_hour_asks_for_a_run_where_something_is_followed(gateway: Gateway) -> None:
    before = dump()
    functions.invoke("segment_follow", {})
    assert dump() == before
    draft(gateway, is_followed=True)
    functions.invoke("segment_follow", {})
    assert "SegmentRunAsked" in [each["detail-type"] for each in relayed().events]


def test_what_means_nothing_is_refused_where_it_stands_and_stored_nowhere(gateway: Gateway) -> None:
    before = dump()
    absurd = {"kind": "all_of", "of": [{"kind": "purchases", "at_least": 5, "at_most": 2}]}
    refused = draft(gateway, definition=absurd)
    assert refused.status == 400
    assert [each["pointer"] for each in refused.json["errors"]] == ["/definition/of/0/at_most"]
    body = {"definition": absurd}
    assert gateway.call("POST /segment-estimates", body, caller=ANALYST).status == 400
    pair = {"segments": ["a", "b"]}
    assert gateway.call("POST /segment-overlaps", pair, caller=ANALYST).status == 400
    assert dump() == before
