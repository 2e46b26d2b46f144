"""How fresh the promotions are that quotes go by."""

from datetime import datetime, timedelta

import pytest

from promenade.base.promotion.model import Window
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.book import (
    ASK_AGAIN_AFTER,
    CHANGES_KEPT_FOR,
    FRESH_FOR,
    USABLE_FOR,
    CurrentBook,
)
from promenade.base.promotion.service.revisions import Revision
from promenade.contracts.promotion_facts import PromotionEdited
from promenade.kit.errors import Unavailable
from promenade.kit.values import replace
from tests.support.fakes.promotion import FakeBookStore, FakePromotionStore
from tests.support.managed_promotions import at_version, published, ten_off
from tests.support.stamps import NOON, stamp

A_MOMENT = timedelta(microseconds=1)


def test_the_table_is_read_once_per_five_seconds() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    first = book.at(NOON)
    assert book.at(NOON + FRESH_FOR - A_MOMENT) is first
    assert store.reads == 1
    assert book.at(NOON + FRESH_FOR).read_at == NOON + timedelta(seconds=5)
    assert store.reads == 2


def test_a_pause_is_seen_five_seconds_later_at_most() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    book.at(NOON)
    store.promotions = (ten_off(version=2, paused=True),)
    assert book.at(NOON + FRESH_FOR).promotions["ten-off"].paused is True


def test_promotions_are_compiled_again_only_when_they_have_changed() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    first = book.at(NOON)
    same = book.at(NOON + FRESH_FOR)
    assert same.book is first.book
    store.promotions = (ten_off(version=2),)
    assert book.at(NOON + 2 * FRESH_FOR).book is not first.book


def test_without_an_answer_the_last_one_counts_and_says_so() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    first = book.at(NOON)
    store.is_answering = False
    later = book.at(NOON + FRESH_FOR)
    assert (later.is_stale, later.read_at, later.book) == (True, NOON, first.book)
    assert book.at(NOON + FRESH_FOR + ASK_AGAIN_AFTER - A_MOMENT) is later
    assert store.reads == 2
    store.is_answering = True
    again = book.at(NOON + FRESH_FOR + ASK_AGAIN_AFTER)
    assert (again.is_stale, again.read_at) == (False, NOON + FRESH_FOR + ASK_AGAIN_AFTER)


def test_the_last_answer_counts_for_a_quarter_of_an_hour() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    book.at(NOON)
    store.is_answering = False
    assert book.at(NOON + USABLE_FOR).is_stale
    with pytest.raises(Unavailable):
        book.at(NOON + USABLE_FOR + ASK_AGAIN_AFTER)


def test_without_any_answer_yet_there_is_no_book() -> None:
    store = FakeBookStore()
    store.is_answering = False
    with pytest.raises(Unavailable):
        CurrentBook(store).at(NOON)


# ---- What has changed since ----


def _saved(store: FakePromotionStore, after: ManagedPromotion, at: datetime) -> None:
    before = store.find(after.id)
    assert before is not None
    store.save(Revision(before.value, after, PromotionEdited), replace(stamp(f"{at}"), at=at))


def test_a_warm_book_reads_only_what_has_changed() -> None:
    store = FakePromotionStore()
    for name in ("kept", "ended"):
        store.add(published(ten_off(name)), stamp())
    book = CurrentBook(store)
    assert set(book.at(NOON).promotions) == {"kept", "ended"}
    later = NOON + FRESH_FOR
    _saved(store, at_version(published(ten_off("kept")), 2, priority=7), later)
    ended = replace(at_version(published(ten_off("ended")), 2), ended_at=later)
    _saved(store, ended, later)
    held = book.at(later + FRESH_FOR).promotions
    assert {name: each.priority for name, each in held.items()} == {"kept": 7}


def test_a_change_told_again_changes_nothing() -> None:
    store = FakePromotionStore()
    store.add(published(ten_off()), stamp())
    book = CurrentBook(store)
    book.at(NOON)
    _saved(store, at_version(published(ten_off()), 2), NOON + FRESH_FOR)
    first = book.at(NOON + FRESH_FOR)
    assert book.at(NOON + 2 * FRESH_FOR).book is first.book


def test_a_container_that_slept_for_long_reads_the_whole_book_again() -> None:
    store = FakeBookStore(ten_off())
    book = CurrentBook(store)
    book.at(NOON)
    assert (book.at(NOON + CHANGES_KEPT_FOR).read_at, store.read_at) == (
        NOON + CHANGES_KEPT_FOR,
        NOON + CHANGES_KEPT_FOR,
    )


def test_those_in_force_are_counted_anew_when_the_clock_opens_one() -> None:
    opening = NOON + timedelta(seconds=2)
    store = FakeBookStore(ten_off(), ten_off("soon", window=Window(start=opening)))
    book = CurrentBook(store)
    counts = [book.at(NOON + timedelta(seconds=passed)).public_count for passed in (0, 1, 2)]
    assert (counts, store.reads) == ([1, 1, 2], 1)
