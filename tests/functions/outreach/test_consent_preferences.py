"""What customers are told of their own preferences, and what the gate makes of them."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient, address_digest, person_digest
from promenade.outreach.consent.reader import DynamoConsents
from tests.support.callers import STOREFRONT, SUPPORT, shopper
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.digests import DIGESTS
from tests.support.gateway import Gateway
from tests.support.outlooks import ADD
from tests.support.play import perform

WHO, PHONE = "customer-42", "13812345678"
OWNER_OF_IT = shopper(WHO)
WORDS = {"wording": "Yes, text me offers.", "wording_version": "1"}
YES = {"channel": "sms", "purpose": "marketing", "state": "given", **WORDS}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """With customer-42, who has a phone and a mailbox."""
    perform(ADD, gateway)
    return gateway


def at(minute: int, shop: Gateway, request: str, body: Any, **other: Any) -> Any:
    with standing(SAMPLE_TIME + timedelta(minutes=minute)):
        answer = shop.call(request, body, **other)
    assert answer.status == 200, answer.text
    return answer.json


def stop(minute: int, shop: Gateway) -> None:
    body = {"phone": PHONE, "text": "STOP"}
    assert at(minute, shop, "POST /message-replies", body, caller=STOREFRONT) == {"is_stop": True}


def choose(minute: int, shop: Gateway, **choice: str) -> dict[str, Any]:
    body = {"choices": [{**YES, **choice}], "locale": "en"}
    return sms(at(minute, shop, "PUT /preferences", body, caller=OWNER_OF_IT))


def sms(found: Any, purpose: str = "marketing") -> dict[str, Any]:
    items: list[dict[str, Any]] = found["items"]
    (item,) = (each for each in items if (each["channel"], each["purpose"]) == ("sms", purpose))
    return item


def shown(shop: Gateway, purpose: str = "marketing") -> tuple[str, bool]:
    item = sms(shop.call("GET /preferences", caller=OWNER_OF_IT).json, purpose)
    return item["state"], item["is_suppressed"]


def gate() -> str:
    address = address_digest(Channel.SMS, PHONE, DIGESTS)
    recipient = Recipient(WHO, Channel.SMS, Purpose.MARKETING, address)
    (found,) = DynamoConsents(partial(person_digest, digests=DIGESTS)).verdicts([recipient])
    return found.told


def reasons(shop: Gateway) -> list[str]:
    found = shop.call(f"GET /customers/{WHO}/consents", caller=SUPPORT).json["suppressions"]
    return [each["reason"] for each in found]


def test_a_customer_is_told_that_their_number_said_stop(shop: Gateway) -> None:
    choose(1, shop)
    assert shown(shop) == ("given", False)
    stop(2, shop)
    assert shown(shop) == ("withdrawn", True)
    assert shown(shop, "transactional") == ("never_asked", False)
    assert gate() == "withdrawn 2026-01-05 by reply"


def test_who_opts_in_again_themselves_is_sent_messages_until_the_next_stop(shop: Gateway) -> None:
    stop(1, shop)
    assert choose(2, shop)["is_suppressed"] is False
    assert (shown(shop), gate(), reasons(shop)) == (("given", False), "allowed", [])
    stop(3, shop)
    assert (shown(shop), reasons(shop)) == (("withdrawn", True), ["unsubscribe"])
    assert gate() == "withdrawn 2026-01-05 by reply"
    assert choose(4, shop)["is_suppressed"] is False
    assert choose(5, shop, state="withdrawn")["state"] == "withdrawn"
    assert gate() == "withdrawn 2026-01-05 by shopper"


@pytest.mark.parametrize("reason", ["hard_bounce", "complaint", "invalid", "manual"])
def test_no_consent_lifts_another_reason_and_the_customer_is_told(
    shop: Gateway, reason: str
) -> None:
    body = {"channel": "sms", "reason": reason, "address": PHONE}
    at(1, shop, "POST /suppressions", body, caller=SUPPORT)
    assert choose(2, shop)["is_suppressed"] is True
    is_unreachable = reason in ("hard_bounce", "invalid")
    assert shown(shop) == ("given", True)
    assert shown(shop, "transactional") == ("never_asked", is_unreachable)
    assert (gate(), reasons(shop)) == (f"address_suppressed 2026-01-05 by {reason}", [reason])


def test_what_keeps_advertising_from_a_customer_keeps_no_message_about_an_order(
    shop: Gateway,
) -> None:
    body = {"channel": "sms", "reason": "complaint", "customer": WHO}
    at(1, shop, "POST /suppressions", body, caller=SUPPORT)
    assert shown(shop) == ("never_asked", True)
    assert shown(shop, "transactional") == ("never_asked", False)
