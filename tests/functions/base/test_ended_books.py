"""Price books that have ended, over HTTP: they take no price, and nothing of theirs is in force."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.price.store.books import DynamoBookStore
from promenade.kit import clock
from promenade.kit.values import replace
from tests.support import priced_shop
from tests.support.callers import MARKETER
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.priced_shop import MovingClock, body_of, hour, open_book, propose, take
from tests.support.stamps import stamp

END = "2026-01-05T14:30:00Z"
TOLD_END = "2026-01-05T14:30:00.000000Z"
LARGE = body_of("book", 8_000, list_minor=9_000)
ADJUSTMENT: dict[str, Any] = {
    "currency": "CNY",
    "by": {"kind": "percent", "add_bp": -100},
    "reason": "Sale",
}


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    priced_shop.fill(gateway)
    return gateway


@pytest.mark.parametrize("end", [hour(-1), hour(0)])
def test_no_book_is_opened_with_an_end_that_has_passed(shop: Gateway, end: str) -> None:
    before, body = dump(), {"name": "Sale", "currency": "CNY", "end": end}
    refused = shop.call("POST /price-books", body, caller=MARKETER)
    (fault,) = refused.json["errors"]
    assert (refused.status, fault["pointer"], fault["code"]) == (400, "/end", "in_past")
    assert fault["detail"] == "A book ends after it is opened."
    assert dump() == before


def test_a_call_that_opened_a_book_answers_so_after_its_end(shop: Gateway) -> None:
    body = {"name": "Sale", "currency": "CNY", "end": hour(1)}
    first = shop.call("POST /price-books", body, caller=MARKETER, key="autumn-sale")
    MovingClock.time += timedelta(hours=2)
    again = shop.call("POST /price-books", body, caller=MARKETER, key="autumn-sale")
    assert (again.status, again.json) == (201, first.json)


def test_a_book_takes_prices_until_its_end_and_none_from_then_on(shop: Gateway) -> None:
    book = open_book(shop, end=hour(5))
    MovingClock.time += timedelta(hours=5, seconds=-1)
    assert propose(shop, body_of(book)).json["status"] == "active"
    MovingClock.time += timedelta(seconds=1)
    before = dump()
    refused = propose(shop, LARGE | {"book_id": book}, sku="MUG-L")
    assert (refused.status, refused.json["code"]) == (409, "book_over")
    assert (refused.json["book_id"], refused.json["end"]) == (book, TOLD_END)
    draft = propose(shop, LARGE | {"book_id": book, "draft": True}, sku="MUG-L")
    assert (draft.status, draft.json["code"]) == (409, "book_over")
    assert dump() == before


def test_a_price_does_not_start_once_its_book_has_ended(shop: Gateway) -> None:
    book, before = open_book(shop, end=hour(5)), dump()
    refused = propose(shop, body_of(book, start=hour(5)))
    assert (refused.status, refused.json["code"]) == (409, "book_over")
    assert dump() == before
    assert propose(shop, body_of(book, start=hour(4))).json["status"] == "scheduled"


def test_what_waits_when_its_book_ends_is_neither_submitted_nor_approved(shop: Gateway) -> None:
    book = open_book(shop, end=hour(5))
    draft = propose(shop, body_of(book, draft=True))
    waiting = propose(shop, body_of(book, 1_000), caller=MARKETER)
    assert waiting.json["status"] == "pending_approval"
    MovingClock.time += timedelta(hours=5)
    before = dump()
    for made, step in ((draft, "submit"), (waiting, "approve")):
        refused = take(shop, made, step)
        assert (refused.status, refused.json["code"]) == (409, "book_over")
    assert dump() == before
    assert take(shop, draft, "cancel").json["status"] == "cancelled"
    assert take(shop, waiting, "reject").json["status"] == "cancelled"


def test_an_entry_ends_with_its_book(shop: Gateway) -> None:
    book = open_book(shop, end=hour(5))
    made = propose(shop, body_of(book))
    assert made.json["status"] == "active"
    (entry,) = shop.call("GET /prices/MUG-S").json["entries"]
    assert (entry["id"], entry["end"]) == (made.json["id"], END)
    MovingClock.time += timedelta(hours=5)
    assert shop.call(f"GET {made.headers['location']}").json["status"] == "superseded"
    active = shop.call("GET /price-changes", query={"status": "active"})
    assert active.json["items"] == []
    before = dump()
    refused = take(shop, made, "cancel")
    assert (refused.status, refused.json["code"]) == (409, "status_forbids")
    assert dump() == before


def test_what_is_in_a_book_that_had_ended_before_it_was_opened_never_held(shop: Gateway) -> None:
    book, store = open_book(shop), DynamoBookStore()
    made = propose(shop, body_of(book))
    stored = store.books()[book]
    ended = SAMPLE_TIME - timedelta(days=1)
    store.save_book(stored, replace(stored, end=ended, version=2), stamp("long ago"))
    assert shop.call(f"GET {made.headers['location']}").json["status"] == "superseded"
    assert shop.call("GET /prices/MUG-S").json["entries"] == []


def test_an_ended_book_is_adjusted_neither_at_once_nor_by_a_job(shop: Gateway) -> None:
    book = open_book(shop, end=hour(5))
    MovingClock.time += timedelta(hours=5)
    before, body = dump(), ADJUSTMENT | {"book_id": book}
    chosen = {"selection": {"kind": "skus", "skus": ["MUG-S"]}}
    every = {"selection": {"kind": "all"}}
    file = {"book_id": book, "currency": "CNY", "reason": "Sale"}
    csv = {"content-type": "text/csv"}
    answers = [
        shop.call("POST /price-adjustments", body | chosen),
        shop.call("POST /price-adjustments/simulations", body | chosen),
        shop.call("POST /price-adjustment-jobs", body | every),
        shop.call(
            "POST /price-adjustment-job-files",
            b"sku,add_minor\nMUG-S,-1\n",
            query=file,
            headers=csv,
        ),
    ]
    assert [(each.status, each.json["code"]) for each in answers] == [(409, "book_over")] * 4
    assert dump() == before
