"""What quotes and activities are told of prices, and what that asks of the table."""

from datetime import timedelta

import pytest

from promenade.base.price.model.book import EditBook
from promenade.base.price.reader import FRESH_FOR, DynamoPriceReader
from promenade.base.price.reader.claims import DynamoClaimReader
from promenade.base.price.service import books, changing
from promenade.base.price.service.changing import Proposal
from promenade.base.price.service.folding import fold
from promenade.base.price.service.judging import Ground
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.contracts.claims import Claim, Question
from promenade.contracts.prices import PriceFacts, PricesInForce, Venue
from promenade.kit.lookups import Lookup, look_up
from promenade.kit.stamp import Stamp
from tests.support.capacity import capacity
from tests.support.facts import PLACED, order
from tests.support.prices import book, change, hour, terms
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
opened, store = DynamoBookStore(), DynamoPriceStore()
GROUND = Ground({}, 3_000, DynamoEvidenceStore())
CNY = Venue("CNY")
MEMBER = Venue("CNY", groups=frozenset({"member"}))
NOTHING: Lookup[None] = Lookup("none", (), lambda _: None)


def at(request: str) -> Stamp:
    return Stamp("staff:maria", NOON, "c", request)


def open_book(book_id: str, **other: str) -> None:
    books.open_book(book(book_id, **other), at(book_id), opened)


def price(sku: str, sale_minor: int, book_id: str, start: float = 0, currency: str = "CNY") -> None:
    id_ = f"{sku} {sale_minor} {book_id}"
    said = {"sku": sku, "book_id": book_id, "currency": currency}
    asked = change(id_, **said, terms=terms(sale_minor), start=hour(start))
    changing.propose(Proposal(asked), lambda: GROUND, at(id_), store)


def ask(
    reader: DynamoPriceReader, *skus: str, venue: Venue = CNY, hours: float = 0
) -> PricesInForce:
    found, _ = look_up(reader.lookup(skus, venue, hour(hours)), NOTHING)
    return found


def sold_for(found: PricesInForce) -> dict[str, int]:
    return {sku: each.sale_price_minor for sku, each in found.prices.items()}


def test_a_price_says_which_book_and_entry_it_is_of() -> None:
    open_book("B")
    price("MUG", 900, "B")
    found = ask(DynamoPriceReader(), "mug", "NONE")
    assert found.prices == {"mug": PriceFacts("B", "MUG 900 B", "CNY", 1_000, 900, None)}


def test_the_book_of_the_occasion_prices_and_the_clock_starts_it() -> None:
    open_book("B")
    open_book("M", group="member")
    price("MUG", 900, "B")
    price("MUG", 800, "M", start=2)
    reader = DynamoPriceReader()
    assert sold_for(ask(reader, "MUG")) == {"MUG": 900}
    early = ask(reader, "MUG", venue=MEMBER)
    assert (sold_for(early), early.changes_at) == ({"MUG": 900}, hour(2))
    assert sold_for(ask(reader, "MUG", venue=MEMBER, hours=2)) == {"MUG": 800}


def test_a_price_that_was_just_set_is_seen_by_the_next_quote() -> None:
    open_book("B")
    reader = DynamoPriceReader()
    assert sold_for(ask(reader, "MUG")) == {}
    price("MUG", 900, "B")
    assert sold_for(ask(reader, "MUG")) == {"MUG": 900}


def test_prices_and_books_come_in_one_round_trip_and_books_only_when_they_are_due() -> None:
    open_book("B")
    price("MUG", 900, "B")
    reader = DynamoPriceReader()
    with capacity() as first:
        ask(reader, "MUG")
    with capacity() as second:
        ask(reader, "MUG")
    assert (first.calls, first.cost) == ({"BatchGetItem": 1}, (1, 1.0, 0))
    assert (second.calls, second.cost) == ({"BatchGetItem": 1}, (1, 0.5, 0))


def test_where_no_book_serves_nothing_is_asked_but_the_books_when_they_are_due() -> None:
    open_book("E", currency="EUR")
    reader = DynamoPriceReader()
    ask(reader, "MUG")
    with capacity() as idle:
        assert sold_for(ask(reader, "MUG", "TEA")) == {}
    with capacity() as due:
        ask(reader, "MUG", "TEA", hours=1)
    assert (idle.cost, due.cost) == ((0, 0, 0), (1, 0.5, 0))


def test_the_first_quote_that_learns_of_a_book_goes_by_it() -> None:
    reader = DynamoPriceReader()
    ask(reader, "MUG")
    open_book("B")
    price("MUG", 900, "B")
    assert sold_for(ask(reader, "MUG")) == {}
    later = FRESH_FOR / timedelta(hours=1)
    with capacity() as asked:
        assert sold_for(ask(reader, "MUG", hours=later)) == {"MUG": 900}
    assert asked.calls == {"BatchGetItem": 2}


def test_goods_of_several_currencies_are_asked_for_together_each_at_its_own_price() -> None:
    open_book("B")
    open_book("E", currency="EUR")
    price("MUG", 900, "B")
    price("MUG", 700, "E", currency="EUR")
    price("TEA", 800, "E", currency="EUR")
    venues = {"MUG": CNY, "tea": Venue("EUR"), "JAR": Venue("USD")}
    with capacity() as asked:
        (found,) = look_up(DynamoPriceReader().lookup_each(venues, hour(0)))
    assert sold_for(found) == {"MUG": 900, "tea": 800}
    assert found.changes_at is None
    assert (asked.calls, asked.cost) == ({"BatchGetItem": 1}, (1, 2.0, 0))


def test_a_book_that_is_ended_prices_nothing_from_then_on() -> None:
    open_book("B")
    price("MUG", 900, "B")
    books.edit_book("B", EditBook("B", hour(3)), 1, at("end"), opened)
    reader = DynamoPriceReader()
    assert [sold_for(ask(reader, "MUG", hours=each)) for each in (2, 3)] == [{"MUG": 900}, {}]


def test_a_claim_is_judged_by_what_was_paid() -> None:
    fold([order()], DynamoEvidenceStore())
    question = Question("TEA", "cn7", PLACED + timedelta(days=3), "CNY")
    found = DynamoClaimReader().verdicts([Claim(question, 2_750), Claim(question, 2_751)])
    assert [each.result for each in found] == ["true", "false"]
