"""How fresh the promotions are that quotes go by."""

from datetime import timedelta

import pytest

from promenade.base.promotion.service.book import (
    ASK_AGAIN_AFTER,
    FRESH_FOR,
    USABLE_FOR,
    CurrentBook,
)
from promenade.kit.errors import Unavailable
from tests.support.fakes.promotion import FakeBookStore
from tests.support.managed_promotions import ten_off
from tests.support.stamps import NOON

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
