"""WooCommerce's orders become ours, to the cent, or say which sum does not balance."""

from typing import Any

import pytest

from promenade.kit.errors import Invalid
from tests.support.platforms import from_woo, woo, woo_line


def amounts(document: Any) -> dict[str, int]:
    body = from_woo(document)
    names = ("goods", "discount", "shipping", "tax", "tax_included", "tip", "fee", "paid")
    found = {name: getattr(body, f"{name}_minor") for name in names}
    return {name: amount for name, amount in found.items() if amount}


def refusal(document: Any) -> str:
    with pytest.raises(Invalid) as caught:
        from_woo(document)
    return caught.value.reason


def test_an_order_with_tax_on_top_a_coupon_and_fees_of_both_signs() -> None:
    body = from_woo(woo())
    assert amounts(woo()) == {
        "goods": 4500, "discount": 500, "shipping": 500, "tax": 445, "fee": -50, "paid": 4895,
    }  # fmt: skip
    assert (body.number, body.state, body.customer, body.channel) == ("727", "paid", "26", "web")
    assert body.payment is not None
    assert (body.payment.method, body.payment.transaction) == ("paypal", "8XY12345")
    assert body.personal is not None
    assert (body.personal.recipient, body.personal.address) == (
        "Ada Byron",
        "Hauptstraße 1, Berlin, DE",
    )


def included(**other: Any) -> dict[str, Any]:
    """3 × 9.99 with a tax of 21 % in it, and shipping of 5.00 likewise: 34.97."""
    line = woo_line(1, "24.77", "24.77", 3, subtotal_tax="5.20", total_tax="5.20")
    return (
        woo(
            prices_include_tax=True,
            line_items=[line],
            shipping_lines=[{"total": "4.13", "total_tax": "0.87"}],
            fee_lines=[],
            total="34.97",
            total_tax="6.07",
        )
        | other
    )


def test_tax_that_is_included_is_told_and_not_added() -> None:
    assert amounts(included()) == {
        "goods": 2997, "shipping": 500, "tax_included": 607, "paid": 3497,
    }  # fmt: skip
    assert from_woo(included()).lines[0].unit_price_minor == 999


def test_what_was_rounded_line_by_line_balances_by_a_fee_that_says_so() -> None:
    assert amounts(included(total="34.98"))["fee"] == 1
    assert amounts(included(total="34.96"))["fee"] == -1


def test_tax_that_is_rounded_once_in_the_total_and_line_by_line_in_the_order_balances() -> None:
    """12 % of 35.71 and of 3.13, rounded at the subtotal: woocommerce/woocommerce#25720."""
    line = woo_line(1, "35.71", "35.71", 1, total_tax="4.29", subtotal_tax="4.29")
    document = woo(
        line_items=[line],
        shipping_lines=[{"total": "3.13", "total_tax": "0.38"}],
        fee_lines=[],
        total="43.50",
        total_tax="4.67",
    )
    assert amounts(document) == {
        "goods": 3571, "shipping": 313, "tax": 467, "fee": -1, "paid": 4350,
    }  # fmt: skip


def test_a_sum_that_does_not_balance_is_named() -> None:
    assert refusal(included(total="34.99")) == (
        "/total: This is €34.99; the sum of lines, shipping, fees and tax is €34.97."
    )


def test_units_of_a_price_that_does_not_divide_stand_in_two_lines_without_a_discount() -> None:
    line = woo_line(1, "10.00", "10.00", 3)
    body = from_woo(
        woo(line_items=[line], shipping_lines=[], fee_lines=[], total="10.00", total_tax="0.00")
    )
    found = [
        (each.line, each.quantity, each.unit_price_minor, each.paid_minor) for each in body.lines
    ]
    assert found == [(1, 1, 334, 334), (2, 2, 333, 666)]
    assert (body.goods_minor, body.discount_minor) == (1000, 0)


def test_what_a_coupon_takes_off_such_units_is_its_discount_alone() -> None:
    line = woo_line(1, "10.00", "5.01", 3)
    body = from_woo(
        woo(line_items=[line], shipping_lines=[], fee_lines=[], total="5.01", total_tax="0.00")
    )
    assert [(each.quantity, each.paid_minor) for each in body.lines] == [(1, 167), (2, 334)]
    assert (body.goods_minor, body.discount_minor) == (1000, 499)


def test_a_line_of_less_than_no_units_is_refused() -> None:
    document = woo(line_items=[*woo()["line_items"], woo_line(3, "0.00", "0.00", -3)])
    assert refusal(document) == "/lines/2/quantity: A sale has at least one unit a line."


def test_a_line_that_costs_more_than_before_coupons_costs_that() -> None:
    line = woo_line(1, "0.00", "10.00", 1)
    free = woo_line(2, "0.00", "0.00", 0)
    body = from_woo(
        woo(line_items=[line, free], shipping_lines=[], fee_lines=[], total="10", total_tax="0")
    )
    assert [(each.unit_price_minor, each.discount_minor) for each in body.lines] == [(1000, 0)]


def test_an_amount_without_units_is_refused() -> None:
    document = woo(line_items=[woo_line(1, "10.00", "10.00", 0)])
    assert refusal(document) == "/line_items/0/quantity: This line has an amount and no units."


@pytest.mark.parametrize("amount", ["NaN", "1e999999", "-Infinity", "1_0", "٣"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    for name in ("total", "subtotal"):
        line = woo_line(1, "1", "1", 1) | {name: amount}
        assert refusal(included(line_items=[line])) == (
            f"/line_items/0/{name}: This is no amount of money."
        )


@pytest.mark.parametrize(
    ("told", "state", "paid"),
    [
        ({"status": "pending", "date_paid_gmt": None}, "created", 0),
        ({"status": "on-hold", "date_paid_gmt": None}, "created", 0),
        ({"status": "failed", "date_paid_gmt": None}, "created", 0),
        ({"status": "processing", "date_paid_gmt": None}, "created", 0),
        ({"status": "processing"}, "paid", 4895),
        ({"status": "packed-by-plugin"}, "paid", 4895),
        ({"status": "completed"}, "completed", 4895),
        ({"status": "cancelled", "date_paid_gmt": None}, "cancelled", 0),
        ({"status": "cancelled"}, "cancelled", 4895),
    ],
)
def test_how_far_an_order_is(told: dict[str, Any], state: str, paid: int) -> None:
    body = from_woo(woo(**told))
    assert (body.state, body.paid_minor) == (state, paid)


def test_refunds_are_dated_by_the_change_that_tells_of_them() -> None:
    refunds = [{"id": 728, "total": "-8.95"}, {"id": 729, "total": "-10.00"}]
    body = from_woo(woo(refunds=refunds, date_modified_gmt="2026-02-01T10:00:00"))
    assert [(each.id, each.amount_minor) for each in body.refunds] == [("728", 895), ("729", 1000)]
    assert str(body.refunds[0].refunded_at) == "2026-02-01 10:00:00+00:00"
    assert body.state == "paid"


def test_a_refund_of_everything_makes_the_order_refunded() -> None:
    body = from_woo(woo(status="refunded", refunds=[{"id": 728, "total": "-48.95"}]))
    assert (body.state, body.paid_minor) == ("refunded", 4895)


@pytest.mark.parametrize(
    ("totals", "given"),
    [
        (["-48.96"], [4895]),
        (["-48.97"], [4895]),
        (["-40.00", "-8.97"], [4000, 895]),
        (["-48.95", "-0.01"], [4895]),
    ],
)
def test_what_rounding_gives_back_beyond_the_total_is_left_out(
    totals: list[str], given: list[int]
) -> None:
    refunds = [{"id": 728 + place, "total": total} for place, total in enumerate(totals)]
    body = from_woo(woo(refunds=refunds))
    assert [each.amount_minor for each in body.refunds] == given
    assert (body.state, body.paid_minor) == ("refunded", 4895)


def test_a_refund_beyond_what_rounding_explains_is_refused() -> None:
    assert refusal(woo(refunds=[{"id": 728, "total": "-48.99"}])) == (
        "/refunds: Refunds are €48.99; €48.95 was paid."
    )


def test_a_guest_has_no_customer_and_a_number_of_a_plugin_is_kept() -> None:
    body = from_woo(woo(customer_id=0, number="INV/2026/0001"))
    assert (body.customer, body.number) == (None, "INV/2026/0001")


def test_a_date_that_is_none_is_refused() -> None:
    assert refusal(woo(date_paid_gmt="2026-13-05T08:58:40")) == (
        "/date_paid_gmt: This is no point in time."
    )
