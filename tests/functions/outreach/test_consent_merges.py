"""Customers whom staff find to be one: their consents follow, by what the bus tells."""

from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import OWNER, STOREFRONT, SUPPORT
from tests.support.cloud import dump
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway

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
    merged = changed(version=2, state="merged", merged_into="ada.wong")
    hear(merged, merged)
    assert stands(shop, "ada") == stands(shop, "ada.wong") == ("ada.wong", "withdrawn")


def test_a_merger_that_is_taken_back_gives_nothing_back(shop: Gateway) -> None:
    hear(changed(version=2, state="merged", merged_into="ada.wong"))
    before = dump()
    hear(changed(version=3, state="active", merged_into=None))
    assert dump() == before


def test_any_other_change_moves_nothing(shop: Gateway) -> None:
    before = dump()
    hear(changed(version=2, state="active"), changed(version=3, state="anonymised"))
    assert dump() == before


def test_of_who_was_erased_nothing_follows(shop: Gateway) -> None:
    shop.call("DELETE /customers/ada/consents", caller=OWNER)
    hear(changed(version=2, state="merged", merged_into="ada.wong"))
    assert stands(shop, "ada.wong") == ("ada.wong", "given")
