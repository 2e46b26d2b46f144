"""Which row of the Online Retail set becomes what; docs/import.md in examples."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.online_retail import read_online_retail
from infra.local.online_retail_rows import COLUMNS, BadRow
from infra.local.order_files import Found, Rejected
from promenade.customer.order.wire.bodies import OrderBody
from promenade.kit.clock import to_wire

HEADER = ",".join(COLUMNS)


def row(
    invoice: str = "536365",
    sku: str = "85123A",
    quantity: object = 6,
    *,
    at: str = "2010-12-01 08:26:00",
    price: object = "2.55",
    customer: str = "17850",
) -> str:
    return f"{invoice},{sku},HOLDER,{quantity},{at},{price},{customer},United Kingdom"


def read(rows: Iterable[str | bytes]) -> list[Found]:
    lines = (each.encode() if isinstance(each, str) else each for each in (HEADER, *rows))
    return list(read_online_retail(line + b"\n" for line in lines))


def order(*rows: str) -> OrderBody:
    (found,) = read(rows)
    assert isinstance(found, OrderBody), found
    return found


def rejected(*rows: str | bytes) -> dict[int, str]:
    return {each.row: each.reason for each in read(rows) if isinstance(each, Rejected)}


def test_an_invoice_is_a_sale_of_its_rows_in_their_order() -> None:
    found = order(row(), row(sku="71053", quantity=2, price="3.39"), row(quantity=1))
    assert (found.kind, found.state, found.number, found.customer) == (
        "sale",
        "completed",
        "536365",
        "17850",
    )
    lines = [(each.line, each.sku, each.quantity, each.paid_minor) for each in found.lines]
    assert lines == [(1, "85123A", 6, 1530), (2, "71053", 2, 678), (3, "85123A", 1, 255)]
    assert (found.goods_minor, found.paid_minor, found.refunds) == (2463, 2463, ())


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        ("2010-12-01 08:26:00", "2010-12-01T08:26:00.000000Z"),
        ("2011-07-01 08:16:00", "2011-07-01T07:16:00.000000Z"),
        ("2011-10-30 01:30:00", "2011-10-30T00:30:00.000000Z"),
    ],
    ids=["winter", "summer", "the hour that occurs twice"],
)
def test_times_are_those_of_london(local: str, instant: str) -> None:
    assert to_wire(order(row(at=local)).placed_at) == instant


def test_of_several_times_the_first_counts() -> None:
    found = order(row(at="2010-12-01 08:27:00"), row(at="2010-12-01 08:26:00"))
    assert to_wire(found.placed_at) == "2010-12-01T08:26:00.000000Z"
    assert found.paid_at == found.placed_at


def test_a_cancellation_is_a_return_that_gives_back_its_rows() -> None:
    found = order(row("C536379", "D", -1, price="27.5"), row("C536379", "M", -2, price="1.00"))
    (refund,) = found.refunds
    assert (found.kind, found.paid_minor, found.paid_at) == ("return", 0, None)
    assert [each.quantity for each in found.lines] == [1, 2]
    assert (refund.id, refund.amount_minor) == ("C536379", 2950)
    assert [(each.line, each.amount_minor) for each in refund.lines] == [(1, 2750), (2, 200)]


def test_a_bad_debt_is_an_adjustment_that_gives_back() -> None:
    found = order(row("A563186", "B", 1, price="-11062.06", customer=""))
    assert (found.kind, found.customer, found.paid_minor) == ("adjustment", None, 0)
    assert found.lines[0].quantity == -1
    assert found.refunds[0].amount_minor == 1106206


def test_an_adjustment_upwards_is_paid() -> None:
    found = order(row("A563185", "B", 1, price="11062.06", customer=""))
    assert (found.kind, found.paid_minor, found.refunds) == ("adjustment", 1106206, ())
    assert found.paid_at == found.placed_at


def test_rows_without_price_and_customer_are_stock_notes() -> None:
    lost = order(row("536589", "21777", -10, price="0", customer=""))
    assert (lost.kind, lost.lines[0].quantity, lost.refunds) == ("adjustment", -10, ())
    assert (lost.paid_at, lost.paid_minor, lost.goods_minor) == (None, 0, 0)
    assert order(row(quantity=56, price="0.0", customer="")).kind == "adjustment"


def test_a_free_line_of_a_sale_and_a_free_sale_to_a_customer_stay_sales() -> None:
    assert order(row(price="0"), row()).kind == "sale"
    free = order(row(price="0"))
    assert (free.kind, free.paid_minor) == ("sale", 0)
    assert free.paid_at == free.placed_at


def test_a_guest_is_no_customer() -> None:
    assert order(row(customer="")).customer is None


def test_postage_and_charges_are_lines_like_others() -> None:
    found = order(row(sku="POST", quantity=3, price="18.00"), row(sku="BANK CHARGES", quantity=1))
    assert [each.sku for each in found.lines] == ["POST", "BANK CHARGES"]
    assert found.shipping_minor == 0


@pytest.mark.parametrize(
    ("price", "pence"), [("0.001", 0), ("0.005", 1), ("2.1", 210), ("8142.75", 814275)]
)
def test_a_price_is_rounded_half_up_to_pence(price: str, pence: int) -> None:
    assert order(row(quantity=1, price=price)).lines[0].unit_price_minor == pence


def test_a_priced_negative_row_makes_an_adjustment_of_its_invoice() -> None:
    found = order(row(quantity=5), row(quantity=-2))
    assert (found.kind, found.paid_minor, found.refunds[0].amount_minor) == (
        "adjustment",
        1275,
        510,
    )


def test_rows_of_an_invoice_may_lie_apart_by_a_thousand_rows() -> None:
    apart = [row("1"), *(row("2") for _ in range(999)), row("1")]
    assert [len(each.lines) for each in read(apart) if isinstance(each, OrderBody)] == [999, 2]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(quantity="many"), "Quantity is 'many'"),
        (row(quantity="1.5"), "Quantity is '1.5'"),
        (row(price=""), "UnitPrice is ''"),
        (row(price="NaN"), "UnitPrice is 'NaN'"),
        (row(price="1e99"), "UnitPrice is '1e99'"),
        (row(at="12/1/2010 8:26"), "InvoiceDate is '12/1/2010 8:26'"),
        (row(at="2010-02-30 08:26:00"), "InvoiceDate is '2010-02-30 08:26:00'"),
    ],
)
def test_a_bad_row_refuses_its_invoice_whole_and_no_other(bad: str, reason: str) -> None:
    found = read([row("1"), row(), bad, row("2")])
    assert [each.number for each in found if isinstance(each, OrderBody)] == ["1", "2"]
    assert {each.row: each.reason for each in found if isinstance(each, Rejected)} == {
        3: "another row of 536365 is bad",
        4: reason,
    }


@pytest.mark.parametrize(
    "bad",
    [b'536365,"85123A,open quote', b"536365,\xff\xfe,x,1,2010-12-01 08:26:00,1,1,UK", b"a,b", b""],
    ids=["open quote", "not UTF-8", "too few cells", "empty"],
)
def test_a_row_that_is_no_csv_is_reported_with_its_number_and_spoils_nothing(bad: bytes) -> None:
    found = read([row("1"), bad, row("2")])
    assert [each.number for each in found if isinstance(each, OrderBody)] == ["1", "2"]
    assert [each.row for each in found if isinstance(each, Rejected)] == [3]


def test_what_the_rules_of_orders_refuse_is_reported_too() -> None:
    assert list(rejected(row("C1", quantity=1))) == [2]
    assert list(rejected(row(customer="1"), row(customer="2"))) == [2, 3]
    assert "/number" in rejected(row("1" * 129))[2]
    assert "/lines/0/quantity" in rejected(row(quantity=0))[2]


def test_another_file_is_refused_at_its_first_row() -> None:
    with pytest.raises(BadRow):
        list(read_online_retail([b"a,b,c\n"]))
    with pytest.raises(BadRow):
        list(read_online_retail([]))


cells = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=12)


@given(rows=st.lists(st.one_of(cells, st.builds(row, quantity=cells, price=cells)), max_size=20))
def test_every_row_ends_in_an_order_or_in_the_report(rows: list[str]) -> None:
    found = read(rows)
    taken = sum(len(each.lines) for each in found if isinstance(each, OrderBody))
    assert taken + sum(isinstance(each, Rejected) for each in found) == len(rows)
