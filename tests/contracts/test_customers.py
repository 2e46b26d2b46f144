"""One identity of a customer, whoever names it."""

import msgspec
import pytest

from promenade.activity.coupon.wire.coupons import WalletQuery
from promenade.contracts.carts import BuyerBody
from promenade.contracts.customers import CustomerId, Person, customer_of, person, pseudonym
from promenade.customer.order.wire.bodies import OrderBody
from promenade.kit.decoding import read_query, receive
from promenade.kit.errors import Unauthenticated
from promenade.kit.http.auth import Principal
from tests.support.digests import DIGESTS
from tests.support.orders import sale


@pytest.mark.parametrize("text", ["c-1", "王芳", "a  b", "x" * 128, "ada@example.com"])
def test_an_id_is_opaque_and_stays_as_it_is(text: str) -> None:
    caller = Principal("shopper", text, frozenset())
    assert customer_of(caller) == text
    assert msgspec.convert(sale(customer=text), OrderBody).customer == text
    assert msgspec.convert({"id": text}, BuyerBody).id == text


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 129, "a\x00", "\u200bada", "ada\u202e", "\ufeffada", "a\uffff"]
)
def test_what_cannot_be_seen_whole_is_no_id_wherever_it_is_read(text: str) -> None:
    with pytest.raises(Unauthenticated):
        customer_of(Principal("shopper", text, frozenset()))
    for value, shape in ((sale(customer=text), OrderBody), ({"id": text}, BuyerBody)):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(value, shape)


@pytest.mark.parametrize("text", [" z8 ", "z8\t", "\u3000z8", "z8\n"])
def test_blanks_around_an_id_are_no_part_of_it_wherever_it_is_taken(text: str) -> None:
    assert customer_of(Principal("shopper", text, frozenset())) == "z8"
    assert receive(msgspec.json.encode({"id": text, "is_new": True}), BuyerBody).id == "z8"
    assert receive(msgspec.json.encode(sale(customer=text)), OrderBody).customer == "z8"
    assert read_query({"customer": [text]}, WalletQuery).customer == "z8"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, CustomerId)


def test_ids_are_compared_exactly() -> None:
    ids = {"Ada", "ada", "a da", "\uff41da"}
    assert len({person(each, None, None) for each in ids}) == 4
    assert all(msgspec.convert(each, CustomerId) == each for each in ids)


def test_a_guest_is_known_by_an_address_or_a_number_however_it_is_written() -> None:
    assert person(None, " Ada@Example.com ", "1") == person(None, "\uff21da@example.COM", None)
    assert person(None, None, "138 1234-5678") == person(None, " ", "１３８１２３４５６７８")
    assert person(None, None, "13812345678") == Person("phone", "+8613812345678")
    assert person(None, None, "+86 138 1234 5678") == person(None, None, "13812345678")


def test_a_customer_and_a_guest_are_never_the_same_person() -> None:
    assert person("13812345678", None, None) != person(None, None, "13812345678")
    assert person("c-1", "ada@example.com", None) == Person("id", "c-1")
    assert [person(None, None, None), person(None, "", " "), person("", None, "call me")] == [
        None
    ] * 3


def test_what_a_guest_is_known_by_is_in_no_log() -> None:
    assert "ada" not in repr(person(None, "ada@example.com", None))
    assert "138" not in str(person(None, None, "13812345678"))


def test_each_guest_is_counted_under_a_pseudonym_of_his_own() -> None:
    known = [("ada@example.com", None), ("bob@example.com", None), (None, "123456")]
    pseudonyms = [pseudonym(person(None, *each), DIGESTS) for each in known]
    assert len(set(pseudonyms)) == 3
    assert pseudonym(person(None, " ADA@example.com", None), DIGESTS) == pseudonyms[0]
