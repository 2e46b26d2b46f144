"""Queues and minutes of deliveries, and what staff and shoppers ask of them."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.messages import Receipt
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.receipts import DynamoReceiptStore
from tests.support import functions
from tests.support.callers import OWNER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.campaigns import ID, Desk
from tests.support.clock import standing
from tests.support.cloud import dump, waiting
from tests.support.deliveries import NOON, request
from tests.support.delivery_deeds import approve
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.play import given, perform, prepare

SENT = Message(
    "ada", "spring", "first", "", Channel.EMAIL, "a", "spring#1", address="d" * 32, at=NOON
)


def welcomed(gateway: Gateway, customer: str, number: int) -> tuple[str, str]:
    """What became of the last message to them, and why."""
    asked = request(
        customer, id=f"welcome#{number}", campaign="welcome", channel=Channel.IN_APP,
        purpose=Purpose.TRANSACTIONAL, choices=(Choice("plain", "message_template_1"),),
    )  # fmt: skip
    functions.invoke("delivery_send", batch(msgspec.json.encode(asked).decode()))
    route = f"GET /customers/{customer}/messages"
    decision = gateway.call(route, caller=SUPPORT).json["items"][0]
    return decision["outcome"], decision["reason"]


def test_who_gave_no_consent_or_has_no_profile_is_sent_nothing(gateway: Gateway) -> None:
    name = "outreach/sqs/delivery_send"
    prepare(given(name), gateway)
    assert perform(name, gateway) == {"batchItemFailures": []}
    route = "GET /customers/customer-42/messages"
    (decision,) = gateway.call(route, caller=SUPPORT).json["items"]
    assert decision["reason"] == "never_asked"
    chinese = {"accept-language": "zh-CN"}
    (decision,) = gateway.call(route, caller=SUPPORT, headers=chinese).json["items"]
    assert (decision["outcome"], decision["reason"]) == ("never_asked", "从未询问过")


def test_who_is_merged_by_staff_between_two_requests_is_sent_it_once(gateway: Gateway) -> None:
    approve(Channel.IN_APP, Purpose.TRANSACTIONAL, gateway)
    for customer in ("old", "kept"):
        body: dict[str, Any] = {"customer": customer, "contacts": []}
        assert gateway.call("POST /profiles", body, caller=STOREFRONT).status == 201
    assert welcomed(gateway, "old", 1) == ("sent", "")
    merger = "PUT /profiles/old/merger"
    assert gateway.call(merger, {"into": "kept"}, caller=SUPPORT).status == 200
    assert welcomed(gateway, "kept", 2) == ("sent_before", "by welcome#1 as old")


def test_a_request_by_no_template_is_parked(stores: None) -> None:
    body = msgspec.json.encode(request("ada")).decode()
    assert functions.invoke("delivery_send", batch(body)) == {"batchItemFailures": []}
    assert waiting("delivery-requests-dead") == 1


def test_the_queue_of_receipts_keeps_what_is_told(stores: None) -> None:
    DynamoGateStore().keep({("ses", "p-1"): SENT}, {})
    receipt = Receipt("ses", "delivered", int(NOON.timestamp()), "p-1")
    body = msgspec.json.encode([receipt]).decode()
    assert functions.invoke("delivery_receipts", batch(body)) == {"batchItemFailures": []}
    found = DynamoReceiptStore().message(("ses", "p-1"))
    assert found
    assert found.state == "delivered"


def test_a_receipt_of_no_message_of_ours_is_parked(stores: None) -> None:
    receipt = Receipt("ses", "delivered", int(NOON.timestamp()), "p-9")
    body = msgspec.json.encode([receipt]).decode()
    assert functions.invoke("delivery_receipts", batch(body)) == {"batchItemFailures": []}
    assert waiting("delivery-receipts-dead") == 1


def test_the_minute_puts_on_the_queue_what_is_due(stores: None) -> None:
    DynamoGateStore().postpone(request("ada", id="spring#1#later-x"), NOON)
    with standing(NOON + timedelta(minutes=2)):
        functions.invoke("delivery_sweep", {})
        functions.invoke("delivery_sweep", {})
    assert waiting("delivery-requests") == 1


def test_a_bounce_suppresses_the_address(stores: None) -> None:
    data = {
        "campaign": "spring", "step": "first", "entry": "", "channel": "email",
        "customer": "ada", "variant": "a", "address": "d" * 32, "at": "2026-03-02T04:00:00Z",
        "is_final": True,
    }  # fmt: skip
    message = told("delivery", "MessageBounced", "event-1", data)
    assert functions.invoke("consent_receipts", batch(message)) == {"batchItemFailures": []}
    assert any("ADDRESS#email#" in str(each) for each in dump().values())


def test_staff_read_what_became_of_a_customer_and_of_a_campaign(gateway: Gateway) -> None:
    asked = gateway.call("GET /customers/ada/messages", caller=SUPPORT)
    assert (asked.status, asked.json) == (200, {"items": [], "next": None})
    Desk()
    route = f"GET /campaigns/{ID}/decisions"
    asked = gateway.call(route, caller=SUPPORT, query={"outcome": "sent"})
    assert asked.json == {"items": [], "next": None}


@pytest.mark.parametrize("customer", ["%ff", "a%c3", "%ef%bf%bd"])
def test_a_customer_whose_name_is_no_utf8_is_malformed(gateway: Gateway, customer: str) -> None:
    refused = gateway.call(f"GET /customers/{customer}/messages", caller=SUPPORT)
    assert refused.pointers == [("path", "/customer", "malformed")]


def test_the_inbox_of_who_is_no_shopper_is_not_found(gateway: Gateway) -> None:
    assert gateway.call("GET /inbox", caller=OWNER).status == 404
    assert gateway.call("GET /inbox", caller=SUPPORT).status == 403
    assert gateway.call("GET /inbox", caller=SHOPPER).json == {
        "items": [], "unread_count": 0, "next": None
    }  # fmt: skip
