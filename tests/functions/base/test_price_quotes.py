"""Quotes by the price book in force, over HTTP; every price says where it is from."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit import clock
from tests.support import priced_shop, promoting
from tests.support.callers import MARKETER, OWNER, SHOPPER, STOREFRONT, Caller
from tests.support.capacity import capacity
from tests.support.clock import SAMPLE_TIME
from tests.support.gateway import Answer, Gateway
from tests.support.priced_shop import MovingClock, body_of, hour, open_book, propose, take

LINES = [{"sku": "MUG-S", "qty": 2}]


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    priced_shop.fill(gateway)
    return gateway


def quote(shop: Gateway, caller: Caller = STOREFRONT, **other: Any) -> Answer:
    return shop.call("POST /quotes", {"lines": LINES, "currency": "CNY"} | other, caller=caller)


def told(answer: Answer) -> list[tuple[int, str | None]]:
    return [(each["unit_minor"], each["price_book_id"]) for each in answer.json["lines"]]


def test_a_line_says_which_book_and_entry_priced_it(shop: Gateway) -> None:
    assert told(quote(shop)) == [(5_000, None)]
    book = open_book(shop)
    made = propose(shop, body_of(book, 4_500))
    MovingClock.time += timedelta(seconds=5)
    answer = quote(shop)
    (line,) = answer.json["lines"]
    assert (line["list_minor"], line["unit_minor"], line["paid_minor"]) == (6_000, 4_500, 9_000)
    assert (line["price_book_id"], line["price_entry_id"]) == (book, made.json["id"])


def test_the_book_of_the_buyers_group_zone_and_channel_goes_before(shop: Gateway) -> None:
    plain = open_book(shop)
    member = open_book(shop, group="member")
    europe = open_book(shop, zone="eu", priority=5)
    app = open_book(shop, channel="app", zone="eu", priority=5)
    for price, book in ((4_800, plain), (4_700, member), (4_600, europe), (4_500, app)):
        assert propose(shop, body_of(book, price)).status == 201
    member_buyer = {"groups": ["member"]}
    assert told(quote(shop)) == [(4_800, plain)]
    assert told(quote(shop, buyer=member_buyer)) == [(4_700, member)]
    assert told(quote(shop, buyer=member_buyer, zone="eu")) == [(4_600, europe)]
    assert told(quote(shop, channel="app", zone="eu")) == [(4_500, app)]
    assert told(quote(shop, channel="app")) == [(4_800, plain)]


def test_a_sku_sells_in_several_currencies_and_one_without_a_price_is_refused(
    shop: Gateway,
) -> None:
    book = open_book(shop, currency="EUR")
    made = propose(shop, body_of(book, 700, list_minor=900, currency="EUR"))
    assert (made.json["status"], made.json["needs"]) == ("pending_approval", ["other_currency"])
    assert take(shop, made, "approve").status == 200
    assert told(quote(shop, currency="EUR")) == [(700, book)]
    assert told(quote(shop)) == [(5_000, None)]
    lines = [*LINES, {"sku": "MUG-L", "qty": 1}]
    refused = quote(shop, currency="EUR", lines=lines)
    assert refused.pointers == [("body", "/lines/1/sku", "other_currency")]
    assert refused.json["errors"][0]["detail"] == "This SKU has no price in EUR."


def test_a_scheduled_price_is_applied_by_the_clock_alone(shop: Gateway) -> None:
    book = open_book(shop)
    propose(shop, body_of(book, 4_500, start=hour(0.1), end=hour(1)))
    early = quote(shop)
    assert told(early) == [(5_000, None)]
    assert early.json["valid_until"] == "2026-01-05T09:36:00Z"
    found = []
    for minutes in (6, 59, 60):
        MovingClock.time = SAMPLE_TIME + timedelta(minutes=minutes)
        found.append(told(quote(shop)))
    assert found == [[(4_500, book)], [(4_500, book)], [(5_000, None)]]


def test_what_waits_for_a_second_person_prices_nothing(shop: Gateway) -> None:
    book = open_book(shop)
    made = propose(shop, body_of(book, 3_000))
    assert told(quote(shop)) == [(5_000, None)]
    take(shop, made, "approve", OWNER)
    assert told(quote(shop)) == [(3_000, book)]


def test_a_promotion_never_takes_a_price_below_its_floor(shop: Gateway) -> None:
    off = {"kind": "unit_off", "off": {"kind": "percent", "off_bp": 5_000}}
    body = {"name": "Half", "stage": "unit", "currency": "CNY", "effects": [off]}
    drafted = shop.call("POST /promotions", body | promoting.LIMITED, caller=MARKETER).json
    promoting.publish(shop, drafted["id"])
    own, other = open_book(shop), open_book(shop, group="member")
    propose(shop, body_of(own, 4_500, floor_minor=4_000))
    propose(shop, body_of(other, 8_000, list_minor=9_000), sku="MUG-L")
    assert told(quote(shop)) == [(4_000, own)]
    lines = [{"sku": "MUG-L", "qty": 1}]
    assert told(quote(shop, lines=lines, buyer={"groups": ["member"]})) == [(6_000, other)]


def test_a_shopper_does_not_say_where_it_is_sold(shop: Gateway) -> None:
    refused = quote(shop, caller=SHOPPER, zone="eu")
    assert refused.pointers == [("body", "/zone", "not_yours")]


def test_books_prices_and_skus_are_one_round_trip(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop), 4_500))
    lines = [*LINES, {"sku": "MUG-L", "qty": 1}]
    with capacity() as first:
        quote(shop, lines=lines)
    with capacity() as next_one:
        quote(shop, lines=lines)
    MovingClock.time += timedelta(seconds=5)
    with capacity() as due:
        quote(shop, lines=lines)
    assert first.calls == {"Query": 1, "BatchGetItem": 1}
    assert (next_one.calls, next_one.cost) == ({"BatchGetItem": 1}, (1, 2.0, 0))
    assert (due.calls, due.cost) == ({"Query": 1, "BatchGetItem": 1}, (2, 3.5, 0))


def test_a_hundred_skus_with_prices_are_asked_side_by_side(shop: Gateway) -> None:
    propose(shop, body_of(open_book(shop), 4_500))
    quote(shop)
    lines = [{"sku": "MUG-S", "qty": 1}]
    lines += [{"sku": f"NONE-{place}", "qty": 1} for place in range(99)]
    with capacity() as asked:
        quote(shop, lines=lines)
    assert asked.calls == {"BatchGetItem": 2}
