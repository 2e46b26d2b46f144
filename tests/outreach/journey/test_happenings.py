"""What the bus tells, as what happens to people."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from promenade.contracts.behaviour import Act, Acted, PersonActed
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentChange, ConsentChanged, PersonErased
from promenade.contracts.coupon_facts import CouponExpiring, CouponGranted, CouponUsed
from promenade.contracts.journeys import (
    BROUGHT,
    Deed,
    OccasionMet,
    SegmentEntry,
    SegmentExit,
    Trigger,
)
from promenade.contracts.orders import OrderLine, OrderRecorded
from promenade.contracts.profiles import ProfileChanged
from promenade.contracts.reminder import FlashSaleSoon, LimitedDiscountSoon
from promenade.contracts.segments import SegmentEntered, SegmentLeft
from promenade.kit.decoding import canonical
from promenade.kit.errors import Invalid
from promenade.kit.facts import Fact
from promenade.kit.values import replace
from promenade.outreach.journey.model.happening import (
    Happening,
    happenings_of,
    leads_on,
    starts,
    trigger_name,
)
from promenade.outreach.journey.model.traveller import Key
from promenade.outreach.journey.wire.happenings import read_heard, read_step, step_body
from tests.support.journeys import send, terms
from tests.support.stamps import NOON

ENDS = datetime(2026, 3, 9, tzinfo=UTC)
GIVEN = ConsentChange(Channel.SMS, Purpose.MARKETING, None, "given")
COUPON = ("coupon_1", "template_1", "ada", "claim", NOON, ENDS)
LINE = OrderLine(line=1, sku="TEA", title="Tea", quantity=1, unit_price_minor=100, paid_minor=100)


def order(**other: Any) -> OrderRecorded:
    told = {
        "source": "storefront",
        "number": "A 1",
        "version": 1,
        "state": "paid",
        "store": "flagship",
        "channel": "app",
        "currency": "CNY",
        "zone": "UTC",
        "placed_at": NOON,
        "paid_at": NOON,
        "customer": "ada",
        "goods_minor": 100,
        "paid_minor": 100,
        "lines": (LINE,),
    }
    return OrderRecorded(**{**told, **other})


def only(fact: Fact) -> Happening:
    (found,) = happenings_of(fact, NOON)
    return found


def on_the_bus(fact: Fact) -> bytes:
    detail = {
        "event_id": "event-1",
        "schema": 1,
        "occurred_at": NOON,
        "correlation_id": "correlation-1",
        "actor": "system:test",
        "data": fact,
    }
    told = {"detail-type": type(fact).__name__, "source": fact.publisher, "detail": detail}
    return msgspec.json.encode(told)


@pytest.mark.parametrize(
    ("fact", "trigger", "entry"),
    [
        (SegmentEntered("segment_1", "ada", 3), SegmentEntry("segment_1"), "segment_1-3"),
        (SegmentLeft("segment_1", "ada", 3), SegmentExit("segment_1"), "segment_1-3"),
        (ConsentChanged("digest", 4, "ada", (GIVEN,)), OccasionMet("consent_given"), "consent-4"),
        (CouponUsed(*COUPON), OccasionMet("coupon_used"), "coupon_1"),
        (CouponGranted(*COUPON), OccasionMet("coupon_granted"), "coupon_1"),
        (CouponExpiring(*COUPON), OccasionMet("coupon_expiring"), "coupon_1-1773014400000"),
        (
            LimitedDiscountSoon("ada", "promotion_1", 2, "Evenings", ENDS),
            OccasionMet("limited_discount_soon"),
            "promotion_1-1773014400000",
        ),
        (
            FlashSaleSoon("ada", "sale_1", 2, "Rush", ENDS),
            OccasionMet("flash_sale_soon"),
            "sale_1-1773014400000",
        ),
    ],
)
def test_each_fact_is_what_its_trigger_waits_for(fact: Fact, trigger: Trigger, entry: str) -> None:
    happening = only(fact)
    assert (happening.customer, happening.trigger) == ("ada", trigger_name(trigger))
    assert (happening.entry, happening.at) == (entry, NOON)
    assert starts(happening, terms(trigger), NOON)


def test_what_people_did_happened_when_they_did_it() -> None:
    did = Acted(Act.VIEW, 3, NOON - timedelta(hours=1), {"MUG": 1, "TEA": 2}, {"tea": 3})
    happening = only(PersonActed("ada", (did,)))
    assert (happening.at, happening.act) == (NOON - timedelta(hours=1), Act.VIEW)
    assert happening.variables == {"sku": "TEA", "category": "tea"}
    assert happening.trigger == trigger_name(Deed(Act.VIEW))


@pytest.mark.parametrize(
    "fact",
    [
        CouponUsed(*COUPON),
        CouponGranted(*COUPON),
        CouponExpiring(*COUPON),
        LimitedDiscountSoon("ada", "promotion_1", 2, "Evenings", ENDS),
        FlashSaleSoon("ada", "sale_1", 2, "Rush", ENDS),
        order(),
        order(cancelled_at=NOON),
        ConsentChanged("digest", 4, "ada", (GIVEN,)),
    ],
)
def test_an_occasion_brings_the_variables_that_are_told_of_it(fact: Fact) -> None:
    told = {f"occasion {occasion}": names for occasion, names in BROUGHT.items()}
    for each in happenings_of(fact, NOON):
        assert each.variables.keys() == told[each.trigger]


@pytest.mark.parametrize(
    "other",
    [{"before": "given"}, {"state": "withdrawn"}, {"purpose": Purpose.TRANSACTIONAL}],
)
def test_only_who_says_yes_to_marketing_says_something_new(other: dict[str, Any]) -> None:
    said = ConsentChanged("digest", 4, "ada", (replace(GIVEN, **other),))
    assert happenings_of(said, NOON) == []


def test_who_leaves_a_segment_does_not_come_into_it() -> None:
    left = only(SegmentLeft("segment_1", "ada", 3))
    assert not starts(left, terms(SegmentEntry("segment_1")), NOON)


def test_a_coupon_that_was_used_may_be_spoken_of_after_its_end() -> None:
    assert only(CouponUsed(*COUPON)).until is None


def test_a_coupon_tells_what_messages_say_of_it_until_it_ends() -> None:
    happening = only(CouponGranted(*COUPON))
    told = {
        "coupon": "coupon_1",
        "coupon_template": "template_1",
        "coupon_ends_at": "2026-03-09T00:00:00.000000Z",
    }
    assert (happening.variables, happening.until) == (told, ENDS)


def test_an_order_is_paid_once_whichever_version_tells_it() -> None:
    (_, first), (_, later) = (happenings_of(order(version=n), NOON) for n in (1, 2))
    assert first == later
    assert (first.trigger, first.act) == ("occasion order_paid", Act.PAY)
    assert first.variables["order"] == "A 1"
    (_, other) = happenings_of(order(number="A 2"), NOON)
    assert other.entry != first.entry


def test_an_order_is_placed_whether_it_is_paid_or_not() -> None:
    placed = only(order(paid_at=None, state="created", paid_minor=0))
    assert (placed.trigger, placed.at) == ("occasion order_placed", NOON)
    assert happenings_of(order(), NOON)[0].entry == placed.entry


def test_an_order_that_was_cancelled_is_no_longer_one_that_was_paid() -> None:
    cancelled = only(order(cancelled_at=NOON + timedelta(hours=1), state="cancelled"))
    assert cancelled.trigger == "occasion order_cancelled"
    assert cancelled.at == NOON + timedelta(hours=1)


@pytest.mark.parametrize("other", [{"customer": None}, {"is_test": True}, {"kind": "return"}])
def test_of_guests_tests_and_returns_nothing_is_told(other: dict[str, Any]) -> None:
    assert happenings_of(order(**other), NOON) == []


def test_only_what_a_step_waits_for_leads_on() -> None:
    pays = only(PersonActed("ada", (Acted(Act.PAY, 1, NOON),)))
    assert leads_on(pays, terms())
    assert not leads_on(pays, terms(steps=(send("hello"),)))
    assert leads_on(pays, terms(steps=(send("hello"),), goal=Act.PAY))
    assert not leads_on(only(CouponGranted(*COUPON)), terms())


def test_a_paused_journey_takes_nobody_in() -> None:
    happening = only(CouponGranted(*COUPON))
    assert not starts(happening, terms(OccasionMet("coupon_granted"), is_running=False), NOON)


def test_a_message_of_the_bus_is_read_with_its_stamp() -> None:
    heard = read_heard(on_the_bus(CouponGranted(*COUPON)), lambda: ENDS)
    assert heard.happenings == (only(CouponGranted(*COUPON)),)
    stamp = heard.stamp
    assert (stamp.fingerprint, stamp.correlation_id, stamp.at) == ("event-1", "correlation-1", ENDS)


def test_a_profile_that_is_anothers_is_read_as_a_person() -> None:
    merged = ProfileChanged("ada", 2, "merged", merged_into="ada.wong")
    heard = read_heard(on_the_bus(merged), lambda: ENDS)
    assert (heard.happenings, heard.person) == ((), merged)


def test_whom_to_forget_is_read_by_what_stands_for_them() -> None:
    heard = read_heard(on_the_bus(PersonErased("digest", 3)), lambda: ENDS)
    assert (heard.happenings, heard.person, heard.erased) == ((), None, "digest")


def test_a_fact_that_is_none_of_ours_is_nothing() -> None:
    heard = read_heard(b'{"detail-type": "CouponVoided"}', lambda: ENDS)
    assert (heard.happenings, heard.person) == ((), None)


def test_a_step_is_read_as_it_was_sent() -> None:
    key = Key('a "b" 王', "campaign_1", "cart-1")
    assert read_step(step_body(key)) == key
    with pytest.raises(Invalid):
        read_step(canonical({"customer": "ada"}))
