"""Ways around the limit on prices, which one person may not go."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from promenade.base.price.model.listing import Listed, Listing
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.kit import clock
from tests.support import priced_shop
from tests.support.callers import MARKETER, SHOPPER
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.priced_shop import MovingClock, body_of, hour, open_book, propose, take

LINES = [{"sku": "MUG-S", "qty": 1}]


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """The catalogue has asked 5,000 for some days."""
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    priced_shop.fill(gateway)
    step = Listed(1, SAMPLE_TIME - timedelta(days=3), "CNY", 5_000, 6_000)
    DynamoEvidenceStore().save_listing(Listing("MUG-S", 1, (step,)))
    return gateway


def ask_in_the_catalogue(shop: Gateway, sale_minor: int, **other: Any) -> Answer:
    offer = shop.call("GET /skus/MUG-S", caller=MARKETER).json
    path = f"/products/{offer['product_id']}"
    product = shop.call(f"GET {path}", caller=MARKETER).json
    names = ("title", "category", "store", "shelf", "tags")
    named = ("code", "currency", "list_price_minor", "sale_price_minor", "floor_price_minor")
    asked = {"MUG-S": {"sale_price_minor": sale_minor} | other}
    skus = [
        {name: each[name] for name in named} | asked.get(each["code"], {})
        for each in product["skus"]
    ]
    body = {name: product[name] for name in names} | {"skus": skus}
    return shop.call(f"PUT {path}", body, caller=MARKETER, version=product["version"])


def test_a_step_in_the_catalogue_and_one_in_a_book_are_one_step(shop: Gateway) -> None:
    assert ask_in_the_catalogue(shop, 4_000).status == 200
    made = propose(shop, body_of(open_book(shop), 3_000))
    assert (made.json["status"], made.json["needs"]) == ("pending_approval", ["beyond_limit"])
    assert made.json["before"]["sale_minor"] == 4_000
    assert propose(shop, body_of(open_book(shop), 3_600)).json["status"] == "active"


def test_a_book_that_was_followed_by_the_catalogue_goes_no_further(shop: Gateway) -> None:
    book = open_book(shop)
    assert propose(shop, body_of(book, 4_000)).json["status"] == "active"
    MovingClock.time += timedelta(hours=1)
    assert ask_in_the_catalogue(shop, 4_000).status == 200
    further = propose(shop, body_of(book, 3_000, supersede=True))
    assert further.json["needs"] == ["beyond_limit"]
    assert ask_in_the_catalogue(shop, 3_000).json["code"] == "price_unapproved"


def test_a_first_price_in_another_currency_is_agreed_to_by_somebody_else(shop: Gateway) -> None:
    book = open_book(shop, currency="EUR")
    made = propose(shop, body_of(book, 1, list_minor=1, currency="EUR"))
    assert (made.json["status"], made.json["needs"]) == ("pending_approval", ["other_currency"])
    assert take(shop, made, "approve", MARKETER).json["code"] == "self_approval"


def test_what_was_agreed_for_a_time_is_not_prolonged(shop: Gateway) -> None:
    book = open_book(shop, end=hour(5))
    path, before = f"/price-books/{book}", dump()
    for end in (hour(6), None):
        refused = shop.call(f"PUT {path}", {"name": "Sale", "end": end}, version=1)
        assert (refused.status, refused.json["code"]) == (409, "end_later")
    assert dump() == before
    assert shop.call(f"PUT {path}", {"name": "Sale", "end": hour(4)}, version=1).status == 200


def test_a_shopper_says_nothing_of_the_channel_that_a_price_is_for(shop: Gateway) -> None:
    cart = {"lines": LINES, "currency": "CNY", "channel": "wholesale"}
    refused = shop.call("POST /quotes", cart, caller=SHOPPER)
    assert refused.pointers == [("body", "/channel", "not_yours")]


def test_the_token_says_by_which_channel_a_shopper_buys(shop: Gateway) -> None:
    book = open_book(shop, channel="app")
    propose(shop, body_of(book, 4_500))
    cart = {"lines": LINES, "currency": "CNY"}
    (line,) = shop.call("POST /quotes", cart, caller=SHOPPER).json["lines"]
    in_app = replace(SHOPPER, claims={**SHOPPER.claims, "channel": "app"})
    (told,) = shop.call("POST /quotes", cart, caller=in_app).json["lines"]
    assert (line["unit_minor"], told["unit_minor"]) == (5_000, 4_500)
