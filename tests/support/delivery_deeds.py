"""What functions of deliveries do off their samples' paths: messages that are handed to providers
of each kind, what these tell of them, and what waits."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import msgspec

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.customers import claim_digest
from promenade.contracts.deliveries import Choice, Reached
from promenade.contracts.messages import Receipt
from promenade.contracts.tracking import LinkSet
from promenade.customer.tracking.model.links import set_key
from promenade.customer.tracking.model.touches import Touch
from promenade.customer.tracking.service.ports import Seen, Whose
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.kit import aws
from promenade.kit.digests import digests
from promenade.kit.outward import Outward
from promenade.kit.places import NotReached
from promenade.kit.values import Kind
from promenade.outreach.campaign.model.timing import launch
from promenade.outreach.channel.model.account import InApp, Ses, Sns, Wechat
from promenade.outreach.channel.model.terms import AccountUse, Text
from promenade.outreach.channel.service import templates
from promenade.outreach.channel.service.ports import Change, Doors
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.templates import DynamoTemplateStore
from promenade.outreach.delivery.model.contacts import Contact
from promenade.outreach.delivery.model.progress import Decision, added, begun
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import UNKNOWN
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support import campaigns, channels, functions
from tests.support.callers import shopper
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.deliveries import NOON, request
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.providers import wechat
from tests.support.stamps import stamp

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
ADD = "customer/http/profile_control.add_profile"
"""customer-42, with addresses of several kinds."""

_TEMPLATE = "message_template_1"
_PROVIDERS: dict[Channel, Kind] = {
    Channel.EMAIL: Ses("shop@shop.example", "Lantern", configuration_set="receipts"),
    Channel.IN_APP: InApp(),
    Channel.SMS: Sns("Lantern"),
    Channel.WECHAT: Wechat("wx12ab", "wechat"),
}


def approve(channel: Channel, purpose: Purpose, _: Gateway) -> None:
    doors = Doors(DynamoAccountStore(), DynamoTemplateStore())
    doors.accounts.add(channels.account("one", provider=_PROVIDERS[channel]), stamp())
    subject = "Hello" if channel is Channel.EMAIL else ""
    asked = channels.terms(
        channel=channel,
        purpose=purpose,
        accounts=(AccountUse("one", "CODE_1", "approved"),),
        texts={"en": Text("Lantern: hi {{name}}, STOP", subject)},
    )
    templates.draft(_TEMPLATE, asked, stamp("draft"), doors)
    templates.submit(Change(_TEMPLATE, 1, channels.by("maria", "submit")), doors)
    templates.approve(Change(_TEMPLATE, 2, channels.by("olga", "approve")), doors)


def _send(channel: Channel, purpose: Purpose, campaign: str, _: Gateway) -> object:
    choices = (Choice("plain", _TEMPLATE),)
    asked = request(
        "customer-42", channel=channel, purpose=purpose, campaign=campaign, choices=choices
    )
    return functions.invoke("delivery_send", batch(msgspec.json.encode(asked).decode()))


def _launch(_: Gateway) -> None:
    """With the least of budgets."""
    desk = campaigns.Desk(budget_micros=1)
    desk.schedule()
    launched = launch(desk.now(), campaigns.SOON)
    desk.store.save(launched, None, campaigns.by("system:campaign", "launch", campaigns.SOON))


def _consent(gateway: Gateway) -> object:
    given = {
        "channel": "email", "purpose": "marketing", "state": "given", "wording": "Mail me.",
        "wording_version": "1", "given_at": "2026-01-04T10:00:00+08:00", "locale": "en",
    }  # fmt: skip
    body = {"consents": [given], "source": "form"}
    return gateway.call("PUT /customers/customer-42/consents", body)


def _keep_secret(_: Gateway) -> None:
    secret = msgspec.json.encode(wechat.SECRET).decode()
    aws.client("secretsmanager").create_secret(
        Name="promenade/channels/wechat", SecretString=secret
    )


def _send_by_wechat(campaign: str, gateway: Gateway) -> object:
    answering: Any = wechat.Wechat()
    with patch.object(Outward, "__call__", lambda _, asked: answering(asked)):
        return _send(Channel.WECHAT, Purpose.TRANSACTIONAL, campaign, gateway)


def _find_nobody(gateway: Gateway) -> object:
    refused = NotReached("The other server cannot be reached.")
    with patch.object(Outward, "__call__", side_effect=refused):
        return _send(Channel.WECHAT, Purpose.TRANSACTIONAL, "welcome", gateway)


def _read_inbox(gateway: Gateway) -> object:
    """A message that is put away then."""
    caller = shopper("customer-42")
    (message,) = gateway.call("GET /inbox", caller=caller).json["items"]
    gateway.call(f"PUT /inbox/{message['id']}/read", caller=caller)
    return gateway.call(f"DELETE /inbox/{message['id']}", caller=caller)


def _keep_one(_: Gateway) -> None:
    store = DynamoGateStore()
    place = ("ada", "spring", "first", "", Channel.EMAIL, "a", "spring#1")
    store.keep({("ses", "p-1"): Message(*place, address="d" * 32, at=NOON)}, {})


def _hear_of_it(_: Gateway) -> object:
    receipt = Receipt("ses", "delivered", int(NOON.timestamp()), "p-1")
    return functions.invoke("delivery_receipts", batch(msgspec.json.encode([receipt]).decode()))


def hear_of_three() -> None:
    """Messages that providers took, or may have, and what became of them."""
    place = ("spring", "first", "", Channel.EMAIL, "a", "spring#1")
    sent = {("ses", f"p-{who}"): Message(who, *place, "d" * 32, SAMPLE_TIME) for who in "ab"}
    perhaps = Message("c", *place, "e" * 32, SAMPLE_TIME, was_unknown=True)
    DynamoGateStore().keep({**sent, (UNKNOWN, "key-c"): perhaps}, {})
    at_s = int(SAMPLE_TIME.timestamp())
    receipts = [
        Receipt("ses", "complained", at_s, "p-a", channel=Channel.EMAIL),
        Receipt("ses", "bounced", at_s, "p-b", is_final=True, detail="NoEmail"),
        Receipt("ses", "delivered", at_s, "p-c", key="key-c"),
    ]
    answer = functions.invoke("delivery_receipts", batch(msgspec.json.encode(receipts).decode()))
    assert answer == {"batchItemFailures": []}


def _forget(_: Gateway) -> object:
    """Where somebody was sent something."""
    data = {"id": "ada", "version": 2, "state": "anonymised"}
    return functions.invoke(
        "delivery_erasures", batch(told("profile", "ProfileChanged", "m", data))
    )


def _note_one(_: Gateway) -> None:
    at_s = int(NOON.timestamp())
    DynamoGateStore().keep({}, {"ada": Contact(at_s, "key", "spring", "spring#1")})


def _touch_a_link(_: Gateway) -> None:
    """Of what `_note_one` notes."""
    reached = Reached("ada", "a")
    made = LinkSet("spring#1", "spring", "first", Channel.EMAIL, (reached,), ("https://a.example",))
    DynamoLinkStore().keep(made, stamp())
    touch = Touch("ada", "spring", "first", "a", Channel.EMAIL, NOON, "https://a.example")
    seen = Seen(Whose(set_key("spring#1"), 0), "early", touch)
    DynamoTouchStore().see(seen, stamp())


def _put_off(_: Gateway) -> None:
    DynamoGateStore().postpone(request("ada", id="spring#1#later-x"), SAMPLE_TIME)


def _sweep_later(_: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(minutes=2)):
        return functions.invoke("delivery_sweep", {})


def _wait(_: Gateway) -> None:
    """Until a morning that the campaign may not live to see."""
    asked = request("ada", id="spring#1", campaign=campaigns.ID)
    waiting = Decision("ada", "waiting", until=SAMPLE_TIME + timedelta(days=365 * 50))
    before = begun(asked, SAMPLE_TIME)
    DynamoGateStore().save(before, added(before, [waiting], "CNY"), "")


def _ask_why(gateway: Gateway) -> object:
    return gateway.call(f"GET /campaigns/{campaigns.ID}/decisions")


def _stop(_: Gateway) -> object:
    data = {
        "channel": "sms", "address": "d" * 32, "at": "2026-01-05T09:00:00Z", "customer": "ada",
        "campaign": "spring", "step": "first",
    }  # fmt: skip
    stopped = told("delivery", "RecipientStopped", "event-1", data)
    return functions.invoke("consent_receipts", batch(stopped))


def _stop_by_address(_: Gateway) -> object:
    """Of customer-42, whose profile tells that."""
    claim = claim_digest("phone", "138 1234 5678", None, digests())
    data = {"channel": "sms", "address": "d" * 32, "at": "2026-01-05T09:00:00Z", "claim": claim}
    stopped = told("delivery", "RecipientStopped", "event-1", data)
    return functions.invoke("consent_receipts", batch(stopped))


def _transactional(channel: Channel, campaign: str = "welcome") -> Occasion:
    purpose = Purpose.TRANSACTIONAL
    before = partial(approve, channel, purpose)
    return "delivery_send", [ADD, before], partial(_send, channel, purpose, campaign)


_MAIL: list[str | Act] = [ADD, _consent, partial(approve, Channel.EMAIL, Purpose.MARKETING)]
_SMS = _transactional(Channel.SMS, campaigns.ID)
_INBOX = _transactional(Channel.IN_APP)
_WECHAT: list[str | Act] = [*_transactional(Channel.WECHAT)[1], _keep_secret]
_FIRST, _SECOND = partial(_send_by_wechat, "welcome"), partial(_send_by_wechat, "thanks")
"""A token is fetched for the first, and kept for the second."""

OCCASIONS: list[Occasion] = [
    ("consent_receipts", [], _stop),
    ("consent_receipts", [ADD], _stop_by_address),
    ("delivery_api", [_wait], _ask_why),
    ("delivery_erasures", [_note_one, _touch_a_link], _forget),
    ("delivery_inbox", [*_INBOX[1], _INBOX[2]], _read_inbox),
    ("delivery_receipts", [_keep_one], _hear_of_it),
    _INBOX,
    _transactional(Channel.SMS),
    ("delivery_send", _MAIL, partial(_send, Channel.EMAIL, Purpose.MARKETING, "welcome")),
    ("delivery_send", [*_SMS[1], _launch], _SMS[2]),
    ("delivery_send", _WECHAT, _FIRST),
    ("delivery_send", [*_WECHAT, _FIRST], _SECOND),
    ("delivery_send", _WECHAT, _find_nobody),
    ("delivery_sweep", [_put_off], _sweep_later),
]
