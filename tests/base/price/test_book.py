"""For whom a book is, which of two goes before, and what may change of it."""

from typing import Any

import pytest

from promenade.base.price.model.book import (
    BookOver,
    EditBook,
    EndInPast,
    book_faults,
    edit,
    opening_faults,
    require_open,
)
from promenade.base.price.model.choosing import bounded, choose, edges, ground, next_edge
from promenade.contracts.prices import Venue
from tests.support.prices import book, entry, hour, prices, terms
from tests.support.stamps import NOON

WEB = Venue("CNY", "web", frozenset({"member"}), "cn")


@pytest.mark.parametrize(
    ("scope", "serves"),
    [
        ({}, True),
        ({"channel": "web"}, True),
        ({"channel": "app"}, False),
        ({"group": "member"}, True),
        ({"group": "staff"}, False),
        ({"zone": "cn"}, True),
        ({"zone": "eu"}, False),
        ({"currency": "EUR"}, False),
        ({"channel": "web", "group": "member", "zone": "cn"}, True),
        ({"channel": "web", "group": "staff", "zone": "cn"}, False),
    ],
)
def test_a_book_serves_where_all_that_it_names_is_so(scope: dict[str, str], serves: bool) -> None:
    assert book(**scope).serves(WEB) is serves


def test_a_book_for_one_channel_serves_nobody_who_names_none() -> None:
    assert not book(channel="web").serves(Venue("CNY"))


def test_a_book_is_open_from_its_start_until_before_its_end() -> None:
    found = book(start=hour(1), end=hour(2))
    assert [found.is_open(hour(each)) for each in (0.9, 1, 1.9, 2)] == [False, True, True, False]


def test_a_higher_priority_goes_before_then_who_asks_for_more() -> None:
    books = [
        book("plain"),
        book("member", group="member"),
        book("web-member", group="member", channel="web"),
        book("sale", priority=1),
    ]
    ranked = sorted(books, key=lambda each: each.rank)
    assert [each.id for each in ranked] == ["sale", "web-member", "member", "plain"]


@pytest.mark.parametrize(
    ("of_b", "of_c", "chosen_id", "by"),
    [
        ({}, {"channel": "app"}, "C", "scope"),
        ({"priority": 1}, {"channel": "app"}, "B", "priority"),
        ({"sale": 800}, {"sale": 700}, "C", "lowest_price"),
        ({"sale": 700}, {"sale": 800}, "B", "lowest_price"),
        ({"sale": 700}, {"sale": 700}, "B", "id"),
    ],
)
def test_of_books_of_equal_rank_the_lowest_price_is_the_buyers(
    of_b: dict[str, Any], of_c: dict[str, Any], chosen_id: str, by: str
) -> None:
    sales = {"B": of_b.pop("sale", 500), "C": of_c.pop("sale", 900)}
    books = {"B": book("B", **of_b), "C": book("C", **of_c)}
    for ids in ("BC", "CB"):
        held = prices(*(entry(id_, 0, book_id=id_, terms=terms(sales[id_])) for id_ in ids))
        chosen = choose(held, books, hour(1))
        assert chosen is not None
        assert (chosen.entry.id, ground(chosen, held, books, hour(1))) == (chosen_id, by)


def test_the_only_book_that_has_a_price_now_goes_before_nobody() -> None:
    books = {"B": book("B"), "C": book("C", priority=5, start=hour(2))}
    held = prices(entry("base", 0), entry("late", 2, book_id="C"))
    chosen = choose(held, books, hour(1))
    assert chosen is not None
    assert ground(chosen, held, books, hour(1)) == "only"


def test_the_first_book_that_has_a_price_now_prices_the_sku() -> None:
    books = {"B": book("B"), "C": book("C", priority=5, start=hour(2), end=hour(6))}
    held = prices(entry("base", 0), entry("early", 1, 3, book_id="C"))
    chosen = [choose(held, books, hour(each)) for each in (-1, 0, 1, 2, 3)]
    assert [each and each.entry.id for each in chosen] == [None, "base", "base", "early", "base"]


def test_the_clock_changes_a_price_at_the_edges_of_its_entries_and_books_alone() -> None:
    books = {"C": book("C", start=hour(2), end=hour(6))}
    held = prices(entry("base", 0), entry("early", 1, 3, book_id="C"))
    assert sorted(edges(held, books)) == [hour(1), hour(2), hour(3), hour(6)]
    assert next_edge(edges(held, books), hour(2)) == hour(3)
    assert next_edge(edges(held, books), hour(6)) is None


def test_a_window_that_ends_before_it_starts_is_at_fault() -> None:
    for end in (NOON, hour(-1)):
        (fault,) = book_faults(book(start=NOON, end=end))
        assert (fault.pointer, fault.code) == ("/end", "before_start")


def test_a_book_is_not_opened_with_an_end_that_has_passed() -> None:
    for end in (hour(-1), NOON):
        (fault,) = opening_faults(book(end=end), NOON)
        assert (fault.pointer, fault.code) == ("/end", "in_past")
    assert [*opening_faults(book(end=hour(0.1)), NOON)] == []


def test_a_book_takes_no_price_that_starts_at_its_end_or_later() -> None:
    require_open(book(end=hour(2)), hour(1.9))
    require_open(book(), hour(9_999))
    for start in (hour(2), hour(3)):
        with pytest.raises(BookOver) as refused:
            require_open(book(end=hour(2)), start)
        assert refused.value.facts == {"book_id": "B", "end": "2026-03-01T14:00:00.000000Z"}


def test_entries_hold_within_the_window_of_their_book_alone() -> None:
    books = {"B": book(start=hour(2), end=hour(6)), "C": book("C")}
    entries = [
        entry("before", 0, 2),
        entry("early", 1, 3),
        entry("late", 5),
        entry("after", 6),
        entry("other", 7, book_id="C"),
    ]
    told = [(each.id, each.start, each.end) for each in bounded(prices(*entries), books).entries]
    assert told == [
        ("early", hour(2), hour(3)),
        ("late", hour(5), hour(6)),
        ("other", hour(7), None),
    ]


def test_only_name_and_end_change_and_no_past_is_written_anew() -> None:
    held = book(end=hour(5))
    after = edit(held, EditBook("Renamed", hour(2)), hour(1))
    assert (after.name, after.end, after.version) == ("Renamed", hour(2), 2)
    with pytest.raises(EndInPast):
        edit(held, EditBook("B", hour(0.5)), hour(1))
    with pytest.raises(EndInPast):
        edit(held, EditBook("B", None), hour(5))
    assert edit(held, EditBook("Kept", hour(5)), hour(6)).name == "Kept"
