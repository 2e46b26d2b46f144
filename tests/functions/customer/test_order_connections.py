"""Owners connect shops on other platforms; their secrets are never shown."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, STOREFRONT
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.platforms import SECRET

TERMS = {"store": "my-shop", "zone": "Europe/Berlin", "secrets": [SECRET]}
BODY = TERMS | {"platform": "woocommerce", "shop": "my-shop"}
AT = "/order-connections/woocommerce/my-shop"


def connect(gateway: Gateway, **other: Any) -> Any:
    return gateway.call("POST /order-connections", BODY | other, key="connect-it")


def test_a_shop_is_connected_and_told_where_its_webhooks_go(gateway: Gateway) -> None:
    made = connect(gateway)
    assert (made.status, made.headers["location"], made.headers["etag"]) == (201, AT, '"1"')
    assert made.json["source"] == "woocommerce.my-shop"
    assert made.json["webhook_path"] == "/order-webhooks/woocommerce/my-shop"
    assert gateway.call(f"GET {AT}").json == made.json


def test_connecting_again_by_the_same_call_changes_nothing_and_by_another_is_refused(
    gateway: Gateway,
) -> None:
    made, before = connect(gateway), dump()
    assert connect(gateway).text == made.text
    other = gateway.call("POST /order-connections", BODY | {"store": "other"})
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_terms_are_changed_by_version_and_a_repetition_changes_nothing(gateway: Gateway) -> None:
    connect(gateway)
    changed = gateway.call(f"PUT {AT}", TERMS | {"is_active": False}, version=1)
    assert (changed.status, changed.json["is_active"], changed.json["version"]) == (200, False, 2)
    before = dump()
    assert gateway.call(f"PUT {AT}", TERMS | {"is_active": False}, version=1).text == changed.text
    stale = gateway.call(f"PUT {AT}", TERMS, version=1)
    assert (stale.status, stale.json["code"]) == (412, "stale")
    assert dump() == before


def test_a_shop_that_is_not_connected_is_not_found(gateway: Gateway) -> None:
    before = dump()
    assert gateway.call(f"GET {AT}").status == 404
    assert gateway.call(f"PUT {AT}", TERMS, version=1).status == 404
    assert dump() == before


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"secrets": ["short"]}, "/secrets/0"),
        ({"secrets": ["with a blank"]}, "/secrets/0"),
        ({"secrets": []}, "/secrets"),
        ({"secrets": [SECRET] * 3}, "/secrets"),
        ({"shop": "My.Shop"}, "/shop"),
        ({"platform": "magento"}, "/platform"),
        ({"zone": "Mars"}, "/zone"),
    ],
)
def test_wrong_terms_are_refused_by_their_place(
    gateway: Gateway, wrong: dict[str, Any], pointer: str
) -> None:
    before = dump()
    refused = gateway.call("POST /order-connections", BODY | wrong)
    assert (refused.status, [each[1] for each in refused.pointers]) == (400, [pointer])
    assert dump() == before


@pytest.mark.parametrize("caller", [MARKETER, ANALYST, STOREFRONT], ids=lambda each: each.name)
def test_only_owners_connect(gateway: Gateway, caller: Any) -> None:
    before = dump()
    assert gateway.call("POST /order-connections", BODY, caller=caller).status == 403
    assert dump() == before


def test_a_secret_is_stored_sealed_and_shown_nowhere(gateway: Gateway) -> None:
    made = connect(gateway)
    assert SECRET not in made.text
    assert SECRET not in repr(dump())
