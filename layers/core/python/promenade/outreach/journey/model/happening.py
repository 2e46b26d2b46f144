"""What happens to people, as far as it starts a way or leads one on."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from promenade.contracts.behaviour import Act, Acted, PersonActed
from promenade.contracts.channels import Purpose
from promenade.contracts.consents import ConsentChanged
from promenade.contracts.coupon_facts import CouponExpiring, CouponFact, CouponGranted, CouponUsed
from promenade.contracts.journeys import (
    Deed,
    JourneyTerms,
    Occasion,
    OccasionMet,
    SegmentEntry,
    SegmentExit,
    Trigger,
    WaitFor,
)
from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.contracts.reminder import FlashSaleSoon, LimitedDiscountSoon
from promenade.contracts.segments import SegmentEntered, SegmentLeft, SegmentMemberFact
from promenade.kit import clock
from promenade.kit.facts import Fact
from promenade.kit.values import Value, replace

FOR_GOOD = timedelta(days=36_500)

TRIGGERS_FOR = timedelta(days=1)
"""What is heard of later starts nothing: it would be news to nobody."""


class Happening(Value, frozen=True):
    """`trigger` names what it may start; `entry` is the same however often it is told. From
    `until` on there is nothing to write about it. `act` is what the person did, if that is it: who
    orders and pays here comes to such a goal, whether the storefront tells of it or not."""

    customer: str
    trigger: str
    entry: str
    at: datetime
    variables: Mapping[str, str] = {}
    until: datetime | None = None
    act: Act | None = None


def trigger_name(trigger: Trigger) -> str:
    if isinstance(trigger, SegmentEntry):
        return f"segment {trigger.segment_id}"
    if isinstance(trigger, SegmentExit):
        return f"out of {trigger.segment_id}"
    if isinstance(trigger, Deed):
        return f"act {trigger.act}"
    return f"occasion {trigger.occasion}"


def cool_down(trigger: Trigger) -> timedelta | None:
    """How long a person is not taken in again; None where each thing takes them in, once."""
    if isinstance(trigger, OccasionMet):
        return None
    days = trigger.cool_down_days
    return FOR_GOOD if days is None else timedelta(days=days)


def starts(happening: Happening, terms: JourneyTerms, now: datetime) -> bool:
    """Whether it is news, and takes the person into this journey."""
    is_over = happening.until is not None and happening.until <= now
    is_news = not is_over and now - happening.at <= TRIGGERS_FOR
    return is_news and terms.is_running and happening.trigger == trigger_name(terms.trigger)


def leads_on(happening: Happening, terms: JourneyTerms) -> bool:
    """Whether somebody on this journey may wait for it, or have come to its goal."""
    return happening.act is not None and happening.act in {*awaited(terms), terms.goal}


def awaited(terms: JourneyTerms) -> frozenset[Act]:
    """What its steps wait for."""
    return frozenset(step.act for step in terms.steps if isinstance(step, WaitFor))


def happenings_of(fact: Fact, occurred_at: datetime) -> list[Happening]:
    """Nothing, of a fact that starts nothing and leads nobody on."""
    return list(_TOLD[type(fact)](fact, occurred_at))


def _entered(fact: SegmentEntered, at: datetime) -> Iterator[Happening]:
    yield _turned("segment", fact, at)


def _left(fact: SegmentLeft, at: datetime) -> Iterator[Happening]:
    yield _turned("out of", fact, at)


def _turned(how: str, fact: SegmentMemberFact, at: datetime) -> Happening:
    entry = f"{fact.segment_id}-{fact.entries}"
    return Happening(fact.customer, f"{how} {fact.segment_id}", entry, at)


def _consented(fact: ConsentChanged, at: datetime) -> Iterator[Happening]:
    """To be written to by some channel, for the first time or again."""
    marketing = (each for each in fact.changes if each.purpose is Purpose.MARKETING)
    if any(each.before != "given" == each.state for each in marketing):
        name = "occasion consent_given"
        yield Happening(fact.customer, name, f"consent-{fact.version}", at)


def _acted(fact: PersonActed, _at: datetime) -> Iterator[Happening]:
    for each in fact.acts:
        entry = f"{each.act}-{_milliseconds(each.last_at)}"
        told = _told_of(each)
        name = f"act {each.act}"
        yield Happening(fact.customer, name, entry, each.last_at, told, None, each.act)


def _told_of(acted: Acted) -> dict[str, str]:
    """What it was done with most."""
    done = {"sku": acted.skus, "category": acted.categories}
    return {name: _most(counts) for name, counts in done.items() if counts}


def _most(counts: Mapping[str, int]) -> str:
    return max(counts, key=lambda name: counts[name])


def _coupon(occasion: Occasion) -> Callable[[CouponFact, datetime], Iterator[Happening]]:
    def told(fact: CouponFact, at: datetime) -> Iterator[Happening]:
        """A coupon that was extended expires once more."""
        ends = f"-{_milliseconds(fact.ends_at)}" if occasion == "coupon_expiring" else ""
        entry, name = f"{fact.id}{ends}", f"occasion {occasion}"
        variables = {
            "coupon": fact.id,
            "coupon_template": fact.template_id,
            "coupon_ends_at": clock.to_wire(fact.ends_at),
        }
        until = None if occasion == "coupon_used" else fact.ends_at
        yield Happening(fact.customer, name, entry, at, variables, until)

    return told


def _discount(fact: LimitedDiscountSoon, at: datetime) -> Iterator[Happening]:
    yield _soon("limited_discount_soon", fact.promotion_id, fact, at)


def _flash(fact: FlashSaleSoon, at: datetime) -> Iterator[Happening]:
    yield _soon("flash_sale_soon", fact.sale_id, fact, at)


def _soon(
    occasion: Occasion, id_: str, fact: LimitedDiscountSoon | FlashSaleSoon, at: datetime
) -> Happening:
    variables = {"name": fact.name, "opens_at": clock.to_wire(fact.opens_at)}
    entry = f"{id_}-{_milliseconds(fact.opens_at)}"
    name = f"occasion {occasion}"
    return Happening(fact.customer, name, entry, at, variables, fact.opens_at)


def _order(fact: OrderRecorded, _at: datetime) -> Iterator[Happening]:
    """Of tests, of guests and of what sells nothing, nobody is told."""
    if fact.customer is None or fact.is_test or fact.kind != "sale":
        return
    if fact.cancelled_at:
        yield _of_order("order_cancelled", fact.customer, fact.cancelled_at, fact)
        return
    placed = _of_order("order_placed", fact.customer, fact.placed_at, fact)
    yield replace(placed, act=Act.ORDER)
    if fact.paid_at:
        yield replace(_of_order("order_paid", fact.customer, fact.paid_at, fact), act=Act.PAY)


def _of_order(occasion: Occasion, customer: str, at: datetime, order: OrderDocument) -> Happening:
    variables = {
        "order": order.number,
        "store": order.store,
        "currency": order.currency,
        "paid_minor": str(order.paid_minor),
    }
    name = hashlib.sha256(f"{order.source}\n{order.number}".encode()).hexdigest()[:32]
    return Happening(customer, f"occasion {occasion}", f"{occasion}-{name}", at, variables)


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1_000)


_TOLD: Mapping[type[Fact], Callable[[Any, datetime], Iterator[Happening]]] = {
    SegmentEntered: _entered,
    SegmentLeft: _left,
    ConsentChanged: _consented,
    PersonActed: _acted,
    CouponGranted: _coupon("coupon_granted"),
    CouponExpiring: _coupon("coupon_expiring"),
    CouponUsed: _coupon("coupon_used"),
    LimitedDiscountSoon: _discount,
    FlashSaleSoon: _flash,
    OrderRecorded: _order,
}

FACTS = tuple(_TOLD)
