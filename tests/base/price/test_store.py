"""What every store of prices promises; the fake and the real one alike."""

from typing import NamedTuple

import pytest

from promenade.base.price.model import book as books_model
from promenade.base.price.model.book import TooManyBooks
from promenade.base.price.service.ports import BookStore, PriceStore, Revision
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.contracts.prices import PriceChangeCancelled, PriceChangeScheduled
from promenade.kit.errors import Conflict, Stale
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.price_store import FakeBookStore, FakePriceStore
from tests.support.prices import book, change, entry, hour, prices
from tests.support.stamps import stamp


class Stores(NamedTuple):
    books: BookStore
    prices: PriceStore


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Stores:
    if request.param == "dynamo":
        return Stores(DynamoBookStore(), DynamoPriceStore())
    books = FakeBookStore()
    return Stores(books, FakePriceStore(books))


APPROVED = change(state="approved")
SCHEDULED = Revision(APPROVED, prices(entry("change_1", 0)), PriceChangeScheduled)


def test_a_book_is_opened_once_however_often_it_is_asked_for(store: Stores) -> None:
    for _ in range(2):
        assert store.books.save_book(None, book(), stamp("B")) == book()
    with pytest.raises(Conflict):
        store.books.save_book(None, book(request="another"), stamp("another"))
    assert store.books.books() == {"B": book()}


def test_a_book_changes_over_the_version_before_it_only(store: Stores) -> None:
    store.books.save_book(None, book(), stamp("open"))
    renamed = book(name="Renamed", version=2)
    for _ in range(2):
        assert store.books.save_book(book(), renamed, stamp("rename")) == renamed
    with pytest.raises(Stale):
        store.books.save_book(book(), book(name="Other", version=2), stamp("other"))
    stored = store.books.find_book("B")
    assert stored is not None
    assert (stored.value, store.books.books()) == (renamed, {"B": renamed})


def test_books_are_no_more_than_a_quote_can_look_at(
    store: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("promenade.base.price.store.books", "tests.support.fakes.price_store"):
        monkeypatch.setattr(f"{place}.MAX_BOOKS", 2)
    assert books_model.MAX_BOOKS == 200
    for name in ("A", "B"):
        store.books.save_book(None, book(name), stamp(name))
    with pytest.raises(TooManyBooks):
        store.books.save_book(None, book("C"), stamp("C"))
    assert sorted(store.books.books()) == ["A", "B"]


def test_a_change_and_the_entries_that_follow_are_one_write(store: Stores) -> None:
    for _ in range(2):
        assert store.prices.save(SCHEDULED, stamp("set")) == APPROVED
    (sheet,) = store.prices.sheets([("MUG", "change_1")])
    assert (sheet.prices, sheet.change and sheet.change.value) == (SCHEDULED.prices, APPROVED)
    (line,) = store.prices.list_history("MUG", 9, None).items
    assert (line.version, line.by, line.change) == (1, "staff:maria", APPROVED)


def test_who_was_overtaken_writes_nothing_and_looks_again(store: Stores) -> None:
    store.prices.save(SCHEDULED, stamp("set"))
    other = change("change_2", state="approved")
    late = Revision(other, prices(entry("change_2", 0)), PriceChangeScheduled)
    before = dump()
    with pytest.raises(Contended):
        store.prices.save(late, stamp("late"))
    assert dump() == before
    (sheet,) = store.prices.sheets([("MUG", "change_2")])
    assert (sheet.change, sheet.prices) == (None, SCHEDULED.prices)


def test_another_change_under_the_same_key_is_refused(store: Stores) -> None:
    store.prices.save(SCHEDULED, stamp("set"))
    other = replace(APPROVED, request="another", reason="Other")
    with pytest.raises(Conflict):
        store.prices.save(replace(SCHEDULED, after=other), stamp("another"))


def test_a_step_is_taken_over_the_version_before_it_only(store: Stores) -> None:
    store.prices.save(SCHEDULED, stamp("set"))
    gone = replace(APPROVED, state="cancelled", version=2)
    step = Revision(gone, prices(entry("change_1", 0, 1), version=2), PriceChangeCancelled)
    for _ in range(2):
        assert store.prices.save(step, stamp("cancel")) == gone
    with pytest.raises(Stale):
        store.prices.save(step, stamp("another"))
    (sheet,) = store.prices.sheets([("MUG", "change_1")])
    assert sheet.prices.entries[0].end == hour(1)
    lines = store.prices.list_history("MUG", 9, None).items
    assert [(each.version, each.change.state) for each in lines] == [
        (2, "cancelled"),
        (1, "approved"),
    ]


def test_changes_are_listed_by_what_is_stored_of_them_the_last_one_first(store: Stores) -> None:
    for place in (1, 2, 3):
        made = change(f"change_{place}", created_at=hour(place))
        store.prices.save(Revision(made, None, PriceChangeScheduled), stamp(f"{place}"))
    first = store.prices.list_changes("draft", 2, None)
    rest = store.prices.list_changes("draft", 2, first.next)
    assert [each.id for each in (*first.items, *rest.items)] == [
        "change_3",
        "change_2",
        "change_1",
    ]
    assert store.prices.list_changes("approved", 2, None).items == ()
