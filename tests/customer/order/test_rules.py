"""What an order must add up to: every fault named, and nothing wrong with a good one."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.rules import faults
from promenade.kit.errors import Invalid
from promenade.kit.money import allocate, split
from tests.support.orders import LATER, body, credit_note, order, refund, sale

CANCELLED: dict[str, Any] = {"state": "cancelled", "paid_at": None, "paid_minor": 0}
CHARGED: dict[str, Any] = {"tax_minor": 432, "tip_minor": 100, "fee_minor": -32}
AHEAD = (LATER + timedelta(hours=24, seconds=1)).isoformat()
CREATED: dict[str, Any] = {"state": "created", "paid_at": None, "paid_minor": 0}


def found(document: dict[str, Any]) -> list[tuple[str, str]]:
    try:
        order(document)
    except Invalid as error:
        return [(fault.pointer, fault.code) for fault in error.faults]
    return []


def line(index: int, **other: Any) -> dict[str, Any]:
    """A sale whose line `index` differs."""
    lines = sale()["lines"]
    lines[index] |= other
    return sale(lines=lines)


@pytest.mark.parametrize(
    "document",
    [
        sale(),
        sale(**CREATED),
        sale(**CANCELLED, cancelled_at="2026-01-05T13:00:00+08:00"),
        sale(state="refunded", refunds=[refund(4800)]),
        sale(state="completed", refunds=[refund(500)]),
        credit_note(),
        sale(**CHARGED, paid_minor=5300),
        sale(**CHARGED, paid_minor=5300, state="refunded", refunds=[refund(5300)]),
        sale(**CHARGED | CREATED),
        sale(tax_included_minor=4800),
    ],
    ids=[
        "paid",
        "created",
        "cancelled",
        "refunded",
        "partly refunded",
        "credit note",
        "with tax, tip and fee",
        "with tax, tip and fee given back",
        "with tax, tip and fee to be paid",
        "tax included",
    ],
)
def test_a_sound_order_has_no_fault(document: dict[str, Any]) -> None:
    assert found(document) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"goods_minor": 4501}, [("/goods_minor", "wrong_sum")]),
        ({"discount_minor": 0}, [("/discount_minor", "wrong_sum")]),
        ({"paid_minor": 4799}, [("/paid_minor", "wrong_sum")]),
        ({"shipping_minor": 0}, [("/paid_minor", "wrong_sum")]),
        ({"tax_minor": 1}, [("/paid_minor", "wrong_sum")]),
        ({"tip_minor": 1}, [("/paid_minor", "wrong_sum")]),
        ({"fee_minor": -1}, [("/paid_minor", "wrong_sum")]),
        ({"tax_included_minor": 4801}, [("/tax_included_minor", "above_paid")]),
        (CHARGED | {"paid_minor": 5301}, [("/paid_minor", "wrong_sum")]),
        ({"zone": "Europe/Atlantis"}, [("/zone", "unknown_zone")]),
        ({"zone": "../etc/passwd"}, [("/zone", "unknown_zone")]),
        ({"paid_at": "2026-01-05T11:57:59+08:00"}, [("/paid_at", "out_of_order")]),
        ({"placed_at": "1999-12-31T23:59:59Z"}, [("/placed_at", "out_of_range")]),
        ({"placed_at": AHEAD}, [("/placed_at", "in_future"), ("/paid_at", "out_of_order")]),
        ({"paid_at": AHEAD}, [("/paid_at", "in_future")]),
        ({"refunds": [refund(1, refunded_at=AHEAD)]}, [("/refunds/0/refunded_at", "in_future")]),
        ({"state": "created"}, [("/paid_at", "wrong_state")]),
        ({"state": "cancelled"}, [("/cancelled_at", "missing")]),
        ({"cancelled_at": "2026-01-06T00:00:00Z"}, [("/cancelled_at", "wrong_state")]),
        ({"state": "refunded"}, [("/state", "wrong_state")]),
        ({"state": "shipped", "paid_at": None, "paid_minor": 0}, [("/paid_at", "missing")]),
        ({"refunds": [refund(4801)]}, [("/refunds", "above_paid")]),
        ({"refunds": [refund(1), refund(1)]}, [("/refunds/1/id", "repeated")]),
        (
            {"refunds": [refund(1, lines=[{"line": 1, "quantity": 1, "amount_minor": 2}])]},
            [("/refunds/0/amount_minor", "wrong_sum")],
        ),
        (
            {"refunds": [refund(3000, lines=[{"line": 1, "quantity": 3, "amount_minor": 2801}])]},
            [("/refunds", "above_line")],
        ),
        (
            {"refunds": [refund(100, lines=[{"line": 1, "quantity": 4, "amount_minor": 100}])]},
            [("/refunds", "above_line")],
        ),
        (
            {"refunds": [refund(100, lines=[{"line": 9, "quantity": 1, "amount_minor": 100}])]},
            [("/refunds/0/lines/0/line", "unknown")],
        ),
        (
            {"refunds": [refund(1, refunded_at="2026-01-05T00:00:00Z")]},
            [("/refunds/0/refunded_at", "out_of_order")],
        ),
        (
            {"promotions": [{"promotion_id": "promotion_1", "version": 3, "saving_minor": 199}]},
            [("/promotions/0/saving_minor", "wrong_sum")],
        ),
        ({"promotions": []}, [("/lines/0/allocations/0/promotion_id", "unknown")]),
    ],
)
def test_a_fault_is_named_where_it_is(changes: Any, expected: Any) -> None:
    assert found(sale(**changes)) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            line(0, unit_paid_minor=[934, 933, 934]),
            [("/lines/0/unit_paid_minor", "wrong_sum")],
        ),
        (
            line(0, unit_paid_minor=[1400, 1400]),
            [("/lines/0/unit_paid_minor", "wrong_count")],
        ),
        (
            line(1, paid_minor=1501),
            [("/lines/1/paid_minor", "wrong_sum"), ("/paid_minor", "wrong_sum")],
        ),
        (
            line(0, allocations=[{"promotion_id": "promotion_1", "saving_minor": 201}]),
            [
                ("/lines/0/allocations", "above_line"),
                ("/promotions/0/saving_minor", "wrong_sum"),
            ],
        ),
        (line(1, line=1), [("/lines/1/line", "repeated")]),
        (
            line(1, quantity=0),
            [("/lines/1/quantity", "not_positive"), ("/goods_minor", "wrong_sum")],
        ),
    ],
)
def test_a_line_adds_up_by_itself(document: dict[str, Any], expected: Any) -> None:
    assert found(document) == expected


def test_all_faults_come_at_once() -> None:
    wrong = sale(zone="Mars", goods_minor=1, state="cancelled", refunds=[refund(9999)])
    assert found(wrong) == [
        ("/zone", "unknown_zone"),
        ("/cancelled_at", "missing"),
        ("/goods_minor", "wrong_sum"),
        ("/refunds", "above_paid"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"refunds": []}, [("/refunds", "missing")]),
        ({"refunds": [refund(2501)]}, [("/refunds/0/amount_minor", "wrong_sum")]),
        ({"goods_minor": 2500}, [("/goods_minor", "wrong_sum")]),
        ({"state": "paid"}, [("/state", "wrong_state")]),
        ({"paid_at": "2026-01-05T12:00:00Z"}, [("/paid_at", "wrong_state")]),
    ],
)
def test_a_credit_note_sells_nothing_and_gives_back_what_its_lines_say(
    changes: Any, expected: Any
) -> None:
    assert found(credit_note(**changes)) == expected


def test_a_credit_note_gives_back_no_more_than_its_lines_are_worth() -> None:
    back = {"line": 1, "quantity": 2, "amount_minor": 2501}
    assert found(credit_note(refunds=[refund(2501, lines=[back])])) == [("/refunds", "above_line")]


def test_an_adjustment_charges_and_gives_back_by_the_sign_of_its_quantities() -> None:
    lines = [
        {"line": 1, "sku": "B", "title": "", "quantity": 1, "unit_price_minor": 300},
        {"line": 2, "sku": "B", "title": "", "quantity": -2, "unit_price_minor": 100},
    ]
    back = {"line": 2, "quantity": 2, "amount_minor": 200}
    charged: dict[str, Any] = {
        "kind": "adjustment",
        "paid_at": "2026-01-05T12:00:00+08:00",
        "paid_minor": 300,
        "lines": [lines[0] | {"paid_minor": 300}, lines[1] | {"paid_minor": 0}],
        "refunds": [refund(200, lines=[back])],
    }
    assert found(credit_note(**charged)) == []
    assert found(credit_note(**charged | {"paid_minor": 299})) == [("/paid_minor", "wrong_sum")]
    assert found(credit_note(**charged | {"kind": "return"})) == [
        ("/lines/0/paid_minor", "wrong_sum"),
        ("/lines/1/quantity", "not_positive"),
    ]


def test_times_beyond_the_calendar_are_refused_not_a_crash() -> None:
    late = "9999-12-31T23:59:59-10:00"
    assert ("/placed_at", "in_future") in found(sale(placed_at=late, paid_at=late))


def test_what_refunds_exceed_is_told_with_both_counts() -> None:
    lines = [{"line": 1, "quantity": 4, "amount_minor": 100}]
    with pytest.raises(Invalid) as refused:
        order(sale(refunds=[refund(100, lines=lines)]))
    (fault,) = refused.value.faults
    assert fault.said("en") == "Line 1 has 3 units; refunds name 4 of them."
    assert fault.said("zh") == "第 1 行有 3 件，退款涉及 4 件。"


amounts = st.integers(0, 10**6)


@given(
    lines=st.lists(st.tuples(st.integers(1, 40), amounts), min_size=1, max_size=6),
    shipping=amounts,
    share=st.integers(0, 100),
    tilt=st.integers(-3, 3),
)
def test_whatever_adds_up_is_sound_and_a_cent_more_or_less_is_not(
    lines: list[tuple[int, int]], shipping: int, share: int, tilt: int
) -> None:
    gross = [quantity * price for quantity, price in lines]
    discount = sum(gross) * share // 100
    parts = allocate(discount, gross)
    sent = sale(
        goods_minor=sum(gross),
        discount_minor=discount,
        shipping_minor=shipping,
        paid_minor=sum(gross) - discount + shipping + tilt,
        promotions=[],
        lines=[
            {
                "line": index,
                "sku": "S",
                "title": "",
                "quantity": quantity,
                "unit_price_minor": price,
                "discount_minor": part,
                "paid_minor": quantity * price - part,
                "unit_paid_minor": split(quantity * price - part, quantity),
            }
            for index, ((quantity, price), part) in enumerate(zip(lines, parts, strict=True), 1)
        ],
    )
    if sent["paid_minor"] < 0:
        return
    assert found(sent) == ([("/paid_minor", "wrong_sum")] if tilt else [])


def test_what_the_wire_takes_the_document_says() -> None:
    document = order(sale()).document
    assert isinstance(document, OrderDocument)
    assert faults(document, LATER) == []
    assert document.placed_at.isoformat() == "2026-01-05T03:58:00+00:00"
    assert document.lines[0].units_paid_minor == (934, 933, 933)
    assert document.lines[1].units_paid_minor == (1500,)
    assert body(sale()).personal is None
