"""A campaign as one customer would get it, over HTTP: nothing is sent, and nothing written."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import OccasionMet
from promenade.outreach.campaign.model.terms import Plan, Triggered
from promenade.outreach.channel.model.terms import Variable
from promenade.outreach.segment.holds import DynamoSnapshots
from tests.support import outlooks, segments
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT
from tests.support.campaigns import CHOICES, ID, one_off
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.settings import QUEUES

PLAIN = (Choice("plain", "template_1"),)
EXPIRING = Triggered(OccasionMet("coupon_expiring"), Channel.SMS, PLAIN)


def shown(gateway: Gateway, **other: Any) -> Any:
    """The one send of it, of which nothing stays behind."""
    before = dump()
    at = other.pop("at", SAMPLE_TIME)
    with standing(at):
        answer = outlooks.preview(gateway, caller=MARKETER, **other)
    assert answer.status == 200, answer.text
    assert (dump(), [each for each in QUEUES if waiting(each)]) == (before, [])
    (send,) = answer.json["sends"]
    return send


def ready(
    gateway: Gateway,
    text: str = "Lantern: hi {{shop}}, text STOP to 12345",
    *,
    asks_name: bool = False,
    members: Iterable[str] = ("customer-42",),
    keeping: str = "dynamic",
    **other: Any,
) -> None:
    outlooks.approved(text, asks_name=asks_name)
    outlooks.drafted(**other)
    outlooks.segment(keeping=keeping)
    outlooks.people(*members)
    perform(outlooks.ADD, gateway)


def test_who_said_yes_is_shown_what_would_be_sent_and_what_it_costs(gateway: Gateway) -> None:
    ready(gateway)
    outlooks.say("given", gateway)
    send = shown(gateway)
    assert (send["variant"], send["is_held_out"], send["outcome"]) == ("plain", False, "sent")
    assert send["variants"] == [
        {
            "variant": "plain",
            "template_id": "template_1",
            "template_version": 1,
            "locale": "en",
            "subject": "",
            "text": "Lantern: hi Lantern, text STOP to 12345",
            "html": "",
            "url": "",
            "missing": "",
            "units": 1,
            "currency": "CNY",
            "cost_micros": 50_000,
        }
    ]


NAMED = "Lantern {{shop}}: hi {{name}}, text STOP to 12345"


def test_who_may_know_sees_the_name_that_is_sent_and_others_are_told_that_it_is_left_out(
    gateway: Gateway,
) -> None:
    ready(gateway, NAMED, asks_name=True)
    outlooks.say("given", gateway)
    for caller, name in ((OWNER, "王芳"), (ANALYST, "***")):
        with standing(SAMPLE_TIME):
            answer = outlooks.preview(gateway, caller=caller)
        (send,) = answer.json["sends"]
        (variant,) = send["variants"]
        assert variant["text"] == f"Lantern Lantern: hi {name}, text STOP to 12345"
        assert (send["outcome"], variant["missing"], variant["units"]) == ("sent", "", 1)
        assert send["is_name_masked"] is (name == "***")


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (lambda _: None, "never_asked"),
        (lambda gateway: outlooks.say("withdrawn", gateway), "withdrawn"),
    ],
)
def test_who_said_no_or_nothing_is_kept_back_by_that(
    gateway: Gateway, given: Callable[[Gateway], None], outcome: str
) -> None:
    ready(gateway)
    given(gateway)
    send = shown(gateway)
    assert (send["outcome"], len(send["variants"])) == (outcome, 1)
    assert outcome in send["reason"]


def test_who_is_unknown_is_said_to_be(gateway: Gateway) -> None:
    ready(gateway)
    assert shown(gateway, customer="nobody")["outcome"] == "no_profile"


@pytest.mark.parametrize("keeping", ["dynamic", "static"])
def test_who_is_not_in_its_segment_is_told_so_and_who_is_in_it_is_not(
    gateway: Gateway, keeping: str
) -> None:
    ready(gateway, members=(), keeping=keeping)
    outlooks.say("given", gateway)
    send = shown(gateway)
    assert (send["outcome"], send["reason"], send["until"]) == ("not_in_segment", "segment_1", None)
    assert (send["variant"], len(send["variants"])) == ("plain", 1)
    outlooks.people("customer-42")
    if keeping == "static":
        assert shown(gateway)["outcome"] == "not_in_segment"
        outlooks.computed()
    send = shown(gateway)
    assert (send["outcome"], send["reason"]) == ("sent", "")


def test_of_what_runs_the_audience_counts_that_its_launch_took(gateway: Gateway) -> None:
    outlooks.approved()
    outlooks.segment()
    outlooks.people("customer-42")
    perform(outlooks.ADD, gateway)
    outlooks.say("given", gateway)
    outlooks.launched(outlooks.drafted(), DynamoSnapshots())
    assert shown(gateway)["outcome"] == "sent"
    outlooks.taken()
    segments.learn(segments.real(), segments.told("customer-42", 2, language="en"))
    assert shown(gateway)["outcome"] == "sent"


def test_who_comes_into_the_segment_after_the_launch_is_not_sent_it(gateway: Gateway) -> None:
    outlooks.approved()
    outlooks.segment()
    perform(outlooks.ADD, gateway)
    outlooks.say("given", gateway)
    outlooks.launched(outlooks.drafted(), DynamoSnapshots())
    outlooks.taken()
    outlooks.people("customer-42")
    told = {
        "en": "The customer was not in segment_1 when it was launched.",
        "zh": "启动时该顾客不在人群“segment_1”中。",
    }
    for language, reason in told.items():
        send = shown(gateway, headers={"Accept-Language": language})
        assert (send["outcome"], send["reason"]) == ("not_in_segment", reason)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"plan": one_off(segment_id="gone", choices=PLAIN)}, "There is no such segment."),
        ({"currency": "USD"}, "The template is paid for in CNY."),
        ({"purpose": Purpose.TRANSACTIONAL}, "The template is for another purpose."),
    ],
)
def test_what_keeps_a_draft_from_being_submitted_is_told_and_nothing_is_sent(
    gateway: Gateway, other: dict[str, Any], reason: str
) -> None:
    ready(gateway, **other)
    outlooks.say("given", gateway)
    send = shown(gateway)
    assert (send["outcome"], send["reason"], send["unsendable"]) == (None, reason, [])
    assert [each["variant"] for each in send["variants"]] == ["plain"]


@pytest.mark.parametrize(
    ("variables", "coupon"), [({}, "coupon_spring"), ({"coupon": "coupon_7"}, "coupon_7")]
)
def test_what_a_trigger_brings_is_shown_as_given_or_by_an_example(
    gateway: Gateway, variables: dict[str, str], coupon: str
) -> None:
    text = "Lantern: use {{coupon}}, text STOP to 12345"
    outlooks.approved(text, coupon=Variable("coupon_spring"))
    outlooks.drafted(plan=EXPIRING, variables={})
    perform(outlooks.ADD, gateway)
    outlooks.say("given", gateway)
    send = shown(gateway, variables=variables)
    (variant,) = send["variants"]
    assert (send["outcome"], variant["missing"], variant["units"]) == ("sent", "", 1)
    assert variant["text"] == f"Lantern: use {coupon}, text STOP to 12345"


@pytest.mark.parametrize("plan", [one_off(choices=PLAIN), EXPIRING])
def test_a_variable_that_no_trigger_brings_is_refused(gateway: Gateway, plan: Plan) -> None:
    ready(gateway, plan=plan)
    answer = outlooks.preview(gateway, variables={"shop": "Other"}, caller=MARKETER)
    assert answer.status == 400
    (fault,) = answer.json["errors"]
    assert (fault["pointer"], fault["code"]) == ("/variables/shop", "unknown_variable")


def test_who_is_unknown_or_too_late_is_told_that_before_all(gateway: Gateway) -> None:
    ready(gateway, members=())
    assert shown(gateway, customer="nobody")["outcome"] == "no_profile"
    assert gateway.call(f"POST /campaigns/{ID}/cancel", caller=OWNER).status == 200
    assert shown(gateway)["outcome"] == "campaign_ended"


def test_of_a_campaign_that_was_cancelled_nothing_is_sent(gateway: Gateway) -> None:
    ready(gateway)
    outlooks.say("given", gateway)
    assert gateway.call(f"POST /campaigns/{ID}/cancel", caller=OWNER).status == 200
    send = shown(gateway)
    assert (send["outcome"], send["reason"], send["until"]) == ("campaign_ended", "", None)
    assert len(send["variants"]) == 1


def test_in_the_quiet_hours_it_waits_for_the_persons_morning(gateway: Gateway) -> None:
    ready(gateway)
    outlooks.say("given", gateway)
    send = shown(gateway, at=SAMPLE_TIME + timedelta(hours=5))
    assert (send["outcome"], send["until"]) == ("waiting", "2026-01-06T00:00:00Z")


def test_by_local_time_it_shows_when_the_customers_own_clock_does(gateway: Gateway) -> None:
    choices = (Choice("plain", "template_1"),)
    plan = one_off(choices=choices, at="2026-03-02T10:00")
    ready(gateway, plan=plan, schedule="local_time", zone="America/Los_Angeles")
    outlooks.say("given", gateway)
    send = shown(gateway)
    assert (send["outcome"], send["local_at"]) == ("sent", "2026-03-02T02:00:00Z")
    stranger = shown(gateway, customer="nobody")
    assert stranger["local_at"] == "2026-03-02T18:00:00Z"


def test_whose_variant_it_is_and_who_is_held_out_is_as_at_the_gate(gateway: Gateway) -> None:
    choices = (Choice("plain", "template_1"), Choice("warm", "template_1"))
    outlooks.approved()
    outlooks.drafted(plan=one_off(choices=choices), holdout_bp=5_000)
    people = [f"c{number}" for number in range(12)]
    found = [shown(gateway, customer=each) for each in people]
    arms = [arm(ID, each, 5_000, choices) for each in people]
    assert {"", "plain", "warm"} == set(arms)
    assert [each["variant"] or "" for each in found] == arms
    assert [each["is_held_out"] for each in found] == [each == HELD_OUT for each in arms]


def test_who_is_held_out_is_told_so_by_the_gate(gateway: Gateway) -> None:
    ready(gateway, holdout_bp=10_000)
    outlooks.say("given", gateway)
    send = shown(gateway)
    assert (send["variant"], send["is_held_out"], send["outcome"]) == (None, True, "held_out")
    assert len(send["variants"]) == 1


def test_without_its_templates_nothing_is_foreseen(gateway: Gateway) -> None:
    outlooks.drafted(plan=one_off(choices=CHOICES))
    send = shown(gateway)
    assert (send["unsendable"], send["outcome"]) == (["template_1", "template_2"], None)


def test_an_account_that_is_off_is_told_before_the_launch_and_after_it(gateway: Gateway) -> None:
    ready(gateway)
    outlooks.say("given", gateway)
    desk = outlooks.drafted(is_there=True)
    outlooks.switch_off()
    off = "All accounts of this template are off: turn one on."
    for _ in range(2):
        send = shown(gateway)
        assert (send["unsendable"], send["outcome"]) == (["template_1"], None)
        assert send["reason"] == off
        if not desk.now().launched_at:
            outlooks.launched(desk, DynamoSnapshots())


def test_no_address_is_in_it(gateway: Gateway) -> None:
    ready(gateway)
    outlooks.say("given", gateway)
    for caller in (OWNER, ANALYST):
        text = outlooks.preview(gateway, caller=caller).text.replace(" ", "")
        assert not any(each in text for each in ("13812345678", "Wang.Fang", "oAbCdEf"))


def test_who_may_not_see_messages_is_refused(gateway: Gateway) -> None:
    ready(gateway)
    for caller in (SHOPPER, STOREFRONT):
        assert outlooks.preview(gateway, caller=caller).status == 403
    nowhere = gateway.call("POST /campaigns/nowhere/previews", {"customer": "a"}, caller=MARKETER)
    assert nowhere.status == 404
