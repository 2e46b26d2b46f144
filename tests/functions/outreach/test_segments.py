"""Segments over HTTP, and the queues that learn of people and judge them."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.behaviour import Act
from promenade.kit.clock import system_clock
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.reader import segments_by
from promenade.outreach.segment.service import computing, exporting
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER
from tests.support.cloud import delivered, dump
from tests.support.facts import batch, recorded
from tests.support.fakes.segment import FakeScoring
from tests.support.flash_shop import queued
from tests.support.gateway import Answer, Gateway
from tests.support.play import perform
from tests.support.profiles import order
from tests.support.relaying import relayed, taken
from tests.support.segments import drafted, learn, real, told, worked
from tests.support.stamps import stamp

CHINESE = {"kind": "field", "name": "language", "test": "eq", "values": ["zh-CN"]}


CAMPAIGN: dict[str, Any] = {
    "name": "Spring",
    "currency": "CNY",
    "plan": {
        "kind": "recurring",
        "segment_id": "segment_other",
        "channel": "sms",
        "choices": [{"variant": "plain", "template_id": "template_1"}],
        "cron": "0 10 * * 1",
    },
}


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


def test_orders_of_ours_are_what_people_did(gateway: Gateway) -> None:
    now = datetime.now(UTC)
    bought = order(customer="amelie", placed_at=now, paid_at=now)
    drafted(real(), "paid", d.Did(Act.PAY, 30, at_least=1, sku="TEA"))
    functions.invoke("profile_orders", batch(recorded(bought)))
    told_ = [each for each in relayed().events if each["detail-type"] == "PersonActed"]
    assert functions.invoke("segment_learn", queued(told_)) == {"batchItemFailures": []}
    reader = segments_by(FakeScoring(), DynamoBehaviour(), system_clock)
    assert reader.holds("paid", "amelie")
    assert not reader.holds("paid", "ada")


def test_the_hour_asks_for_a_run_where_something_is_followed(gateway: Gateway) -> None:
    before = dump()
    functions.invoke("segment_follow", {})
    assert dump() == before
    draft(gateway, is_followed=True)
    functions.invoke("segment_follow", {})
    assert "SegmentRunAsked" in [each["detail-type"] for each in relayed().events]


@pytest.mark.parametrize("depth", [9, 300, 330, 400, 500, 700, 900, 1_500])
def test_however_deep_a_definition_is_it_is_refused(depth: int, gateway: Gateway) -> None:
    before = dump()
    deep = depth * '{"kind": "not", "of": ' + json.dumps(CHINESE) + depth * "}"
    body = f'{{"name": "Deep", "definition": {deep}}}'
    refused = gateway.call("POST /segments", body, caller=MARKETER, key="draft-segment-1")
    asked = gateway.call("POST /segment-estimates", f'{{"definition": {deep}}}', caller=ANALYST)
    assert (refused.status, asked.status, dump()) == (400, 400, before)


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


def computed(*customers: str) -> str:
    doors = real()
    learn(doors, *(told(each, zone="=1+1", channels=("email", "phone")) for each in customers))
    drafted(doors, "chinese")
    computing.compute("chinese", "run-1", stamp("run-1"), doors)
    worked(doors, "run-1")
    return "GET /segments/chinese/runs/run-1/members"


def rows(answer: Answer) -> list[dict[str, str]]:
    assert (answer.status, answer.text[:1]) == (200, "\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text[1:])))


def test_whom_a_run_found_is_downloaded_and_that_is_on_record(gateway: Gateway) -> None:
    route = computed("ada@example.com")
    delivered("audit")
    (row,) = rows(gateway.call(route, caller=OWNER))
    assert row == {
        "customer": "ada@example.com",
        "language": "zh-CN",
        "zone": "'=1+1",
        "country": "",
        "channels": "email;phone",
        "purchases": "0",
        "first_paid_at": "",
        "last_paid_at": "",
    }
    (noted,) = delivered("audit")["Records"]
    assert '"fact":"SegmentExported"' in noted["body"]
    assert '"key":"SEGMENT#chinese/-"' in noted["body"]


def test_who_may_not_see_people_downloads_no_names_of_theirs(gateway: Gateway) -> None:
    route = computed("ada@example.com")
    assert [each["customer"] for each in rows(gateway.call(route, caller=ANALYST))] == ["***"]
    assert gateway.call(route, caller=SHOPPER).status == 403


def test_a_download_goes_on_where_its_link_leads(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGES", 1)
    people = [f"customer-{number}" for number in range(9)]
    route, query, found = computed(*people), dict[str, str](), list[str]()
    while True:
        answer = gateway.call(route, caller=OWNER, query=query)
        found += [each["customer"] for each in rows(answer)]
        if "link" not in answer.headers:
            break
        path, _, asked = answer.headers["link"].partition(">")[0].lstrip("<").partition("?")
        assert f"GET {path}" == route
        query = dict(parse_qsl(asked))
    assert sorted(found) == people


def test_a_segment_of_a_campaign_that_is_not_over_is_not_put_away(gateway: Gateway) -> None:
    """As that of one that ran was, which then was paused at its next time."""
    id_ = draft(gateway).json["id"]
    body = {**CAMPAIGN, "plan": {**CAMPAIGN["plan"], "segment_id": id_}}
    made = gateway.call("POST /campaigns", body, caller=MARKETER, key="draft-campaign-1")
    campaign = made.json["id"]
    before = dump()
    refused = archive(gateway, id_)
    assert (refused.status, refused.json["code"]) == (409, "segment_in_use")
    assert refused.json["campaigns"] == campaign
    assert dump() == before
    assert gateway.call(f"POST /campaigns/{campaign}/cancel", caller=OWNER).status == 200
    assert archive(gateway, id_).status == 204


def test_a_segment_that_a_campaign_let_go_of_is_put_away(gateway: Gateway) -> None:
    id_ = draft(gateway).json["id"]
    body = {**CAMPAIGN, "plan": {**CAMPAIGN["plan"], "segment_id": id_}}
    made = gateway.call("POST /campaigns", body, caller=MARKETER, key="draft-campaign-1")
    path = f"PUT /campaigns/{made.json['id']}"
    assert gateway.call(path, CAMPAIGN, caller=MARKETER, version=1).status == 200
    assert archive(gateway, id_).status == 204


def archive(gateway: Gateway, id_: str) -> Answer:
    return gateway.call(f"DELETE /segments/{id_}", caller=MARKETER, version=1)
