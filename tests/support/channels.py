"""Accounts and message templates, for tests."""

from typing import Any

from promenade.contracts.channels import Channel, Purpose
from promenade.outreach.channel.model.account import Account, AccountTerms, Alibaba, Sns
from promenade.outreach.channel.model.template import Template
from promenade.outreach.channel.model.terms import AccountUse, MessageTerms, Text, Variable
from tests.support.callers import OWNER
from tests.support.gateway import Gateway
from tests.support.stamps import NOON

SNS: dict[str, Any] = {
    "name": "SNS",
    "provider": {"kind": "sns", "sign": "Lantern"},
    "currency": "USD",
    "unit_cost_micros": 6_450,
}
"""As owners send it."""

SMS: dict[str, Any] = {
    "name": "Spring sale",
    "channel": "sms",
    "purpose": "marketing",
    "texts": {
        "en": {"text": "Lantern: hi {{name}}! {{link:https://shop.example/sale}} STOP to opt out"},
        "zh": {"text": "Lantern {{name}}，春季特卖 {{link:https://shop.example/sale}} 拒收请回复R"},
    },
    "default_locale": "en",
    "variables": {"name": {"example": "Ada"}},
}
"""As staff send it, but for its accounts."""


def account(id_: str = "sms-1", **other: Any) -> Account:
    given: dict[str, Any] = {
        "name": "SMS",
        "provider": Sns("Lantern"),
        "currency": "USD",
        "unit_cost_micros": 6_450,
    }
    terms = AccountTerms(**given | other)
    return Account(id_, 1, terms, terms.channel, NOON, "request-1")


def alibaba(id_: str = "ali-1", **other: Any) -> Account:
    given = {"provider": Alibaba("灯笼", "alibaba"), "currency": "CNY", "unit_cost_micros": 45_000}
    return account(id_, **given | other)


def terms(text: str = "Lantern: hi {{name}}, STOP", **other: Any) -> MessageTerms:
    given: dict[str, Any] = {
        "name": "Hello",
        "channel": Channel.SMS,
        "purpose": Purpose.MARKETING,
        "accounts": (AccountUse("sms-1"),),
        "texts": {"en": Text(text)},
        "default_locale": "en",
        "variables": {"name": Variable("Ada")},
    }
    return MessageTerms(**given | other)


def template(id_: str = "message_template_1", **other: Any) -> Template:
    """A draft of maria's."""
    found = terms(**other)
    return Template(
        id_, 1, found, found.name, found.channel, NOON, "request-1", authors=("staff:maria",)
    )


def added(gateway: Gateway, **other: Any) -> str:
    """The id of an account that an owner adds."""
    made = gateway.call("POST /channel-accounts", {**SNS, **other}, caller=OWNER)
    assert made.status == 201, made.text
    return str(made.json["id"])
