"""Bodies and queries, read as what is asked for."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from promenade.activity.behaviour.model.events import (
    ONCE_AN_ORDER,
    ONLY_SHOPS_TELL,
    Event,
    Outcome,
    Person,
    Result,
    Sent,
    fault_in_time,
    is_bot,
)
from promenade.activity.behaviour.wire.bodies import EventBody, TalliesQuery
from promenade.contracts.behaviour import Days, order_event
from promenade.contracts.customers import customer_of
from promenade.kit.clock import in_utc
from promenade.kit.codes import NO_CODE, code, is_code
from promenade.kit.digests import Digests
from promenade.kit.entries import Entry
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.masks import masked_values
from promenade.kit.turning import straight
from promenade.kit.values import Value
from promenade.kit.zones import is_zone

MOST_PROPS_BYTES = 1_024

_NO_CUSTOMER = Fault("/customer", "missing", "Say whose it is: a customer.")
_NOBODY = Fault("/customer", "nobody", "Say whose it is: a customer, or an anonymous_id.")
_NOT_YOURS = Fault("/customer", "not_yours", "Shoppers tell what they did themselves.")
_SHOPS_TELL = Fault("/act", "only_shops_tell", "Orders, payments and refunds are told by shops.")
_NO_SKU = Fault("/sku", "wrong_form", NO_CODE)
_NO_ZONE = Fault("/zone", "unknown_zone", "Send an IANA zone, such as Asia/Shanghai.", "query")


class Read(Value, frozen=True):
    """Of one call, by the place of each event."""

    sent: dict[int, Sent]
    refused: dict[int, Outcome]


def read_events(call: Call[tuple[Entry, ...], None], now: datetime) -> Read:
    read = Read({}, {})
    for place, each in enumerate(call.body):
        faults = each.refused or tuple(_faults(each.value, call.caller, now))
        if faults:
            read.refused[place] = _refused(each, faults)
        else:
            read.sent[place] = _sent(each.value, call.caller, call.digests)
    return read


def person_of(caller: Principal, named: str | None) -> str:
    """The customer whom a call is about. Raises Invalid."""
    own = customer_of(caller) if caller.kind == "shopper" else None
    if own and named not in (None, own):
        raise Invalid([_NOT_YOURS])
    customer = own or named
    if customer is None:
        raise Invalid([_NO_CUSTOMER])
    return customer


def visitor_of(anonymous_id: str, digests: Digests) -> str:
    return digests.pseudonym(f"anonymous {anonymous_id}")


def read_days(query: TalliesQuery, now: datetime) -> Days:
    """Raises Invalid."""
    if not is_zone(query.zone):
        raise Invalid([_NO_ZONE])
    return Days(query.days, query.zone, now.astimezone(ZoneInfo(query.zone)).date())


def _faults(body: EventBody, caller: Principal, now: datetime) -> Iterator[Fault]:
    if fault := fault_in_time(in_utc(body.event_time), now):
        yield fault
    yield from _faults_of_person(body, caller)
    if body.sku is not None and not is_code(code(body.sku)):
        yield _NO_SKU
    if len(msgspec.json.encode(body.props)) > MOST_PROPS_BYTES:
        told = "Properties of an event take {most} bytes at most."
        yield Fault("/props", "too_large", told, facts={"most": MOST_PROPS_BYTES})


def _faults_of_person(body: EventBody, caller: Principal) -> Iterator[Fault]:
    if caller.kind != "shopper":
        if not (body.customer or body.anonymous_id):
            yield _NOBODY
        return
    if body.customer not in (None, customer_of(caller)):
        yield _NOT_YOURS
    if body.act in ONLY_SHOPS_TELL:
        yield _SHOPS_TELL


def _sent(body: EventBody, caller: Principal, digests: Digests) -> Sent:
    customer = customer_of(caller) if caller.kind == "shopper" else body.customer
    visitor = visitor_of(body.anonymous_id or "", digests)
    person = Person("customer", customer) if customer else Person("visitor", visitor)
    event = Event(
        id=body.id,
        act=body.act,
        event_time=in_utc(body.event_time),
        sku=code(body.sku) if body.sku else None,
        category=body.category,
        session=body.session,
        channel=body.channel,
        props=masked_values(body.props),
        is_bot=is_bot(body.user_agent),
        once=_once(body, customer),
    )
    return Sent(person, event)


def _once(body: EventBody, customer: str | None) -> str | None:
    is_counted = body.act in ONCE_AN_ORDER and not is_bot(body.user_agent)
    if not (is_counted and customer and body.order):
        return None
    return order_event(body.act, customer, body.order)


def _refused(entry: Entry, faults: tuple[Fault, ...]) -> Outcome:
    return Outcome(_id_of(entry.value), Result.REJECTED, False, faults, entry.more_count)


def _id_of(value: Any) -> str | None:
    """Of an event that could not be read, what was sent as its id."""
    if isinstance(value, EventBody):
        return value.id
    sent = value.get("id") if isinstance(value, dict) else None
    return straight(sent[:128]) if isinstance(sent, str) else None
