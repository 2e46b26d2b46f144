"""What is wrong with terms is told at its place."""

from typing import Any

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import (
    Branch,
    Deed,
    OccasionMet,
    SegmentEntry,
    SegmentExit,
    Send,
    Step,
    Wait,
    WaitFor,
)
from promenade.kit.errors import Fault
from promenade.kit.values import replace
from promenade.outreach.campaign.model.faults import Named, faults, obstacles
from promenade.outreach.campaign.model.terms import Journey, Plan, Triggered
from tests.support.campaigns import CHOICES, FixedSegments, one_off, recurring, template, terms
from tests.support.stamps import NOON

ALL = FixedSegments().find("segment_1")
assert ALL is not None
TEMPLATES = {each: template(each) for each in ("template_1", "template_2")}
VARIABLES = frozenset({"code", "name", "order", "shop"})
NAMED = Named({"segment_1": ALL}, TEMPLATES)


def told(found: Any) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in found]


def journey(*steps: Step) -> Journey:
    return Journey(SegmentEntry("segment_1"), steps)


def hello(name: str, then: str | None = None) -> Send:
    return Send(name, Channel.SMS, CHOICES, then)


def test_what_was_asked_for_can_be_sent() -> None:
    assert told(faults(terms())) == []
    assert told(obstacles(terms(), NAMED, NOON)) == []


@pytest.mark.parametrize(
    ("other", "at", "code"),
    [
        ({"zone": "Mars/Olympus"}, "/zone", "unknown_zone"),
        ({"plan": one_off(at="tomorrow")}, "/plan/at", "not_a_time"),
        ({"plan": one_off(at="2026-11-11")}, "/plan/at", "not_a_time"),
        (
            {"plan": one_off(at="2026-03-29T02:30"), "zone": "Europe/Berlin"},
            "/plan/at",
            "time_left_out",
        ),
        ({"plan": recurring(cron="every day")}, "/plan/cron", "not_a_cron"),
        (
            {"plan": recurring(start="2026-05-02", end="2026-05-01")},
            "/plan/end",
            "not_after_start",
        ),
        ({"plan": recurring(end="never")}, "/plan/end", "not_a_moment"),
        (
            {"purpose": Purpose.TRANSACTIONAL, "holdout_bp": 1},
            "/holdout_bp",
            "not_of_marketing",
        ),
    ],
)
def test_what_contradicts_itself_is_told(other: dict[str, Any], at: str, code: str) -> None:
    assert told(faults(terms(**other))) == [(at, code)]


@pytest.mark.parametrize(
    ("cron", "field"),
    [
        ("every day", "five fields"),
        ("*/5 9 * * *", "minute"),
        ("0 24 * * *", "hours"),
        ("0 9 0 * *", "days of the month"),
        ("0 9 * JAN *", "months"),
        ("0 9 * * MON-FRI", "days of the week"),
        ("60 24 * * 8", "minute"),
    ],
)
def test_the_first_field_of_a_cron_that_is_wrong_is_named(cron: str, field: str) -> None:
    (fault,) = faults(terms(plan=recurring(cron=cron)))
    assert (fault.pointer, fault.code, field in fault.detail) == ("/plan/cron", "not_a_cron", True)
    assert fault.said("zh") != fault.detail


def test_an_instant_with_its_offset_is_shown_by_some_clock() -> None:
    plan = one_off(at="2026-03-29T02:30:00+01:00")
    assert told(faults(terms(plan=plan, zone="Europe/Berlin"))) == []


def test_variants_have_names_and_weights() -> None:
    choices = (Choice("a", "template_1", 0), Choice("a", "template_2"), Choice("a b", "t", 10_001))
    assert told(faults(terms(plan=one_off(choices=choices)))) == [
        ("/plan/choices/0/variant", "repeated"),
        ("/plan/choices/0/weight_bp", "out_of_range"),
        ("/plan/choices/1/variant", "repeated"),
        ("/plan/choices/2/variant", "not_a_name"),
        ("/plan/choices/2/weight_bp", "out_of_range"),
    ]


def test_a_way_leads_to_each_step_and_to_an_end() -> None:
    steps = (
        Branch("start", "segment_1", "hello", "wait"),
        hello("hello", "wait"),
        Wait("wait", 60, "ask"),
        WaitFor("ask", Act.PAY, 60, None, "again"),
        hello("again"),
    )
    assert told(faults(terms(plan=journey(*steps)))) == []
    lost = (hello("a", "b"), Wait("b", 1, "a"), Wait("c", 1, "nowhere"))
    assert told(faults(terms(plan=journey(*lost)))) == [
        ("/plan/steps/2/then", "unknown_step"),
        ("/plan/steps/0/name", "endless"),
        ("/plan/steps/1/name", "endless"),
        ("/plan/steps/2/name", "never_reached"),
    ]
    assert told(faults(terms(plan=journey(Wait("only", 1))))) == [("/plan/steps", "sends_nothing")]
    twice = terms(plan=journey(hello("a", "a"), hello("a")))
    assert ("/plan/steps/1/name", "repeated") in told(faults(twice))


def unfit(**other: Any) -> list[tuple[str, str]]:
    return told(obstacles(terms(**other), NAMED, NOON))


def test_what_is_named_has_to_be_there() -> None:
    plan = one_off(segment_id="segment_2", choices=(Choice("a", "template_3"),))
    assert unfit(plan=plan, variables={"color": "red"}) == [
        ("/plan/segment_id", "unknown_segment"),
        ("/plan/choices/0/template_id", "unknown_template"),
        ("/variables/color", "unknown_variable"),
    ]
    off = replace(NAMED, switched_off={"template_3"})
    assert told(obstacles(terms(plan=replace(plan, segment_id="segment_1")), off, NOON)) == [
        ("/plan/choices/0/template_id", "accounts_off")
    ]
    named = replace(NAMED, coupon_templates={"template_a"})
    gifts = terms(coupon_templates=("template_a", "template_b"))
    assert told(obstacles(gifts, named, NOON)) == [
        ("/coupon_templates/1", "unknown_coupon_template")
    ]
    steps = journey(Branch("start", "segment_2", "hello"), hello("hello"))
    assert unfit(plan=steps) == [("/plan/steps/0/segment_id", "unknown_segment")]


def test_what_a_message_says_has_a_value_unless_each_person_brings_it() -> None:
    """As “code” had none: nobody was sent anything, and two people had approved it."""
    spoken = template("template_1", variables=VARIABLES, needed=VARIABLES - {"shop"})
    named = Named(NAMED.segments, {"template_1": spoken})
    choices = (Choice("plain", "template_1"),)

    def missing(plan: Plan, **variables: str) -> list[tuple[str, str]]:
        return told(obstacles(terms(plan=plan, variables=variables), named, NOON))

    at_once = one_off(choices=choices)
    assert missing(at_once) == [("/variables/code", "missing"), ("/variables/order", "missing")]
    assert missing(at_once, code=" ", order="1") == [("/variables/code", "missing")]
    assert missing(at_once, code="SPRING", order="1") == []
    paid = Triggered(OccasionMet("order_paid"), Channel.SMS, choices)
    assert missing(paid) == [("/variables/code", "missing")]
    assert missing(paid, code="SPRING") == []


def test_who_comes_into_a_segment_or_leaves_it_is_told_where_it_is_followed() -> None:
    assert unfit(plan=journey(hello("hello"))) == []
    named = Named({"segment_1": replace(NAMED.segments["segment_1"], is_followed=False)}, TEMPLATES)
    for trigger in (SegmentEntry("segment_1"), SegmentExit("segment_1")):
        plan = Journey(trigger, (Branch("start", "segment_1", "hello"), hello("hello")))
        found = told(obstacles(terms(plan=plan), named, NOON))
        assert found == [("/plan/trigger/segment_id", "not_followed")]


def test_nobody_waits_for_what_lets_them_go() -> None:
    steps = (WaitFor("ask", Act.PAY, 60, "hello", "hello"), hello("hello"))
    found = told(faults(terms(plan=Journey(Deed(Act.CART), steps, goal=Act.PAY))))
    assert found == [("/plan/steps/0/act", "is_goal")]
    assert told(faults(terms(plan=Journey(Deed(Act.CART), steps, goal=Act.ORDER)))) == []


def test_a_template_is_of_the_channel_the_purpose_and_the_currency() -> None:
    of_mail = terms(plan=one_off(channel=Channel.EMAIL), purpose=Purpose.TRANSACTIONAL)
    found = told(obstacles(of_mail, NAMED, NOON))
    at = "/plan/choices/0/template_id"
    assert found[:2] == [(at, "other_channel"), (at, "other_purpose")]
    assert unfit(currency="USD")[0] == (at, "other_currency")


def test_a_window_opens_after_now() -> None:
    assert unfit(plan=one_off(at="2026-03-01T19:59")) == [("/plan/at", "over")]
    assert unfit(plan=recurring(end="2026-02-28")) == [("/plan/end", "over")]
    assert unfit(plan=recurring(end="2026-03-01T20:30:00+08:00")) == [("/plan/cron", "never")]
    assert unfit(plan=recurring(cron="0 9 31 2 *")) == [("/plan/cron", "never")]
    gone = Journey(Deed(Act.CART), (hello("a"),), "2026-02-28")
    assert unfit(plan=gone) == [("/plan/end", "over")]


NINE, ELEVEN = one_off(at="2026-03-02T21:00"), one_off(at="2026-03-02T23:00")
DROP: dict[str, Any] = {"quiet": "drop"}
LOCAL: dict[str, Any] = {"schedule": "local_time"}


@pytest.mark.parametrize(
    ("other", "at"),
    [
        ({"plan": ELEVEN} | DROP, "/plan/at"),
        ({"plan": NINE} | DROP, None),
        ({"plan": ELEVEN, "zone": "Europe/Berlin"} | DROP, "/plan/at"),
        ({"plan": one_off(at="2026-03-02T23:00+08:00"), "zone": "Europe/Berlin"} | DROP, None),
        ({"plan": ELEVEN, "purpose": Purpose.TRANSACTIONAL} | DROP, None),
        ({"plan": one_off(at="2026-03-02T22:30"), "ttl_hours": 2}, "/plan/at"),
        ({"plan": ELEVEN, "ttl_hours": 9}, "/plan/at"),
        ({"plan": ELEVEN, "ttl_hours": 10}, None),
        ({"plan": ELEVEN} | DROP | LOCAL, "/plan/at"),
        ({"plan": NINE} | DROP | LOCAL, None),
        ({"plan": recurring(cron="0 23 * * *")} | DROP, "/plan/cron"),
        ({"plan": recurring(cron="0 0,9,23 * * *")} | DROP, None),
        ({"plan": recurring(cron="0 0-6,22,23 * * *"), "ttl_hours": 1}, "/plan/cron"),
        ({"plan": recurring(cron="0 0-7,22,23 * * *"), "ttl_hours": 2}, None),
    ],
)
def test_what_comes_to_nobody_but_in_their_quiet_hours_is_told(
    other: dict[str, Any], at: str | None
) -> None:
    for under_way in (False, True):
        found = told(obstacles(terms(**other), NAMED, NOON, under_way=under_way))
        quiet = [pointer for pointer, code in found if code == "quiet_hours"]
        assert quiet == ([at] if at else [])


def test_faults_are_told_in_words() -> None:
    fault: Fault = next(faults(terms(plan=one_off(at="2026-03-29T02:30"), zone="Europe/Berlin")))
    assert fault.said("en") == "The clock in Europe/Berlin leaps over this time."
    assert fault.said("zh") == "Europe/Berlin 的时钟会跳过这一时刻。"
