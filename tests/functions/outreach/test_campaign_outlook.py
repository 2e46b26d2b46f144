"""What campaigns come to over HTTP: reach and cost, the calendar, and their runs."""

from typing import Any

from promenade.contracts.channels import Channel
from promenade.outreach.delivery.model.contacts import Claimed, Contact, Contacts
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support import outlooks, segments
from tests.support.callers import ANALYST, SHOPPER, STOREFRONT
from tests.support.campaigns import ID
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Gateway


def exactly(count: int) -> dict[str, Any]:
    return {"count": count, "low": count, "high": count, "is_exact": True}


def sent_before(customer: str, count: int) -> None:
    """That many marketing messages by SMS within the week."""
    at_s = int(SAMPLE_TIME.timestamp()) - 60
    recent = tuple(Contact(at_s, f"key {n}", "other", f"r-{n}") for n in range(count))
    after = Contacts(customer, Channel.SMS, version=1, recent=recent)
    DynamoGateStore().claim(Claimed(after))


def test_an_estimate_tells_who_is_reached_who_is_not_and_for_how_much(gateway: Gateway) -> None:
    outlooks.segment()
    outlooks.people("ada", "bob", "eve")
    segments.learn(segments.real(), segments.told("shy", channels=("phone",)))
    outlooks.approved("Lantern: hi {{shop}}, " + 75 * "very " + "warm days. STOP")
    outlooks.drafted(budget_micros=10**9)
    sent_before("eve", 2)
    before = dump()
    with standing(SAMPLE_TIME):
        shown = gateway.call(outlooks.ESTIMATE, caller=ANALYST)
    assert (shown.status, shown.headers["etag"], dump()) == (200, '"1"', before)
    (send,) = shown.json["sends"]
    assert send["messages"] == [
        {"variant": "plain", "units": 3, "currency": "CNY", "cost_micros": 150_000}
    ]
    assert send["reach"] == {
        "audience": exactly(4),
        "skipped": {"never_asked": exactly(1), "frequency": exactly(1)},
        "reached": exactly(2),
        "variants": {"plain": exactly(2)},
        "units": exactly(6),
        "costs": [{"currency": "CNY", "minor": 30, "low_minor": 30, "high_minor": 30}],
        "judged_count": 4,
        "asked_count": 3,
    }
    assert (send["unsendable"], shown.json["budget_micros"]) == ([], 10**9)


def test_what_cannot_be_sent_yet_is_named_and_costs_nobody_knows_what(gateway: Gateway) -> None:
    outlooks.drafted()
    (send,) = gateway.call(outlooks.ESTIMATE, caller=ANALYST).json["sends"]
    assert (send["unsendable"], send["messages"], send["reach"]) == (["template_1"], [], None)


def test_a_launched_campaign_shows_its_run(gateway: Gateway) -> None:
    outlooks.launched(outlooks.drafted())
    (run,) = gateway.call(outlooks.RUNS, caller=ANALYST).json["items"]
    assert (run["number"], run["state"], run["planned_count"]) == (1, "open", None)
    assert (run["delivered_count"], run["cost_micros"], run["skipped"]) == (0, 0, {})


def test_the_calendar_shows_what_is_scheduled(gateway: Gateway) -> None:
    outlooks.drafted().schedule()
    query = {"from": "2026-03-01", "to": "2026-03-02", "zone": "UTC"}
    with standing(SAMPLE_TIME):
        shown = gateway.call("GET /campaign-calendar", query=query, caller=ANALYST).json
    assert [(each["at"], each["campaign_id"]) for each in shown["launches"]] == [
        ("2026-03-01T13:00:00Z", ID)
    ]
    late = {"from": "2026-03-02", "to": "2026-03-01"}
    refused = gateway.call("GET /campaign-calendar", query=late, caller=ANALYST)
    assert refused.pointers == [("query", "/to", "not_after_start")]


def test_who_may_not_see_campaigns_is_refused_and_there_is_none_of_another_name(
    gateway: Gateway,
) -> None:
    outlooks.drafted()
    calendar = "GET /campaign-calendar"
    for path in (outlooks.ESTIMATE, outlooks.RUNS, calendar):
        for caller in (SHOPPER, STOREFRONT):
            assert gateway.call(path, caller=caller).status == 403
    for path in (outlooks.ESTIMATE, outlooks.RUNS):
        assert gateway.call(path.replace(ID, "nowhere"), caller=ANALYST).status == 404
