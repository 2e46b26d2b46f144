"""What the bus tells of customers: those who are one refuse together, who is anonymised is
forgotten, and no address is written to that somebody refused, whoever has it now."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient, address_digest, person_digest
from promenade.outreach.consent.reader import DynamoConsents
from promenade.outreach.consent.wire.following import FACTS
from tests.support import functions
from tests.support.callers import OWNER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

WORDS = {"wording": "Yes, send me offers.", "wording_version": "2025-10", "locale": "en"}


def said(gateway: Gateway, customer: str, state: str) -> None:
    consent = {"channel": "email", "purpose": "marketing", "state": state, **WORDS}
    route = f"PUT /customers/{customer}/consents"
    assert gateway.call(route, {"consents": [consent]}, caller=STOREFRONT).status == 200


def changed(**data: Any) -> dict[str, Any]:
    detail = {
        "event_id": f"PERSON#ada/-@{data['version']}",
        "schema": 1,
        "occurred_at": "2026-03-01T12:00:00Z",
        "correlation_id": "merger",
        "actor": "staff:sven",
        "data": {"id": "ada", **data},
    }
    return {"source": "promenade.profile", "detail-type": "ProfileChanged", "detail": detail}


def hear(*told: dict[str, Any]) -> None:
    assert functions.invoke("consent_merges", queued([*told])) == {"batchItemFailures": []}


def stands(gateway: Gateway, customer: str) -> tuple[str, str]:
    """Who the customer is, and what that one said of marketing mail."""
    found = gateway.call(f"GET /customers/{customer}/consents", caller=SUPPORT).json
    return found["customer"], found["consents"][1]["state"]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    said(gateway, "ada", "withdrawn")
    said(gateway, "ada.wong", "given")
    return gateway


def test_what_either_refused_is_refused_of_both(shop: Gateway) -> None:
    merged = changed(version=2, state="merged", merged_into="ada.wong", mergers=1)
    hear(merged, merged)
    assert stands(shop, "ada") == stands(shop, "ada.wong") == ("ada.wong", "withdrawn")


def test_any_other_change_moves_nothing(shop: Gateway) -> None:
    before = dump()
    hear(changed(version=2, state="active"))
    assert dump() == before


def test_of_whose_profile_is_anonymised_nothing_is_left_that_was_said(shop: Gateway) -> None:
    hear(changed(version=2, state="anonymised"))
    found = shop.call("GET /customers/ada/consents", caller=SUPPORT).json
    assert (found["customer"], found["consents"][1]["proof"]) == (None, None)
    assert found["erased_at"]
    before = dump()
    hear(changed(version=2, state="anonymised"))
    assert dump() == before


def make(gateway: Gateway, customer: str) -> None:
    contacts = [{"kind": "email", "value": "Ev@shop.example"}]
    body = {"customer": customer, "contacts": contacts}
    made = gateway.call("POST /profiles", body, caller=STOREFRONT, key=f"make-{customer}-1")
    assert made.status == 201, made.text


def agree(gateway: Gateway, customer: str, at: str) -> str:
    """What the gate is told of a mail to the customer, who agreed then."""
    given = {"channel": "email", "purpose": "marketing", "state": "given", **WORDS, "given_at": at}
    route = f"PUT /customers/{customer}/consents"
    assert gateway.call(route, {"consents": [given]}, caller=STOREFRONT).status == 200
    address = address_digest(Channel.EMAIL, "ev@shop.example", DIGESTS)
    asked = Recipient(customer, Channel.EMAIL, Purpose.MARKETING, address)
    (verdict,) = DynamoConsents(partial(person_digest, digests=DIGESTS)).verdicts([asked])
    return verdict.told.partition(" ")[0]


def unsubscribe(gateway: Gateway) -> None:
    body = {"channel": "email", "campaign": "spring"}
    link = gateway.call("POST /customers/ev-e/unsubscribe-links", body, caller=STOREFRONT)
    form = {"content-type": "application/x-www-form-urlencoded"}
    sent = b"List-Unsubscribe=One-Click"
    assert gateway.call(f"POST {link.json['path']}", sent, caller=None, headers=form).status == 200


def complain(gateway: Gateway) -> None:
    body = {"channel": "email", "reason": "complaint", "customer": "ev-e"}
    assert gateway.call("POST /suppressions", body, caller=STOREFRONT).status == 200


def free(gateway: Gateway) -> None:
    answer = gateway.call(
        "PUT /profiles/ev-e", {"contacts": []}, caller=STOREFRONT, headers={"if-match": '"1"'}
    )
    assert answer.status == 200, answer.text


def anonymise(gateway: Gateway) -> None:
    assert gateway.call("POST /profiles/ev-e/anonymisation", caller=OWNER).status == 200


@pytest.mark.parametrize("leave", [anonymise, free])
@pytest.mark.parametrize("refuse", [unsubscribe, complain])
def test_who_has_the_address_of_who_refused_is_not_written_to_on_an_older_consent(
    gateway: Gateway, refuse: Callable[[Gateway], None], leave: Callable[[Gateway], None]
) -> None:
    make(gateway, "ev-e")
    assert agree(gateway, "ev-e", "2026-01-01T10:00:00Z") == "allowed"
    refuse(gateway)
    hear(*follows())
    leave(gateway)
    hear(*follows())
    make(gateway, "ev-f")
    assert agree(gateway, "ev-f", "2026-01-01T10:00:00Z") == "address_suppressed"
    assert agree(gateway, "ev-f", datetime.now(UTC).isoformat()) == "allowed"


def follows() -> list[Any]:
    """What the queue gets of all that was told so far."""
    return [each for each in relayed().events if each["detail-type"] in FACTS]


def test_of_who_was_erased_nothing_follows(shop: Gateway) -> None:
    shop.call("DELETE /customers/ada/consents", caller=OWNER)
    hear(changed(version=2, state="merged", merged_into="ada.wong", mergers=1))
    assert stands(shop, "ada.wong") == ("ada.wong", "given")
