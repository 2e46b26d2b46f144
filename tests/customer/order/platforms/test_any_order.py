"""Whatever a platform sends becomes an order that balances, or is refused: never something else."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.local.order_files import Rejected
from infra.local.platform_files import shopify_reader
from promenade.customer.order.wire.bodies import OrderBody
from promenade.kit.errors import Invalid
from promenade.kit.values import replace
from tests.support.made_platform_orders import Made, shopify_orders, woo_orders
from tests.support.platforms import (
    SHOP,
    SHOPIFY_COLUMNS,
    csv_lines,
    from_shopify,
    from_woo,
    shopify,
    shopify_refund,
    woo,
)


def holds(body: OrderBody, made: Made) -> None:
    assert body.paid_minor == made.payable
    assert sum(each.amount_minor for each in body.refunds) == made.refunded
    assert [(line.quantity, line.paid_minor) for line in body.lines] == made.sold
    assert (body.state == "refunded") == (made.refunded == made.payable > 0)


@given(shopify_orders())
def test_any_order_of_shopify_is_ours_to_the_cent(made: Made) -> None:
    body = from_shopify(made.document)
    holds(body, made)
    assert body.goods_minor == made.goods


@given(woo_orders())
def test_any_order_of_woocommerce_is_ours_to_the_cent(made: Made) -> None:
    holds(from_woo(made.document), made)


@given(shopify_orders(), st.integers(-500, 500).filter(bool))
def test_a_cent_too_many_or_too_few_is_refused(made: Made, cents: int) -> None:
    whole = made.document["total_price"]
    places = len(whole.partition(".")[2])
    off = f"{(made.payable + cents) / 10**places:.{places}f}"
    with pytest.raises(Invalid):
        from_shopify(made.document | {"total_price": off})


@given(shopify_orders(with_refunds=False))
def test_a_file_tells_the_order_that_the_webhook_tells(made: Made) -> None:
    (found,) = shopify_reader(SHOP)(csv_lines(SHOPIFY_COLUMNS, exported(made.document)))
    assert not isinstance(found, Rejected), found
    by_webhook = from_shopify(made.document)
    assert replace(found, version=1) == replace(by_webhook, version=1, customer=None)


def exported(order: dict[str, Any]) -> list[dict[str, str]]:
    """As the export would tell it, a discount of shipping in what it takes off altogether."""
    (shipping,) = order["shipping_lines"]
    offs = [line["discount_allocations"] for line in order["line_items"]]
    off = shipping["discount_allocations"][0]["amount"]
    cells = {
        "Name": order["name"],
        "Email": order["email"],
        "Financial Status": "paid",
        "Paid at": "2026-01-05 03:58:12 -0500",
        "Created at": "2026-01-05 03:58:12 -0500",
        "Currency": order["currency"],
        "Subtotal": order["subtotal_price"],
        "Shipping": str(round(float(shipping["price"]) - float(off), 3)),
        "Taxes": order["total_tax"],
        "Total": order["total_price"],
        "Duties": order["original_total_duties_set"]["shop_money"]["amount"],
        "Payment Method": "gift_card, shopify_payments",
        "Source": "web",
        "Shipping Name": "Ada Byron",
        "Shipping Phone": "+1 555 0100",
        "Shipping Address1": "1 Main St",
        "Shipping City": "Boston",
        "Shipping Province Name": "Massachusetts",
        "Shipping Country": "United States",
        "Shipping Zip": "02108",
    }
    rows: list[dict[str, str]] = [
        {
            "Name": order["name"],
            "Lineitem quantity": str(line["quantity"]),
            "Lineitem name": line["name"],
            "Lineitem price": line["price"],
            "Lineitem sku": line["sku"],
            "Lineitem discount": own[0]["amount"] if own else "0",
        }
        for line, own in zip(order["line_items"], offs, strict=True)
    ]
    tip = {"Name": order["name"], "Lineitem quantity": "1", "Lineitem name": "Tip"}
    tip["Lineitem price"] = order["total_tip_received"]
    return [rows[0] | cells, *rows[1:], tip]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["", "-1", "1e400000", "NaN", "0.001", "\ud7ff\u0000", "2026-01-05", "USD"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def places_of(document: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    return [way, *(place for name, each in inner for place in places_of(each, (*way, name)))]


WHOLE = shopify(refunds=[shopify_refund(7, [(1, 1, "10.00", "0.90")], "10.90")])
WHOLE_WOO = woo(refunds=[{"id": 728, "total": "-8.95"}])


@pytest.mark.parametrize(
    ("document", "read"), [(WHOLE, from_shopify), (WHOLE_WOO, from_woo)], ids=["shopify", "woo"]
)
def test_whatever_stands_in_whichever_place_is_an_order_or_a_refusal(
    document: Any, read: Any
) -> None:
    @given(st.sampled_from(places_of(document)[1:]), ANYTHING)
    @settings(max_examples=800)
    def each(place: tuple[Any, ...], value: Any) -> None:
        changed = copy.deepcopy(document)
        holder = changed
        for name in place[:-1]:
            holder = holder[name]
        holder[place[-1]] = value
        with suppress(Invalid):
            assert isinstance(read(changed), OrderBody)

    each()
