"""The form of an order, its way through the queue, and what callers see."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import Order, Person
from promenade.customer.order.model.submission import Arrival
from promenade.customer.order.wire import reading, views
from promenade.customer.order.wire.bodies import BatchBody, OrderBody
from promenade.kit.decoding import decode
from promenade.kit.entries import receive_entries
from promenade.kit.errors import Invalid
from promenade.kit.stamp import Stamp
from tests.support.digests import DIGESTS
from tests.support.orders import LATER, NOON, PERSON, body, order, sale, stamp


def found(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        reading.read_order(decode(msgspec.json.encode(document), OrderBody), DIGESTS, LATER)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"coupon": "X"}, "/coupon", "unknown_field"),
        ({"source": "a#b"}, "/source", "wrong_value"),
        ({"number": "A-1\n"}, "/number", "wrong_value"),
        ({"number": ""}, "/number", "wrong_value"),
        ({"store": "s" * 129}, "/store", "wrong_value"),
        ({"store": " \u3000"}, "/store", "wrong_value"),
        ({"channel": "we\u200bb"}, "/channel", "wrong_value"),
        ({"fee_minor": 0.5}, "/fee_minor", "wrong_value"),
        ({"version": 0}, "/version", "wrong_value"),
        ({"version": 10**15}, "/version", "wrong_value"),
        ({"goods_minor": 45.0}, "/goods_minor", "wrong_value"),
        ({"goods_minor": "4500"}, "/goods_minor", "wrong_value"),
        ({"paid_minor": -1}, "/paid_minor", "wrong_value"),
        ({"paid_minor": 10**12 + 1}, "/paid_minor", "wrong_value"),
        ({"placed_at": "2026-01-05T11:58:00"}, "/placed_at", "wrong_value"),
        ({"placed_at": 1767585480}, "/placed_at", "wrong_value"),
        ({"currency": "yuan"}, "/currency", "wrong_value"),
        ({"state": "lost"}, "/state", "wrong_value"),
        ({"is_test": 1}, "/is_test", "wrong_value"),
        ({"lines": []}, "/lines", "wrong_value"),
        ({"personal": {"passport": "X"}}, "/personal/passport", "unknown_field"),
        ({"payment": {"method": ""}}, "/payment/method", "wrong_value"),
    ],
)
def test_a_wrong_form_is_named_where_it_is(changes: Any, pointer: str, code: str) -> None:
    assert found(sale(**changes)) == [(pointer, code)]


def test_all_faults_of_a_form_come_at_once() -> None:
    wrong = sale(goods_minor=1.5, extra=1)
    del wrong["state"]
    wrong["lines"][0]["quantity"] = True
    assert sorted(found(wrong)) == [
        ("/extra", "unknown_field"),
        ("/goods_minor", "wrong_value"),
        ("/lines/0/quantity", "wrong_value"),
        ("/state", "missing"),
    ]


def test_what_is_queued_is_checked_as_if_it_had_not_been_before() -> None:
    def refused(order: bytes) -> list[tuple[str, str]]:
        arrival = Arrival(None, 0, "import:x", "c-1", order, None, "f-1")
        with pytest.raises(Invalid) as refused:
            reading.read_arrival(arrival, LATER)
        return [(fault.pointer, fault.code) for fault in refused.value.faults]

    assert refused(b'{"source": "\xff"}') == [("", "not_json")]
    assert refused(msgspec.json.encode(sale(zone="Mars"))) == [("/zone", "unknown_zone")]
    in_clear = msgspec.json.encode(sale(personal=PERSON))
    assert refused(in_clear) == [("/personal", "unknown_field")]


def test_faults_of_a_batch_point_into_it_and_the_others_are_taken() -> None:
    sent = [sale(), sale("A-2", zone="Mars"), 7, sale("A-3", source="other"), sale("A-4")]
    entries = receive_entries(msgspec.json.encode({"orders": sent}), BatchBody, "orders")
    batch = reading.read_batch(entries, DIGESTS, "storefront", LATER)
    assert [each.document.number for each in batch.taken] == ["A-1", "A-4"]
    told = [(each.index, each.number, each.faults[0].pointer) for each in batch.refused]
    assert told == [
        (1, "A-2", "/orders/1/zone"),
        (2, None, "/orders/2"),
        (3, "A-3", "/orders/3/source"),
    ]


def long_sale(line_count: int, title: str) -> dict[str, Any]:
    line = {"sku": "S", "title": title, "quantity": 1, "unit_price_minor": 1, "paid_minor": 1}
    return sale(
        goods_minor=line_count,
        discount_minor=0,
        shipping_minor=0,
        paid_minor=line_count,
        promotions=[],
        lines=[line | {"line": index} for index in range(1, line_count + 1)],
    )


def test_an_order_of_twelve_hundred_lines_fits_and_one_too_large_is_refused_by_its_size() -> None:
    reading.read_order(body(long_sale(1_200, "x" * 40)), DIGESTS, LATER)
    with pytest.raises(Invalid) as refused:
        reading.read_order(body(long_sale(2_000, "x" * 60)), DIGESTS, LATER)
    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code) == ("", "too_large")
    assert "200000 are taken" in fault.said("en")


def test_personal_data_too_large_for_one_seal_are_refused() -> None:
    control = "\x01" * 500
    asked = body(sale(personal={"address": control, "email": control[:254]}))
    with pytest.raises(Invalid) as refused:
        reading.read_order(asked, DIGESTS, LATER)
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/personal", "too_large")]


def test_an_order_comes_out_of_the_queue_as_it_went_in_and_its_person_sealed() -> None:
    sent = order(sale(personal=PERSON))
    submission = reading.read_submission("submission_1", [sent], [], stamp(sent))
    (raw,) = reading.messages(submission, [sent], "c-1")
    assert [text for text in PERSON.values() if text in raw.decode()] == []
    arrival = reading.read_message(raw)
    assert (arrival.submission_id, arrival.index) == ("submission_1", 0)
    assert reading.read_arrival(arrival, LATER) == sent
    assert reading.stamp(arrival, lambda: NOON) == Stamp(
        "client:storefront", NOON, "c-1", sent.fingerprint
    )


def test_a_message_of_another_form_is_refused() -> None:
    with pytest.raises(Invalid):
        reading.read_message(b'{"order": {}}')


@given(st.binary(max_size=200))
def test_no_bytes_crash_a_reader(raw: bytes) -> None:
    with pytest.raises(Invalid):
        reading.read_message(raw)


def test_every_field_that_is_sent_reaches_the_document() -> None:
    documented = {field.name for field in msgspec.structs.fields(OrderDocument)}
    sent = {field.name for field in msgspec.structs.fields(OrderBody)}
    assert sent - documented == {"personal"}
    assert documented - sent == {"took"}


def test_personal_data_are_shown_masked_or_not_at_all() -> None:
    document = order(sale()).document
    sealed = Order(document, b"sealed", "f")
    seen = views.show_order(sealed, Person(phone="138"), seen_whole=True)
    assert seen.personal is not None
    assert (seen.personal.phone, seen.personal.email) == ("138", None)
    masked = views.show_order(sealed, None, seen_whole=False).personal
    assert masked is not None
    assert set(msgspec.structs.astuple(masked)) == {"***"}
    assert views.show_order(Order(document, None, "f"), None, seen_whole=False).personal is None
