"""What shoppers read on the shelf and in feeds is what a quote of the same moment charges."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from promenade.kit import clock
from tests.support import functions, priced_shop
from tests.support.callers import MARKETER, OWNER, SHOPPER, STOREFRONT, Caller
from tests.support.capacity import capacity
from tests.support.clock import SAMPLE_TIME
from tests.support.facts import batch, order, recorded
from tests.support.feeds import address, content, fetch, register, wake
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.priced_shop import MUG, MovingClock, body_of, hour, open_book, propose, take
from tests.support.product_exports import file, request, run

Price = tuple[int, int, int | None]
"""List, sale and the one that may be struck through."""

SOON = timedelta(seconds=5)
"""By when a book that was opened is known everywhere."""

G = "{http://base.google.com/ns/1.0}"
CURRENCIES = ("CNY", "EUR", "USD")
IN_APP = replace(SHOPPER, claims={**SHOPPER.claims, "channel": "app"})
MEMBER = replace(SHOPPER, claims={**SHOPPER.claims, "groups": ["member"]})


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    priced_shop.fill(gateway)
    functions.invoke("catalogue_index", {"after": None})
    return gateway


def quoted(shop: Gateway, caller: Caller = SHOPPER, sku: str = "MUG-S", **cart: Any) -> Price:
    body = {"lines": [{"sku": sku, "qty": 1}], "currency": "CNY"} | cart
    (line,) = shop.call("POST /quotes", body, caller=caller).json["lines"]
    return line["list_minor"], line["unit_minor"], line["was_minor"]


def shelves(shop: Gateway, caller: Caller = SHOPPER, sku: str = "MUG-S") -> set[Price]:
    """All that there are."""
    return {_price(each) for each in _views(shop, caller) if each["code"] == sku} | {
        _price(shop.call(f"GET /skus/{sku}", caller=caller).json["sku"])
    }


def _views(shop: Gateway, caller: Caller) -> Iterator[Any]:
    for query in ({}, {"category": "mugs"}, {"q": "mug"}):
        (product,) = shop.call("GET /products", query=query, caller=caller).json["items"]
        yield from product["skus"]
    yield from shop.call("GET /products/MUG", caller=caller).json["skus"]


def _price(sku: Any) -> Price:
    return sku["list_price_minor"], sku["sale_price_minor"], sku["was_price_minor"]


def told(feed: bytes, sku: str = "MUG-S") -> list[tuple[str, str | None]]:
    """The prices of a feed."""
    for item in ET.fromstring(feed)[0].iter("item"):  # noqa: S314  our own
        entries = [(each.tag.removeprefix(G), each.text) for each in item]
        if ("id", sku) in entries:
            return [each for each in entries if "price" in each[0]]
    raise LookupError(sku)


def written(shop: Gateway) -> bytes:
    """A feed of this hour."""
    path = address(shop, register(shop, key=f"written-at-{MovingClock.time:%H%M}"))
    wake()
    run()
    return content(fetch(shop, path))


@pytest.mark.parametrize("is_of_the_book", [True, False])
def test_a_price_for_everybody_is_told_wherever_it_is_charged_while_it_holds(
    shop: Gateway, *, is_of_the_book: bool
) -> None:
    window = {"start": hour(0.1), "end": hour(1)}
    book = open_book(shop, **window if is_of_the_book else {})
    made = propose(shop, body_of(book, 4_500, **{} if is_of_the_book else window))
    assert made.status == 201, made
    own, of_book = (6_000, 5_000, None), (6_000, 4_500, None)
    for minutes, price, tag in (
        (1, own, "50.00 CNY"),
        (6, of_book, "45.00 CNY"),
        (59, of_book, "45.00 CNY"),
        (60, own, "50.00 CNY"),
    ):
        MovingClock.time = SAMPLE_TIME + timedelta(minutes=minutes)
        for caller in (SHOPPER, STOREFRONT):
            assert shelves(shop, caller) == {quoted(shop, caller)} == {price}
        assert told(written(shop)) == [("price", tag)]


def test_staff_see_the_terms_that_they_edit(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop), 4_500))
    MovingClock.time += SOON
    assert shelves(shop) == {(6_000, 4_500, None)}
    for caller in (MARKETER, OWNER):
        assert shelves(shop, caller) == {(6_000, 5_000, None)}


def test_a_price_of_a_channel_or_a_group_is_shown_to_whom_it_is_for(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop, channel="app"), 4_500))
    propose(shop, body_of(open_book(shop, group="member"), 4_400))
    propose(shop, body_of(open_book(shop, zone="eu"), 4_300))
    MovingClock.time += SOON
    for caller, sale_minor in ((IN_APP, 4_500), (MEMBER, 4_400), (SHOPPER, 5_000)):
        assert shelves(shop, caller) == {quoted(shop, caller)} == {(6_000, sale_minor, None)}
    assert shelves(shop, STOREFRONT) == {(6_000, 5_000, None)}
    assert told(written(shop)) == [("price", "50.00 CNY")]


def test_a_price_in_another_currency_leaves_what_is_shown(shop: Gateway) -> None:
    book = open_book(shop, currency="EUR")
    made = propose(shop, body_of(book, 700, list_minor=900, currency="EUR"))
    assert take(shop, made, "approve").status == 200
    MovingClock.time += SOON
    assert quoted(shop, currency="EUR") == (900, 700, None)
    assert shelves(shop) == {quoted(shop)} == {(6_000, 5_000, None)}


def test_an_old_price_is_struck_through_where_the_price_in_force_proves_one(shop: Gateway) -> None:
    functions.invoke("price_fold", batch(recorded(order("A-1"))))  # sells TEA for 27.50
    tea = {"code": "TEA", "currency": "CNY", "list_price_minor": 2_500}
    bring(shop, MUG | {"id": "TEA", "title": "Tea", "category": "mugs", "skus": [tea]})
    MovingClock.time += timedelta(days=3)
    terms = {"list_minor": 2_400, "market_minor": 2_750}
    made = propose(shop, body_of(open_book(shop), 2_400, **terms), sku="TEA")
    assert made.json["proof"]["result"] == "true"
    MovingClock.time += SOON
    shown = shop.call("GET /skus/TEA", caller=SHOPPER).json["sku"]
    assert _price(shown) == quoted(shop, sku="TEA") == (2_400, 2_400, 2_750)
    assert told(written(shop), "TEA") == [("price", "27.50 CNY"), ("sale_price", "24.00 CNY")]


def test_a_page_of_several_currencies_is_one_more_round_trip(shop: Gateway) -> None:
    skus = [
        {"code": f"JAR-{each}", "currency": each, "list_price_minor": 900} for each in CURRENCIES
    ]
    bring(shop, MUG | {"id": "JAR", "title": "Jar", "skus": skus})
    for each in CURRENCIES:
        body = body_of(open_book(shop, currency=each), 800, list_minor=900, currency=each)
        assert propose(shop, body, sku=f"JAR-{each}").status == 201
    MovingClock.time += SOON
    with capacity() as unpriced:
        shop.call("GET /products", caller=OWNER)
    with capacity() as due:
        listed = shop.call("GET /products", caller=SHOPPER).json["items"]
    with capacity() as known:
        shop.call("GET /products", caller=SHOPPER)
    (jar,) = (each["skus"] for each in listed if each["id"] == "JAR")
    assert [*map(_price, jar)] == [(900, 800, None)] * len(CURRENCIES)
    extra = [each.calls - unpriced.calls for each in (due, known)]
    assert extra == [{"BatchGetItem": 1}, {"BatchGetItem": 1}]
    assert known.read_units - unpriced.read_units == 0.5 * (2 + len(CURRENCIES))


def test_nothing_is_asked_of_prices_while_no_book_serves_who_looks(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop, channel="app"), 4_500))
    shop.call("GET /products/MUG", caller=SHOPPER)
    with capacity() as unpriced:
        shop.call("GET /products/MUG", caller=OWNER)
    with capacity() as elsewhere:
        shop.call("GET /products/MUG", caller=SHOPPER)
    with capacity() as in_app:
        shop.call("GET /products/MUG", caller=IN_APP)
    assert elsewhere.cost == unpriced.cost
    assert in_app.calls - unpriced.calls == {"BatchGetItem": 1}


def test_rows_that_can_be_imported_again_tell_the_catalogues_price(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop), 4_500))
    MovingClock.time += SOON
    made = request(shop, format="jsonl")
    run()
    prices = [
        (each["sku"], each["list_price_minor"], each["sale_price_minor"])
        for each in map(json.loads, file(shop, made).splitlines())
    ]
    assert prices == [("MUG-S", 6_000, 5_000), ("MUG-L", 9_000, 9_000)]
