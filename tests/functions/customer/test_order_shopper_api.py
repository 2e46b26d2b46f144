"""A shopper's own orders over HTTP."""

from typing import Any

import pytest

from tests.support.callers import OTHER_SHOPPER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.selling import PERSON, cart, counts, open_shop, place, promote, quoted, used

PATH = "/shop-orders"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway, *lines: tuple[str, int]) -> str:
    answer = place(shop, quoted(shop, cart(*lines)) | {"personal": PERSON})
    return str(answer.json["number"])


def cancel(shop: Gateway, number: str, caller: Any = SHOPPER) -> Answer:
    return shop.call(f"POST {PATH}/{number}/cancel", caller=caller)


def test_own_orders_are_listed_the_newest_first(shop: Gateway) -> None:
    numbers = [bought(shop, ("MUG-S", qty)) for qty in (1, 2, 3)]
    first = shop.call(f"GET {PATH}", caller=SHOPPER, query={"limit": 2}).json
    rest = shop.call(f"GET {PATH}", caller=SHOPPER, query={"limit": 2, "cursor": first["next"]})
    listed = [*first["items"], *rest.json["items"]]
    assert [each["number"] for each in listed] == numbers[::-1]
    assert [each["payable_minor"] for each in listed] == [15_000, 10_000, 5_000]
    assert rest.json["next"] is None
    assert shop.call(f"GET {PATH}", caller=OTHER_SHOPPER).json["items"] == []


def test_an_order_is_shown_to_its_buyer_alone(shop: Gateway) -> None:
    number = bought(shop)
    seen = shop.call(f"GET {PATH}/{number}", caller=SHOPPER)
    assert (seen.status, seen.json["personal"]["address"]) == (200, PERSON["address"])
    before = dump()
    for answer in (
        shop.call(f"GET {PATH}/{number}", caller=OTHER_SHOPPER),
        shop.call(f"GET {PATH}/order_none", caller=SHOPPER),
        cancel(shop, number, OTHER_SHOPPER),
        cancel(shop, "order_none"),
    ):
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert dump() == before


def test_what_a_cancelled_order_held_is_free_again_once(shop: Gateway) -> None:
    promotion_id = promote(shop)
    number = bought(shop)
    assert (counts(shop), used(shop, promotion_id)) == ((10, 2, 8), (1, 0))
    answer = cancel(shop, number)
    assert (answer.status, answer.json["stage"], answer.json["cancel_reason"]) == (
        200,
        "cancelled",
        "user",
    )
    assert (counts(shop), used(shop, promotion_id)) == ((10, 0, 10), (0, 0))
    before = dump()
    assert (cancel(shop, number).json, dump()) == (answer.json, before)


def test_a_paid_order_is_not_for_the_buyer_to_cancel(shop: Gateway) -> None:
    promote(shop, off_minor=99_000)
    number = bought(shop)
    before = dump()
    answer = cancel(shop, number)
    assert (answer.status, answer.json["code"], dump()) == (409, "stage_forbids", before)
    assert answer.json["stage"] == "paid"
