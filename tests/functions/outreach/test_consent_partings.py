"""Who was merged, and is not any more: two people, each with their own say, who are reached and
forgotten apart. Heard late, twice or in another order, it comes to the same."""

from functools import partial
from itertools import permutations
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient, address_digest, person_digest
from promenade.outreach.consent.reader import DynamoConsents
from promenade.outreach.consent.wire.following import FACTS
from tests.support import functions
from tests.support.callers import OWNER, STOREFRONT, SUPPORT, shopper
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway
from tests.support.relaying import relayed

WORDS = {"wording": "Yes, send me offers.", "wording_version": "2025-10"}
MARKETING = {"channel": "email", "purpose": "marketing"}
ORDERS = {"channel": "email", "purpose": "transactional"}


def say(gateway: Gateway, who: str, state: str, about: dict[str, str] = MARKETING) -> None:
    """In the shopper's own preferences."""
    body = {"choices": [{**about, "state": state, **WORDS}], "locale": "en"}
    assert gateway.call("PUT /preferences", body, caller=shopper(who)).status == 200


def stands(gateway: Gateway, who: str, about: dict[str, str] = MARKETING) -> tuple[str, str]:
    """Who the customer is, and what that one said."""
    found = gateway.call(f"GET /customers/{who}/consents", caller=SUPPORT).json
    (said,) = (each for each in found["consents"] if each.items() >= about.items())
    return found["customer"], said["state"]


def verdict(who: str, purpose: Purpose = Purpose.MARKETING) -> str:
    """What the gate is told of a mail to the customer."""
    address = address_digest(Channel.EMAIL, f"{who}@shop.example", DIGESTS)
    asked = Recipient(who, Channel.EMAIL, purpose, address)
    (found,) = DynamoConsents(partial(person_digest, digests=DIGESTS)).verdicts([asked])
    return found.told.partition(" ")[0]


def told() -> list[Any]:
    return [each for each in relayed().events if each["detail-type"] in FACTS]


def of_zed() -> list[Any]:
    """What his profile told, in its order."""
    data = (each for each in told() if each["detail-type"] == "ProfileChanged")
    return [each for each in data if each["detail"]["data"]["id"] == "zed"]


def hear(events: list[Any]) -> None:
    for each in events:
        assert functions.invoke("consent_merges", queued([each])) == {"batchItemFailures": []}


def merge(gateway: Gateway, into: str = "eve") -> None:
    answer = gateway.call("PUT /profiles/zed/merger", {"into": into}, caller=SUPPORT)
    assert answer.status == 200, answer.text


def part(gateway: Gateway) -> None:
    assert gateway.call("DELETE /profiles/zed/merger", caller=SUPPORT).status == 200


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Of eve and zed, who has given consent."""
    for who in ("eve", "zed"):
        contacts = [{"kind": "email", "value": f"{who}@shop.example"}]
        body = {"customer": who, "contacts": contacts}
        made = gateway.call("POST /profiles", body, caller=STOREFRONT, key=f"make-{who}-1")
        assert made.status == 201, made.text
    say(gateway, "zed", "given")
    return gateway


@pytest.fixture
def parted(shop: Gateway) -> Gateway:
    """After eve has given consent as well, and a merger was made and taken back."""
    say(shop, "eve", "given")
    merge(shop)
    hear(told())
    part(shop)
    hear(told())
    return shop


def test_each_has_their_own_say_again(parted: Gateway) -> None:
    assert (stands(parted, "eve"), stands(parted, "zed")) == (("eve", "given"), ("zed", "given"))
    say(parted, "eve", "withdrawn")
    say(parted, "zed", "given")
    hear(told())
    assert (stands(parted, "eve"), stands(parted, "zed")) == (
        ("eve", "withdrawn"),
        ("zed", "given"),
    )
    assert (verdict("eve"), verdict("zed")) == ("withdrawn", "allowed")
    assert (verdict("eve", Purpose.TRANSACTIONAL), verdict("zed", Purpose.TRANSACTIONAL)) == (
        "allowed",
        "allowed",
    )


def anonymise(gateway: Gateway, who: str) -> None:
    assert gateway.call(f"POST /profiles/{who}/anonymisation", caller=OWNER).status == 200
    hear(told())


def forget(gateway: Gateway, who: str) -> None:
    assert gateway.call(f"DELETE /customers/{who}/consents", caller=OWNER).status == 204
    hear(told())


@pytest.mark.parametrize("away", [anonymise, forget])
@pytest.mark.parametrize(("gone", "left"), [("zed", "eve"), ("eve", "zed")])
def test_who_is_forgotten_is_forgotten_alone(
    parted: Gateway, away: Any, gone: str, left: str
) -> None:
    away(parted, gone)
    assert verdict(gone, Purpose.TRANSACTIONAL) == "erased"
    assert (verdict(left), verdict(left, Purpose.TRANSACTIONAL)) == ("allowed", "allowed")
    assert stands(parted, left) == (left, "given")


def test_both_are_forgotten_who_are_one(shop: Gateway) -> None:
    merge(shop)
    hear(told())
    anonymise(shop, "eve")
    assert (verdict("eve"), verdict("zed")) == ("erased", "erased")


def test_what_either_refused_holds_for_both_until_each_gives_anew(shop: Gateway) -> None:
    say(shop, "eve", "withdrawn")
    merge(shop)
    hear(told())
    say(shop, "zed", "withdrawn", ORDERS)
    say(shop, "eve", "given", ORDERS)
    part(shop)
    hear(told())
    assert (stands(shop, "eve"), stands(shop, "zed")) == (
        ("eve", "withdrawn"),
        ("zed", "withdrawn"),
    )
    assert (stands(shop, "eve", ORDERS), stands(shop, "zed", ORDERS)) == (
        ("eve", "given"),
        ("zed", "withdrawn"),
    )
    say(shop, "zed", "given")
    assert (stands(shop, "eve")[1], stands(shop, "zed")[1]) == ("withdrawn", "given")


def test_consent_of_one_is_not_left_with_the_other(shop: Gateway) -> None:
    merge(shop)
    hear(told())
    assert verdict("eve") == "allowed"
    say(shop, "eve", "given", ORDERS)
    part(shop)
    hear(told())
    assert (verdict("eve"), verdict("zed")) == ("never_asked", "allowed")
    assert (stands(shop, "eve", ORDERS), stands(shop, "zed", ORDERS)) == (
        ("eve", "given"),
        ("zed", "never_asked"),
    )
    said = [each["detail"]["data"] for each in told() if each["detail-type"] == "ConsentChanged"]
    last = {each["customer"]: each["changes"] for each in said}
    assert last == {
        "eve": [{**MARKETING, "before": "given", "state": "withdrawn", "campaign": ""}],
        "zed": [{**MARKETING, "before": "given", "state": "given", "campaign": ""}],
    }


def test_who_is_merged_again_into_another_is_that_one(parted: Gateway) -> None:
    say(parted, "eve", "withdrawn")
    body = {"customer": "ivy", "contacts": []}
    parted.call("POST /profiles", body, caller=STOREFRONT, key="make-ivy-01")
    merge(parted, "ivy")
    hear(told())
    assert stands(parted, "zed") == ("ivy", "given")
    part(parted)
    hear(told())
    assert (stands(parted, "zed"), stands(parted, "ivy")) == (
        ("zed", "given"),
        ("ivy", "never_asked"),
    )


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_facts_in_any_order_and_twice_come_to_the_same(
    shop: Gateway, order: tuple[int, ...]
) -> None:
    say(shop, "eve", "given")
    body = {"customer": "ivy", "contacts": []}
    shop.call("POST /profiles", body, caller=STOREFRONT, key="make-ivy-01")
    merge(shop)
    part(shop)
    merge(shop, "ivy")
    events = of_zed()
    hear([events[each] for each in order])
    assert (stands(shop, "eve"), stands(shop, "zed")) == (("eve", "given"), ("ivy", "given"))
    before = dump()
    hear(events)
    assert dump() == before
    part(shop)
    hear(told())
    assert (stands(shop, "zed"), stands(shop, "ivy")) == (("zed", "given"), ("ivy", "never_asked"))


def test_a_merger_heard_of_after_it_was_taken_back_moves_nothing(shop: Gateway) -> None:
    merge(shop)
    part(shop)
    _made, merged, back = of_zed()
    hear([back])
    before = dump()
    hear([merged, back])
    assert dump() == before
    assert (stands(shop, "eve"), stands(shop, "zed")) == (("eve", "never_asked"), ("zed", "given"))


def test_who_is_forgotten_before_it_is_heard_that_they_are_two_goes_alone(shop: Gateway) -> None:
    say(shop, "eve", "given")
    merge(shop)
    hear(told())
    part(shop)
    _made, merged, back = of_zed()
    shop.call("POST /profiles/eve/anonymisation", caller=OWNER)
    hear([told()[-1], merged, back])
    assert (verdict("eve"), verdict("zed")) == ("erased", "allowed")


def test_what_staff_merged_of_consents_alone_stays_merged(shop: Gateway) -> None:
    route = "PUT /customers/zed/consent-merge"
    assert shop.call(route, {"into": "eve"}, caller=OWNER).status == 200
    merge(shop)
    part(shop)
    hear(told())
    assert stands(shop, "zed") == ("eve", "given")
