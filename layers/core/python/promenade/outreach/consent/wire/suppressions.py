"""What keeps messages away, on the wire."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.consents import Reason, address_digest
from promenade.contracts.customers import CustomerId, claim_digest
from promenade.contracts.references import Reference
from promenade.contracts.replies import is_stop
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.mail_addresses import is_mail_address
from promenade.kit.paging import PageQuery
from promenade.kit.phones import read_caller, read_phone
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.model.suppression import Cause, Causes, Suppressing, Suppression

_WHOM = "Send one of address, address_digest and customer."
_DIGEST = "Send the digest as it was told: 32 digits and small letters a to f."
_NO_ADDRESS = "Send an address of this channel, such as ada@shop.example or +8613800138000."
_NO_ADDRESSES = "This channel goes to no addresses: name the customer."
_ID = re.compile(r"\S+").fullmatch
_FORMS: Mapping[Channel, Callable[[str], object]] = {
    Channel.EMAIL: is_mail_address,
    Channel.WECHAT: _ID,
    Channel.WEIBO: _ID,
}

Note = Annotated[str, Meta(min_length=1, max_length=500)]
Address = Annotated[str, Meta(min_length=3, max_length=320)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}(?!\n)$", extra={"says": _DIGEST})]


class AboutBody(Strict, frozen=True):
    """Of an `address`, which is kept as a digest alone; of one by its `address_digest`; or of a
    `customer`, who need not be known yet: it holds once they are."""

    channel: Channel
    reason: Reason
    address: Address | None = None
    address_digest: Digest | None = None
    customer: CustomerId | None = None


class SuppressionBody(AboutBody, frozen=True):
    """An `unsubscribe` of an address counts from the last time that it was said: until a customer
    who has it gives consent themself."""

    note: Note | None = None


class LiftBody(AboutBody, frozen=True, kw_only=True):
    """`note` says why messages may be sent again; it stays on record."""

    note: Note


class ReplyBody(Strict, frozen=True):
    """What came back from a `phone` number, as its carrier tells it: in whatever letters.

    In a sentence that is no question but to be stopped, and does not say not to, count `STOP`,
    `STOPALL`, `STOP-PROMO`, `STOPP`, `STOPPEN`, `UNSUB`, `UNSUBSCRIBE`, `REVOKE`, `OPT OUT`,
    `REMOVE ME`, `TAKE ME OFF`, `LEAVE ME ALONE`, `DON'T TEXT ME`, `NO MORE TEXTS`, `ARRET`,
    `ARRETER`, `NE PLUS RECEVOIR`, `DESABONNER`, `ABMELDEN`, `ABBESTELLEN`, `KEINE WERBUNG`,
    `退订`, `取消订阅`, `取消关注`, `配信停止`, `别发了`, `不要再发`, `别骚扰`, `不要收短信`,
    and their like.

    Where nothing but courtesy goes with it count also `NO`, `NO MORE`, `NOT INTERESTED`, `CANCEL`,
    `REMOVE`, `END`, `QUIT`, `BAJA`, `PARAR`, `PARE`, `ALTO`, `CANCELAR`, `CANCELLA`, `NO MÁS`,
    `SAIR`, `T`, `TT`, `TD`, `N`, `R`, `0000`, `🛑`, `取消`, `停`, `停止`, `退`, `T退`, `退出`,
    `解除`, `解約`, `やめて`, `拒收`, `屏蔽`, `拉黑`, `勿扰`, `别发`, `不需要`, `不要`, `不用`,
    `不感兴趣`."""

    phone: Annotated[str, Meta(min_length=3, max_length=32)]
    text: Annotated[str, Meta(max_length=2_000)]
    reference: Reference | None = None


class SuppressionQuery(PageQuery, frozen=True, kw_only=True):
    channel: Channel


class CauseView(View, frozen=True):
    reason: Reason
    at: datetime
    by: str
    note: str | None


class SuppressionView(View, frozen=True):
    """Of an address or a customer, without the one or the other; nothing is sent while there are
    `causes`, but to who gave consent themself after an address's `unsubscribe`. A message about an
    order is kept back by a hard bounce or an invalid address alone."""

    channel: Channel
    address_digest: str | None
    customer: str | None
    causes: list[CauseView]


class SuppressionPage(View, frozen=True):
    items: list[SuppressionView]
    next: str | None


class ReplyView(View, frozen=True):
    """`is_stop`: no advertising is sent to this number any more, to whomever it belongs, nor by SMS
    to the customer whose profile has it, whatever their number is then. Messages about orders
    still come."""

    is_stop: bool


def read_about(
    call: Call[SuppressionBody, None] | Call[LiftBody, None], stamp: Stamp
) -> Suppressing:
    """Raises Invalid."""
    body = call.body
    if sum(map(bool, (body.address, body.address_digest, body.customer))) != 1:
        raise Invalid([Fault("", "one_of", _WHOM)])
    address = body.address_digest or ""
    if body.address:
        read = read_address(body.channel, body.address, "/address")
        address = address_digest(body.channel, read, call.digests)
    cause = Cause(stamp.at, stamp.actor, body.note or "")
    return Suppressing(body.channel, body.reason, cause, address, body.customer or "")


def read_address(channel: Channel, text: str, at: str) -> str:
    """What nothing is ever sent to would keep nothing away. Raises Invalid."""
    if channel is Channel.SMS:
        return _number(text, read_phone, at)
    if channel not in _FORMS:
        raise Invalid([Fault(at, "no_addresses", _NO_ADDRESSES)])
    if not _FORMS[channel](text.strip()):
        raise Invalid([Fault(at, "no_address", _NO_ADDRESS)])
    return text


def _number(text: str, read: Callable[[str], str], at: str) -> str:
    try:
        return read(text)
    except Invalid as refusal:
        raise Invalid([fault.within(at) for fault in refusal.faults]) from None


def read_reply(call: Call[ReplyBody, None], stamp: Stamp) -> tuple[Suppressing, str] | None:
    """With the digest under which a profile has the number. None where it asks for nothing. Raises
    Invalid for a number that no shop sends to, whatever it says."""
    number = _number(call.body.phone, read_caller, "/phone")
    if not is_stop(call.body.text):
        return None
    address = address_digest(Channel.SMS, number, call.digests)
    cause = Cause(stamp.at, stamp.actor, call.body.reference or "")
    asked = Suppressing(Channel.SMS, Reason.UNSUBSCRIBE, cause, address)
    return asked, claim_digest("phone", number, None, call.digests)


def show_address(found: Suppression) -> SuppressionView:
    return SuppressionView(
        channel=found.channel,
        address_digest=found.address,
        customer=None,
        causes=_causes(found.causes),
    )


def show_person(found: Person, channel: Channel) -> SuppressionView:
    return SuppressionView(
        channel=channel,
        address_digest=None,
        customer=found.customer or None,
        causes=_causes(found.suppressions.get(channel, {})),
    )


def show_page(found: Iterable[Suppression], cursor: str | None) -> SuppressionPage:
    return SuppressionPage(items=[show_address(each) for each in found], next=cursor)


def _causes(causes: Causes) -> list[CauseView]:
    return [
        CauseView(reason=reason, at=each.at, by=each.by, note=each.note or None)
        for reason, each in causes.items()
    ]
