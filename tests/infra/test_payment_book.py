"""The local payment gateway never gives back more than it took, nor twice."""

from pathlib import Path

import pytest

from infra.local.payment_book import Book, Intent, Manner, Received, RefundRefused, Returned


@pytest.fixture
def book(tmp_path: Path) -> Book:
    opened = Book(tmp_path / "payments.json")
    opened.open("key", Intent("order_1", 900, "CNY"))
    return opened


def returned(paid: Received, amount_minor: int, id_: str = "payout_1") -> Returned:
    return Returned(id_, paid.order, paid.transaction, amount_minor, paid.currency)


def test_each_payment_is_a_transaction_of_its_own(book: Book) -> None:
    first, other = book.pay("key"), book.pay("key")
    assert first.transaction != other.transaction
    assert (first.order, first.amount_minor, first.currency) == ("order_1", 900, "CNY")


def test_a_refund_is_given_once_and_never_more_than_was_paid(book: Book) -> None:
    paid = book.pay("key")
    for _ in range(2):
        book.give_back(returned(paid, 500))
    with pytest.raises(RefundRefused):
        book.give_back(returned(paid, 401, "payout_2"))
    with pytest.raises(RefundRefused):
        book.give_back(Returned("payout_3", "order_1", "unknown", 1, "CNY"))
    book.give_back(returned(paid, 400, "payout_2"))
    assert [each.amount_minor for each in book.content.refunds.values()] == [500, 400]


def test_what_it_keeps_outlives_it(book: Book, tmp_path: Path) -> None:
    paid = book.pay("key")
    assert Book(tmp_path / "payments.json").content.payments == {paid.transaction: paid}


def test_it_fails_and_refuses_as_often_as_it_is_told(book: Book) -> None:
    paid = book.pay("key")
    book.behave(Manner(failing_count=2, refusing_count=1))
    assert [book.takes_turn("failing_count") for _ in range(3)] == [True, True, False]
    with pytest.raises(RefundRefused):
        book.give_back(returned(paid, 900))
    book.give_back(returned(paid, 900))
