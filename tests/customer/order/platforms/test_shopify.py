"""Shopify's orders become ours, to the cent, or say which sum does not balance."""

from typing import Any

import pytest

from promenade.kit.errors import Invalid
from tests.support.platforms import from_shopify, shopify, shopify_line, shopify_refund


def amounts(document: Any) -> dict[str, int]:
    body = from_shopify(document)
    names = ("goods", "discount", "shipping", "tax", "tax_included", "tip", "fee", "paid")
    found = {name: getattr(body, f"{name}_minor") for name in names}
    return {name: amount for name, amount in found.items() if amount}


def refusal(document: Any) -> str:
    with pytest.raises(Invalid) as caught:
        from_shopify(document)
    return caught.value.reason


def test_an_order_with_tax_on_top_a_tip_and_discounts_of_lines_and_shipping() -> None:
    body = from_shopify(shopify())
    assert amounts(shopify()) == {
        "goods": 4500, "discount": 500, "shipping": 500, "tax": 360, "tip": 200, "paid": 5060,
    }  # fmt: skip
    assert (body.source, body.number, body.store) == ("shopify.my-shop", "#1001", "my-shop")
    assert (body.state, body.customer, body.channel) == ("paid", "207119551", "web")
    assert [(each.sku, each.title, each.paid_minor) for each in body.lines] == [
        ("CUP-1", "Cup 1 - Blue", 2000),
        ("CUP-2", "Cup 2 - Blue", 2000),
    ]
    assert body.payment is not None
    assert body.payment.method == "gift_card, shopify_payments"
    assert body.personal is not None
    assert body.personal.address == "1 Main St, Boston, Massachusetts, United States"


def test_tax_that_is_included_is_told_and_not_added() -> None:
    included = shopify(taxes_included=True, total_price="47.00", current_total_price="47.00")
    assert amounts(included) == {
        "goods": 4500, "discount": 500, "shipping": 500, "tax_included": 360, "tip": 200,
        "paid": 4700,
    }  # fmt: skip


def test_duties_and_fees_are_fees() -> None:
    duties = {
        "original_total_duties_set": {"shop_money": {"amount": "7.25", "currency_code": "USD"}},
        "original_total_additional_fees_set": {"shop_money": {"amount": "-1.00"}},
        "total_price": "56.85",
    }
    assert amounts(shopify(**duties))["fee"] == 625


def test_a_tip_from_the_till_is_counted_once() -> None:
    tip = shopify_line(3, "2.00", 1, tip_payment_gateway="shopify_payments", sku=None)
    document = shopify(line_items=[*shopify()["line_items"], tip])
    assert amounts(document)["tip"] == 200
    assert len(from_shopify(document).lines) == 2


@pytest.mark.parametrize(
    ("currency", "price", "minor"),
    [("JPY", "1200", 1200), ("JPY", "1200.00", 1200), ("KWD", "1.250", 1250), ("USD", "12", 1200)],
)
def test_currencies_have_their_own_decimals(currency: str, price: str, minor: int) -> None:
    document = shopify(
        currency=currency,
        line_items=[shopify_line(1, price, 1)],
        shipping_lines=[],
        subtotal_price=price,
        total_price=price,
        total_tax="0",
        total_tip_received="0.0",
    )
    assert amounts(document) == {"goods": minor, "paid": minor}


def test_a_part_of_a_cent_is_not_rounded_away() -> None:
    told = refusal(shopify(total_price="50.605"))
    assert told == "/total_price: This amount has more decimals than USD has."


@pytest.mark.parametrize(
    "amount",
    ["NaN", "1e999999999", "1e-999999999", "-Infinity", "5_0.60", "٥٠.٦٠", " 50.60", "", True],
)
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    assert refusal(shopify(total_price=amount)) == "/total_price: This is no amount of money."


def test_an_amount_may_be_a_number_and_not_missing() -> None:
    assert amounts(shopify(total_price=50.60))["paid"] == 5060
    assert refusal(shopify(total_price=None)) == "/total_price: This is no amount of money."


def test_a_sum_that_does_not_balance_is_named() -> None:
    assert refusal(shopify(total_price="50.61")) == (
        "/total_price: This is $50.61; "
        "the sum of lines, shipping, tax on top, tip, duties and fees is $50.60."
    )
    assert refusal(shopify(subtotal_price="39.99")) == (
        "/subtotal_price: This is $39.99; "
        "the sum of quantity times price, less the lines' discounts, is $40.00."
    )


def test_weighed_goods_are_refused_with_advice() -> None:
    document = shopify()
    document["line_items"][0]["quantity"] = 0.35
    assert "weighed goods are counted in their smallest unit" in refusal(document)


@pytest.mark.parametrize(
    ("told", "state", "paid"),
    [
        ({"financial_status": "pending"}, "created", 0),
        ({"financial_status": "authorized"}, "created", 0),
        ({"financial_status": "partially_paid"}, "created", 0),
        ({"financial_status": "voided"}, "created", 0),
        ({"financial_status": "paid"}, "paid", 5060),
        ({"fulfillment_status": "partial"}, "shipped", 5060),
        ({"fulfillment_status": "fulfilled"}, "shipped", 5060),
        ({"fulfillments": [{"status": "cancelled"}]}, "shipped", 5060),
        ({"cancelled_at": "2026-01-06T00:00:00Z"}, "cancelled", 5060),
        ({"cancelled_at": "2026-01-06T00:00:00Z", "financial_status": "voided"}, "cancelled", 0),
    ],
)
def test_how_far_an_order_is(told: dict[str, Any], state: str, paid: int) -> None:
    body = from_shopify(shopify(**told))
    assert (body.state, body.paid_minor) == (state, paid)


def test_guests_test_orders_and_other_channels() -> None:
    body = from_shopify(shopify(customer=None, test=True, source_name="pos", email=None))
    assert (body.customer, body.is_test, body.channel) == (None, True, "pos")


def test_a_line_without_a_sku_goes_by_its_title() -> None:
    line = shopify_line(1, "40.00", 1, sku="", name="Gift\u200b  card\n")
    assert from_shopify(shopify(line_items=[line])).lines[0].sku == "Gift card"


def test_refunds_of_the_same_line_add_up() -> None:
    refunds = [
        shopify_refund(71, [(1, 1, "10.00", "0.90")], "10.90"),
        shopify_refund(72, [(1, 1, "10.00", "0.90"), (2, 1, "20.00", "1.80")], "32.70"),
    ]
    body = from_shopify(shopify(refunds=refunds, financial_status="partially_refunded"))
    assert [(each.id, each.amount_minor) for each in body.refunds] == [("71", 1090), ("72", 3270)]
    parts = [(part.line, part.quantity, part.amount_minor) for part in body.refunds[1].lines]
    assert parts == [(1, 1, 1000), (2, 1, 2000)]
    assert (body.state, body.paid_minor) == ("paid", 5060)


def test_a_refund_of_everything_makes_the_order_refunded() -> None:
    whole = shopify_refund(71, [(1, 2, "20.00", "1.80"), (2, 1, "20.00", "1.80")], "50.60")
    body = from_shopify(shopify(refunds=[whole], financial_status="refunded"))
    assert (body.state, body.refunds[0].amount_minor) == ("refunded", 5060)


def test_shipping_and_discrepancies_stand_beside_the_lines() -> None:
    shipping = {"kind": "shipping_refund", "amount": "-5.00", "tax_amount": "0.00"}
    refund = shopify_refund(71, [], "5.00", order_adjustments=[shipping])
    (found,) = from_shopify(shopify(refunds=[refund])).refunds
    assert (found.amount_minor, found.lines) == (500, ())
    less = {"kind": "refund_discrepancy", "amount": "3.00", "tax_amount": "0.00"}
    refund = shopify_refund(71, [(1, 1, "10.00", "0"), (2, 1, "20.00", "0")], "27.00",
                            order_adjustments=[less])  # fmt: skip
    (found,) = from_shopify(shopify(refunds=[refund])).refunds
    assert found.amount_minor == 2700
    assert [part.amount_minor for part in found.lines] == [900, 1800]


@pytest.mark.parametrize("status", ["pending", "failure", "error"])
def test_money_that_did_not_go_back_is_no_refund(status: str) -> None:
    refund = shopify_refund(71, [], "5.00")
    refund["transactions"][0]["status"] = status
    assert from_shopify(shopify(refunds=[refund])).refunds == ()


def test_a_cent_more_than_was_paid_for_a_line_stands_beside_it() -> None:
    refund = shopify_refund(71, [(1, 2, "20.01", "0")], "20.01")
    (found,) = from_shopify(shopify(refunds=[refund])).refunds
    assert (found.amount_minor, found.lines[0].amount_minor) == (2001, 2000)


def test_units_that_an_edit_took_off_before_payment_are_not_sold() -> None:
    edit = shopify_refund(71, [(1, 1, "10.00", "0.90")], None)
    body = from_shopify(shopify(refunds=[edit], current_total_price="39.70"))
    assert [(each.quantity, each.paid_minor) for each in body.lines] == [(1, 1000), (1, 2000)]
    assert (body.goods_minor, body.discount_minor, body.tax_minor) == (3250, 250, 270)
    assert (body.paid_minor, body.refunds) == (3970, ())


def test_a_line_that_was_taken_off_whole_is_gone_and_the_others_keep_their_numbers() -> None:
    edit = shopify_refund(71, [(1, 2, "20.00", "1.80")], None)
    body = from_shopify(shopify(refunds=[edit], current_total_price="28.80"))
    assert ([each.line for each in body.lines], body.paid_minor) == ([2], 2880)


def test_what_was_paid_for_taken_off_and_refunded_later_is_refunded_once() -> None:
    edit = shopify_refund(71, [(1, 1, "10.00", "0.90")], None)
    still_owed = shopify(refunds=[edit], current_total_price="39.70", total_outstanding="-10.90")
    assert (from_shopify(still_owed).paid_minor, from_shopify(still_owed).refunds) == (5060, ())
    more = {"kind": "refund_discrepancy", "amount": "-10.90", "tax_amount": "0.00"}
    later = shopify_refund(72, [], "10.90", order_adjustments=[more])
    settled = from_shopify(shopify(refunds=[edit, later], current_total_price="39.70"))
    assert (settled.paid_minor, [each.amount_minor for each in settled.refunds]) == (5060, [1090])


def test_goods_that_came_back_for_nothing_stay_sold() -> None:
    kept = {"kind": "refund_discrepancy", "amount": "10.00", "tax_amount": "0.90"}
    restock = shopify_refund(71, [(1, 1, "10.00", "0.90")], None, order_adjustments=[kept])
    body = from_shopify(shopify(refunds=[restock]))
    assert (body.paid_minor, body.lines[0].quantity) == (5060, 2)


def test_what_was_cancelled_before_payment_stays_as_it_was_ordered() -> None:
    restocked = shopify_refund(71, [(1, 2, "20.00", "1.80"), (2, 1, "20.00", "1.80")], None)
    body = from_shopify(
        shopify(refunds=[restocked], financial_status="voided", cancelled_at="2026-01-06T00:00:00Z")
    )
    assert (body.state, body.goods_minor, body.paid_minor) == ("cancelled", 4500, 0)


def test_a_buyer_who_paid_in_another_currency_is_given_back_shop_money() -> None:
    paid = {"kind": "refund", "status": "success", "amount": "9.99", "currency": "EUR"}
    refund = shopify_refund(71, [(1, 1, "10.00", "0.90")], None, transactions=[paid])
    body = from_shopify(shopify(refunds=[refund], presentment_currency="EUR"))
    assert (body.currency, body.refunds[0].amount_minor) == ("USD", 1090)


def test_more_back_than_was_paid_is_refused() -> None:
    told = refusal(shopify(refunds=[shopify_refund(71, [], "50.61")]))
    assert told == "/refunds: Refunds are $50.61; $50.60 was paid."


def test_three_hundred_lines_are_one_order() -> None:
    lines = [shopify_line(place, "1.00", 1) for place in range(1, 301)]
    document = shopify(line_items=lines, subtotal_price="300.00", total_price="310.60")
    assert len(from_shopify(document).lines) == 300


def test_a_version_grows_with_the_second_the_state_and_what_went_back() -> None:
    half = shopify_refund(71, [], "25.30")
    course: list[dict[str, Any]] = [
        {"financial_status": "pending"},
        {"financial_status": "paid"},
        {"fulfillment_status": "fulfilled"},
        {"fulfillment_status": "fulfilled", "refunds": [half]},
        {"cancelled_at": "2026-01-06T00:00:00Z"},
        {"refunds": [shopify_refund(71, [], "50.60")], "financial_status": "refunded"},
        {"financial_status": "pending", "updated_at": "2026-01-05T09:58:41+01:00"},
    ]
    versions = [from_shopify(shopify(**told)).version for told in course]
    assert versions == sorted(set(versions))
    assert versions[0] == 1_767_603_520 * 100_000
    assert max(versions) < 10**15
    other_zone = shopify(updated_at="2026-01-05T08:58:40Z")
    assert from_shopify(other_zone).version == from_shopify(shopify()).version
