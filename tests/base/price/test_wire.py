"""Prices between JSON and values."""

from typing import Any

import msgspec
import pytest

from promenade.base.price.model.change import Status
from promenade.base.price.service.folding import ProductListed, list_product
from promenade.base.price.wire import adjustments, baselines, books, changes, told
from promenade.contracts.catalogue import PricedSku, ProductChanged, WaitingParts
from promenade.kit.decoding import receive
from promenade.kit.errors import Invalid
from promenade.kit.paging import Cursors
from tests.support.facts import order, recorded
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.managed_promotions import facts
from tests.support.prices import change, entry, hour, prices
from tests.support.stamps import NOON, stamp

PAGES = Cursors(lambda: b"secret")
CATALOGUE = FakeCatalogueReader({"MUG": facts("MUG"), "TEA": facts("TEA")})


def read(shape: Any, **given: Any) -> Any:
    return receive(msgspec.json.encode(given), shape)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"currency": "CNY"}, "cn7"),
        ({"currency": "EUR"}, "eu30"),
        ({"currency": "USD"}, "eu30"),
        ({"currency": "CNY", "rule": "eu30"}, "eu30"),
    ],
)
def test_a_book_is_held_to_the_rule_of_its_money_unless_it_says_another(
    given: dict[str, str], rule: str
) -> None:
    body = read(books.BookBody, name="Book", **given)
    assert books.read_book("B", body, stamp()).rule == rule


def test_windows_are_kept_in_utc() -> None:
    given = {"start": "2026-01-01T00:00:00+08:00", "end": "2026-01-02T00:00:00+08:00"}
    body = read(books.BookBody, name="Book", currency="CNY", **given)
    book = books.read_book("B", body, stamp())
    assert [str(book.start), str(book.end)] == [
        "2025-12-31 16:00:00+00:00",
        "2026-01-01 16:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("given", "currency"), [({}, "EUR"), ({"currency": "USD"}, "USD"), ({"rule": "cn7"}, "CNY")]
)
def test_a_question_is_about_now_in_the_money_of_its_rule_unless_it_says_another(
    given: dict[str, str], currency: str
) -> None:
    query = read(baselines.BaselineQuery, **{"rule": "eu30"} | given)
    question = baselines.read_question("MUG", query, NOON)
    assert (question.at, question.currency) == (NOON, currency)


def test_skus_are_chosen_once_each_however_they_are_spelt() -> None:
    listed = adjustments.SkuSelection(("mug", " MUG ", "ｔｅａ"))
    assert adjustments.select(listed, CATALOGUE, PAGES).skus == ("MUG", "TEA")


def test_a_category_is_chosen_whole_and_an_unknown_cursor_refused() -> None:
    home = adjustments.CategorySelection("home")
    found = adjustments.select(home, CATALOGUE, PAGES)
    assert (found.skus, found.next) == (("MUG", "TEA"), None)
    with pytest.raises(Invalid):
        adjustments.select(adjustments.CategorySelection("home", "A" * 32), CATALOGUE, PAGES)


def test_a_change_shows_the_status_that_its_entry_has() -> None:
    made = change(state="approved")
    held = prices(entry("change_1", 2, 4))
    shown = [changes.show_change((made, held), hour(each)).status for each in (1, 2, 4)]
    assert shown == [Status.SCHEDULED, Status.ACTIVE, Status.SUPERSEDED]


def test_an_order_is_read_from_the_bus() -> None:
    assert told.read_order(recorded(order()).encode()).number == "A-1"


@pytest.mark.parametrize(
    ("fact", "shelf", "is_sold"),
    [
        ("ProductAdded", "ON", True),
        ("ProductChanged", "OFF", False),
        ("ProductRemoved", "ON", False),
    ],
)
def test_a_product_is_on_sale_while_it_is_there_and_on_the_shelf(
    fact: str, shelf: str, is_sold: bool
) -> None:
    product = {"id": "MUG", "version": 1, "store": "main", "title": "Mug", "category": "mugs"}
    product |= {"path": ["mugs"], "brand": None, "tags": [], "shelf": shelf, "skus": []}
    detail = {"event_id": "e", "schema": 1, "occurred_at": "2026-01-01T00:00:00Z"}
    detail |= {"correlation_id": "c", "actor": "staff:maria", "data": product}
    message = {"source": "promenade.catalogue", "detail-type": fact, "detail": detail}
    assert told.read_product(msgspec.json.encode(message)).is_sold is is_sold


def test_a_sku_that_waits_among_those_that_sell_was_never_asked_for_its_price() -> None:
    skus = tuple(PricedSku(code, "CNY", 900, 900, None) for code in ("MUG-S", "MUG-L"))
    review = WaitingParts(("MUG-L",))
    named = ("MUG", 2, "main", "Mug", "mugs", ("mugs",), None, ())
    product = ProductChanged(*named, shelf="ON", skus=skus, review=review)
    store = FakeEvidenceStore()
    list_product(ProductListed(product, NOON, is_sold=True), store)
    assert store.listings(["MUG-S", "MUG-L"]).keys() == {"MUG-S"}


@pytest.mark.parametrize("message", [b"{}", b'{"detail-type": "OrderRecorded"}'])
def test_a_message_that_tells_of_no_product_is_refused(message: bytes) -> None:
    with pytest.raises(Invalid):
        told.read_product(message)
