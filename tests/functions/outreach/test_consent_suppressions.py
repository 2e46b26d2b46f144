"""Suppressions over HTTP, and the replies that make one."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.outlooks import ADD
from tests.support.play import perform
from tests.support.relaying import relayed

BOUNCE = {"channel": "email", "reason": "hard_bounce", "address": "Ada@Example.com"}


def listed(gateway: Gateway, channel: str) -> Any:
    found = gateway.call("GET /suppressions", query={"channel": channel}, caller=MARKETER)
    return found.json["items"]


def test_an_address_is_kept_as_a_digest_alone(gateway: Gateway) -> None:
    made = gateway.call("POST /suppressions", BOUNCE, caller=STOREFRONT)
    again = {**BOUNCE, "address": " ada@example.COM"}
    assert gateway.call("POST /suppressions", again, caller=STOREFRONT).json == made.json
    assert (made.status, len(made.json["address_digest"])) == (200, 32)
    assert "xample" not in str(dump()).casefold()
    assert listed(gateway, "email") == [made.json]


def test_who_lifts_says_why_and_a_client_lifts_nothing(gateway: Gateway) -> None:
    digest = gateway.call("POST /suppressions", BOUNCE, caller=STOREFRONT).json["address_digest"]
    asked = {"channel": "email", "reason": "hard_bounce", "address_digest": digest}
    before = dump()
    lift = "POST /suppression-lifts"
    assert gateway.call(lift, {**asked, "note": "Back"}, caller=STOREFRONT).status == 403
    assert gateway.call(lift, asked, caller=SUPPORT).pointers == [("body", "/note", "missing")]
    assert dump() == before
    lifted = gateway.call(lift, {**asked, "note": "The mailbox is back"}, caller=SUPPORT)
    assert (lifted.status, lifted.json["causes"], listed(gateway, "email")) == (200, [], [])
    told = [each["detail-type"] for each in relayed().events]
    assert told == ["AddressSuppressed", "AddressSuppressionLifted"]


def test_exactly_one_is_named(gateway: Gateway) -> None:
    before = dump()
    for whom in ({}, {"address": "a@b.cn", "customer": "ada"}):
        body = {"channel": "email", "reason": "manual", **whom}
        refused = gateway.call("POST /suppressions", body, caller=SUPPORT)
        assert refused.pointers == [("body", "", "one_of")]
    assert dump() == before


@pytest.mark.parametrize(
    ("channel", "address", "code"),
    [
        ("email", "a@b", "no_address"),
        ("email", "ada lovelace@shop.example", "no_address"),
        ("email", "13800138000", "no_address"),
        ("sms", "ada@shop.example", "no_address"),
        ("sms", "1380", "no_address"),
        ("wechat", "an openid", "no_address"),
        ("in_app", "ada@shop.example", "no_addresses"),
        ("webhook", "https://shop.example", "no_addresses"),
    ],
)
def test_what_is_no_address_of_the_channel_is_not_suppressed(
    gateway: Gateway, channel: str, address: str, code: str
) -> None:
    before = dump()
    body = {"channel": channel, "reason": "manual", "address": address}
    refused = gateway.call("POST /suppressions", body, caller=SUPPORT)
    assert (refused.status, refused.pointers) == (400, [("body", "/address", code)])
    assert dump() == before


def test_a_customer_is_suppressed_and_let_through_again(gateway: Gateway) -> None:
    about = {"channel": "sms", "reason": "complaint", "customer": "ada"}
    made = gateway.call("POST /suppressions", about, caller=SUPPORT).json
    assert (made["customer"], [each["reason"] for each in made["causes"]]) == ("ada", ["complaint"])
    shown = gateway.call("GET /customers/ada/consents", caller=SUPPORT).json["suppressions"]
    assert [(each["channel"], each["reason"]) for each in shown] == [("sms", "complaint")]
    body = {**about, "note": "A mistake"}
    assert gateway.call("POST /suppression-lifts", body, caller=SUPPORT).json["causes"] == []


def test_a_number_that_would_keep_nothing_back_is_refused(gateway: Gateway) -> None:
    before = dump()
    for number, code in (("7700", "no_address"), ("010-6552 9988", "no_mobile")):
        body = {"channel": "sms", "reason": "manual", "address": number}
        refused = gateway.call("POST /suppressions", body, caller=SUPPORT)
        assert (refused.status, refused.pointers) == (400, [("body", "/address", code)])
    assert dump() == before


def test_support_sees_what_keeps_messages_from_a_customers_own_address(gateway: Gateway) -> None:
    """As after a STOP, that names a number and nobody: all looked as if it were still given."""
    perform(ADD, gateway)
    reply = {"phone": "13812345678", "text": "TD"}
    gateway.call("POST /message-replies", reply, caller=STOREFRONT)
    (stopped,) = listed(gateway, "sms")
    found = gateway.call("GET /customers/customer-42/consents", caller=SUPPORT)
    (shown,) = found.json["suppressions"]
    assert (shown["channel"], shown["reason"]) == ("sms", "unsubscribe")
    assert shown["address_digest"] == stopped["address_digest"]
    assert "13812345678" not in found.text


def test_a_phone_number_that_says_stop_is_stopped_for_whomever_it_is(gateway: Gateway) -> None:
    def hear(phone: str, text: str) -> bool:
        body = {"phone": phone, "text": text}
        answer = gateway.call("POST /message-replies", body, caller=STOREFRONT)
        stops: bool = answer.json["is_stop"]
        return stops

    before = dump()
    assert not hear("+8613800138000", "何时到货")
    assert dump() == before
    assert hear("+8613800138000", "退订")
    assert hear("138 0013 8000", "STOP")
    (found,) = listed(gateway, "sms")
    assert [each["reason"] for each in found["causes"]] == ["unsubscribe"]
    body = {"channel": "sms", "reason": "unsubscribe", "address": "13800138000"}
    again = gateway.call("POST /suppressions", body, caller=SUPPORT).json
    assert again["address_digest"] == found["address_digest"]
    assert [each["by"] for each in again["causes"]] == ["staff:sven"]


@pytest.mark.parametrize("phone", ["07400 123777", "06 12 34 56 78", "hello there"])
@pytest.mark.parametrize("text", ["STOP", "何时到货"])
def test_a_reply_of_a_number_that_no_shop_sends_to_is_refused(
    gateway: Gateway, phone: str, text: str
) -> None:
    """As it is where staff suppress one: `is_stop` was told, and nobody was stopped."""
    before = dump()
    body = {"phone": phone, "text": text}
    refused = gateway.call("POST /message-replies", body, caller=STOREFRONT)
    assert (refused.status, refused.pointers) == (400, [("body", "/phone", "no_address")])
    assert dump() == before
