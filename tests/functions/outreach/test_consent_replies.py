"""Who answers STOP is heard as a customer, not as a number alone: it goes with them to the next
one, whichever way it was heard."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient, address_digest, person_digest
from promenade.kit.clock import system_clock
from promenade.outreach.consent.reader import DynamoConsents
from tests.functions.outreach.test_channel_receipts import queued as waiting
from tests.functions.outreach.test_channel_receipts import tell
from tests.support import functions
from tests.support.callers import STOREFRONT, SUPPORT, shopper
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.facts import batch
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

OLD, NEW = "8613925587033", "+8613825587933"
HEADERS = "customer,name,phone\n"
YES = {"channel": "sms", "state": "given", "wording": "Yes.", "wording_version": "1"}


def import_number(gateway: Gateway, customer: str, phone: str) -> None:
    rows = f"{HEADERS}{customer},Zoë,{phone}".encode()
    csv = {"content-type": "text/csv"}
    done = gateway.call("POST /profile-imports", rows, caller=STOREFRONT, headers=csv)
    assert done.json["rejected_count"] == 0, done.text


def consent(gateway: Gateway, customer: str) -> None:
    choices = [{**YES, "purpose": purpose} for purpose in ("marketing", "transactional")]
    body = {"choices": choices, "locale": "en"}
    assert gateway.call("PUT /preferences", body, caller=shopper(customer)).status == 200


@pytest.fixture
def zoe(gateway: Gateway) -> str:
    """Who has a number and wants marketing, since an hour ago."""
    with standing(system_clock() - timedelta(hours=1)):
        import_number(gateway, "zoe", f"+{OLD}")
        consent(gateway, "zoe")
    return "zoe"


def reply(gateway: Gateway, **body: str) -> None:
    sent = {"phone": OLD, "text": "STOP", **body}
    answer = gateway.call("POST /message-replies", sent, caller=STOREFRONT)
    assert (answer.status, answer.json) == (200, {"is_stop": True})


def push(gateway: Gateway) -> None:
    """As Alibaba Cloud tells it, twice."""
    tell(gateway, [{"phone_number": OLD, "content": "TD", "sequence_id": 1}])
    (message,) = waiting("DELIVERY_RECEIPTS_QUEUE_URL")
    assert OLD[2:] not in message["Body"]
    functions.invoke("delivery_receipts", batch(message["Body"]))
    told = [each for each in relayed().events if each["detail-type"] == "RecipientStopped"]
    assert functions.invoke("consent_receipts", queued(told * 2)) == {"batchItemFailures": []}


def told(customer: str, phone: str, purpose: Purpose = Purpose.MARKETING) -> str:
    consents = DynamoConsents(lambda who: person_digest(who, DIGESTS))
    place = address_digest(Channel.SMS, phone, DIGESTS)
    (found,) = consents.verdicts([Recipient(customer, Channel.SMS, purpose, place)])
    return f"{found.rule} by {found.by}" if found.rule else "allowed"


def shown(gateway: Gateway, customer: str) -> dict[str, Any]:
    found = gateway.call(f"GET /customers/{customer}/consents", caller=SUPPORT).json
    return {f"{each['channel']}/{each['purpose']}": each for each in found["consents"]}


@pytest.mark.parametrize("hear", [reply, push])
def test_stop_holds_at_the_next_number(gateway: Gateway, zoe: str, hear: Any) -> None:
    assert told(zoe, OLD) == "allowed"
    hear(gateway)
    import_number(gateway, zoe, NEW)
    assert told(zoe, NEW) == "withdrawn by reply"
    assert told(zoe, NEW, Purpose.TRANSACTIONAL) == "allowed"
    with standing(system_clock() + timedelta(hours=1)):
        consent(gateway, zoe)
    assert told(zoe, NEW) == "allowed"


def test_the_number_stays_suppressed_for_whomever_has_it_next(gateway: Gateway, zoe: str) -> None:
    given = {**YES, "purpose": "marketing", "given_at": "2025-12-01T00:00:00Z", "locale": "en"}
    body = {"consents": [given], "source": "form"}
    gateway.call("PUT /customers/yan/consents", body, caller=STOREFRONT)
    assert told("yan", OLD) == "allowed"
    reply(gateway)
    assert told("yan", OLD) == "address_suppressed by unsubscribe"


def test_what_proves_it_is_told(gateway: Gateway, zoe: str) -> None:
    reply(gateway, reference="mo-17")
    stands = shown(gateway, zoe)["sms/marketing"]
    assert stands["state"] == "withdrawn"
    assert (stands["proof"]["source"], stands["proof"]["reference"]) == ("reply", "mo-17")
    assert stands["proof"]["recorded_by"] == "client:storefront"
    assert shown(gateway, zoe)["sms/transactional"]["state"] == "given"


def test_stop_of_a_merged_customers_number_is_of_who_is_left(gateway: Gateway, zoe: str) -> None:
    import_number(gateway, "zoe-by-mail", NEW)
    consent(gateway, "zoe-by-mail")
    merger = f"PUT /profiles/{zoe}/merger"
    assert gateway.call(merger, {"into": "zoe-by-mail"}, caller=SUPPORT).status == 200
    told_of = [each for each in relayed().events if each["detail-type"] == "ProfileChanged"]
    assert functions.invoke("consent_merges", queued(told_of)) == {"batchItemFailures": []}
    assert told("zoe-by-mail", NEW) == "allowed"
    reply(gateway)
    assert told("zoe-by-mail", NEW) == "withdrawn by reply"


def test_stop_of_nobodys_number_moves_no_customer(gateway: Gateway, zoe: str) -> None:
    before = set(map(str, dump()["promenade-consent"]))
    reply(gateway, phone="13800138000")
    after = set(map(str, dump()["promenade-consent"]))
    assert ["ADDRESS#sms#" in each for each in after - before] == [True]
    assert told(zoe, OLD) == "allowed"
