"""Exports of Shopify and WooCommerce: the same orders as their webhooks tell, nothing skipped."""

import argparse
import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import CloudError
from infra.local.import_terms import encoding_said, shop_of
from infra.local.online_retail_rows import BadRow
from infra.local.order_files import Found, Rejected, opened
from infra.local.platform_files import shopify_reader, woocommerce_reader
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.platforms.told import Shop
from promenade.kit.clock import from_wire
from promenade.kit.values import replace
from tests.support.platforms import (
    SHOP,
    SHOPIFY_COLUMNS,
    WOO_COLUMNS,
    csv_lines,
    from_shopify,
    from_woo,
    shopify,
    shopify_rows,
    woo,
    woo_row,
)

BERLIN = Shop("woocommerce.my-shop", "my-shop", "Europe/Berlin")


def shopify_file(*orders: list[dict[str, str]], separator: str = ",") -> list[Found]:
    rows = [row for order in orders for row in order]
    return list(shopify_reader(SHOP)(csv_lines(SHOPIFY_COLUMNS, rows, separator)))


def woo_file(*rows: dict[str, str]) -> list[Found]:
    return list(woocommerce_reader(BERLIN)(csv_lines(WOO_COLUMNS, rows)))


def order(found: Iterable[Found]) -> OrderBody:
    (one,) = found
    assert isinstance(one, OrderBody), one
    return one


def reasons(found: Iterable[Found]) -> list[tuple[int, str]]:
    return [(each.row, each.reason) for each in found if isinstance(each, Rejected)]


def alike(body: OrderBody) -> OrderBody:
    """Without what a file of Shopify's does not tell: customers' ids, and the last change."""
    return replace(body, customer=None, version=1)


def test_a_file_of_shopify_tells_the_very_order_of_its_webhook() -> None:
    by_file, by_webhook = order(shopify_file(shopify_rows())), from_shopify(shopify())
    assert alike(by_file) == alike(by_webhook)
    assert by_file.version < by_webhook.version


def test_a_file_of_woocommerce_tells_the_very_order_of_its_webhook() -> None:
    by_webhook = from_woo(woo())
    assert order(woo_file(woo_row())) == replace(
        by_webhook, source="woocommerce.my-shop", zone="Europe/Berlin"
    )


def test_orders_stand_one_after_the_other_each_on_as_many_rows_as_it_has_lines() -> None:
    found = shopify_file(shopify_rows(), shopify_rows(Name="#1002"), shopify_rows(Name="#1003"))
    assert [each.number for each in found if isinstance(each, OrderBody)] == [
        "#1001",
        "#1002",
        "#1003",
    ]


def test_a_row_without_a_line_belongs_to_its_order_and_adds_nothing() -> None:
    found = shopify_file([*shopify_rows(), {"Name": "#1001"}])
    assert alike(order(found)) == alike(from_shopify(shopify()))


def test_a_missing_row_is_missed() -> None:
    first, _, tip = shopify_rows()
    told = (
        "/subtotal_price: This is $40.00; "
        "the sum of quantity times price, less the lines' discounts, is $25.00."
    )
    assert reasons(shopify_file([first, tip], shopify_rows(Name="#1002"))) == [(2, told), (4, told)]


def test_rows_that_lie_apart_are_no_order() -> None:
    found = shopify_file(shopify_rows(), shopify_rows(Name="#1002"), shopify_rows()[1:])
    told = "the row that has the amounts of #1001 is not before this one"
    assert [reason for _, reason in reasons(found)] == [told, told]


def test_tax_that_is_included_is_found_by_the_total() -> None:
    body = order(shopify_file(shopify_rows(Total="47.00")))
    assert (body.tax_minor, body.tax_included_minor, body.paid_minor) == (0, 360, 4700)


def test_a_discount_of_the_order_is_shared_out_over_its_lines() -> None:
    rows = shopify_rows(**{"Lineitem discount": "0.00"})
    body = order(shopify_file(rows))
    assert [line.discount_minor for line in body.lines] == [278, 222]
    assert (body.discount_minor, body.paid_minor) == (500, 5060)


def test_a_refund_is_dated_by_the_last_date_that_the_file_tells() -> None:
    rows = shopify_rows(**{"Refunded Amount": "10.90", "Financial Status": "partially_refunded"})
    body = order(shopify_file(rows))
    assert [each.amount_minor for each in body.refunds] == [1090]
    assert body.refunds[0].refunded_at == from_wire("2026-01-05T08:58:12Z")
    assert body.version > order(shopify_file(shopify_rows())).version


def test_a_total_that_does_not_balance_refuses_every_row_of_the_order() -> None:
    found = reasons(shopify_file(shopify_rows(Total="99.00")))
    assert [row for row, _ in found] == [2, 4, 5]
    assert {reason.partition(";")[0] for _, reason in found} == {"/total_price: This is $99.00"}


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ({"Lineitem quantity": "0.5"}, "Lineitem quantity is '0.5': send whole units"),
        ({"Created at": "yesterday"}, "Created at is 'yesterday'"),
        ({"Total": "ten"}, "Total is 'ten'"),
        ({"Total": "5_0.60"}, "Total is '5_0.60'"),
        ({"Total": "٥٠.٦٠"}, "Total is '٥٠.٦٠'"),
        ({"Lineitem quantity": "٢"}, "Lineitem quantity is '٢': send whole units"),
        ({"Shipping": "6.005"}, "/Shipping: This amount has more decimals than USD has."),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(cell: dict[str, str], reason: str) -> None:
    assert {told for _, told in reasons(shopify_file(shopify_rows(**cell)))} == {reason}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_of_spreadsheets_are_read(separator: str, mark: bytes) -> None:
    first, *others = csv_lines(SHOPIFY_COLUMNS, shopify_rows(), separator)
    found = shopify_reader(SHOP)([mark + first, *others])
    assert alike(order(found)) == alike(from_shopify(shopify()))


def test_decimal_commas_of_a_spreadsheet_are_read() -> None:
    rows = [
        {
            column: cell.replace(".", ",") if cell.replace(".", "").isdecimal() else cell
            for column, cell in row.items()
        }
        for row in shopify_rows()
    ]
    assert order(shopify_file(rows, separator=";")).paid_minor == 5060


def test_a_file_in_gb18030_is_read_and_one_that_mixes_is_told_its_row() -> None:
    rows = shopify_rows(**{"Lineitem name": "青瓷杯", "Currency": "CNY"})
    lines = csv_lines(SHOPIFY_COLUMNS, rows)
    as_saved = [line.decode().encode("gb18030") for line in lines]
    assert order(shopify_reader(SHOP)(as_saved)).lines[0].title == "青瓷杯"
    fill = csv_lines(SHOPIFY_COLUMNS, [row for _ in range(700) for row in shopify_rows()])
    found = list(shopify_reader(SHOP)([*fill, *as_saved[1:]]))
    assert ("a text in another encoding than the file's") in {told for _, told in reasons(found)}


AMBIGUOUS = "Größe"
"""In Windows-1252, its middle is a character of GB 18030, too."""


def saved(encoding: str, **cells: str) -> list[bytes]:
    rows = shopify_rows(**({"Lineitem name": AMBIGUOUS} | cells))
    return [line.decode().encode(encoding) for line in csv_lines(SHOPIFY_COLUMNS, rows)]


def test_what_fits_two_encodings_is_read_by_its_currency() -> None:
    lines = saved("cp1252", Currency="EUR")
    assert AMBIGUOUS.encode("cp1252").decode("gb18030") == "Gr鲞e"
    assert order(shopify_reader(SHOP)(lines)).lines[0].title == AMBIGUOUS
    chinese = saved("gb18030", Currency="HKD", **{"Lineitem name": "青瓷杯"})
    assert order(shopify_reader(SHOP)(chinese)).lines[0].title == "青瓷杯"


def test_where_the_currency_tells_nothing_somebody_says_the_encoding() -> None:
    lines = saved("cp1252", Currency="USD")
    with pytest.raises(BadRow, match="say ENCODING=gb18030 or ENCODING=windows-1252"):
        list(shopify_reader(SHOP)(lines))
    found = order(shopify_reader(SHOP, encoding_said(asked(encoding="Windows-1252")))(lines))
    assert found.lines[0].title == AMBIGUOUS


def test_what_fits_one_encoding_alone_needs_no_advice() -> None:
    lines = saved("cp1252", Currency="USD", **{"Lineitem name": "Café"})
    assert order(shopify_reader(SHOP)(lines)).lines[0].title == "Café"


@pytest.mark.parametrize("said", ["klingon", "utf-16"])
def test_an_encoding_that_nobody_reads_is_refused(said: str) -> None:
    with pytest.raises(CloudError, match=f"Nobody reads {said} here"):
        encoding_said(asked(encoding=said))


def test_a_quote_that_is_never_closed_is_told_with_all_that_it_swallowed() -> None:
    lines = csv_lines(SHOPIFY_COLUMNS, shopify_rows())
    first, broken, *others = shopify_reader(SHOP)([*lines, b'"#1002,', *lines[1:]])
    assert isinstance(first, OrderBody)
    assert isinstance(broken, Rejected)
    assert broken.reason.startswith("no CSV: ")
    assert broken.content.startswith('"#1002,#1001')
    kept = [each.content for each in others if isinstance(each, Rejected)]
    whole = "".join([broken.content, *kept]).replace("\n", "").replace("\r", "")
    assert whole.endswith(lines[-1].decode().strip())


def test_another_file_is_refused_by_its_columns() -> None:
    with pytest.raises(BadRow, match="the header has no Created at, Currency"):
        list(shopify_reader(SHOP)([b"Handle,Title\n", b"a,b\n"]))
    with pytest.raises(BadRow, match="analytics has no price of any line"):
        list(woocommerce_reader(BERLIN)([b"Date,Order #,Product(s),N. Revenue\n"]))
    with pytest.raises(BadRow, match="neither UTF-8 nor GB 18030 nor Windows-1252"):
        list(shopify_reader(SHOP)([b"\xff\xfe\x00\x00\n"]))


def test_woocommerce_counts_the_tax_of_shipping_in_or_beside() -> None:
    beside = order(woo_file(woo_row(tax_total="3.95")))
    assert (beside.tax_minor, beside.paid_minor) == (445, 4895)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ({"order_total": "ten"}, "order_total is 'ten'"),
        ({"order_total": "4_8.95"}, "order_total is '4_8.95'"),
        (
            {"order_total": "48.99"},
            "/total: This is €48.99; the sum of lines, shipping, fees and tax is €48.95.",
        ),
        ({"order_date": "05.01.2026"}, "order_date is '05.01.2026'"),
        (
            {"line_item_1": "name:Cup|quantity:0.5|total:1"},
            "the quantity in line_item_1 is '0.5': send whole units",
        ),
    ],
)
def test_a_row_of_woocommerce_that_cannot_be_read_is_refused_alone(
    cell: dict[str, str], reason: str
) -> None:
    found = woo_file(woo_row(**cell), woo_row(order_id="728", order_number="728"))
    assert reasons(found) == [(2, reason)]
    assert [each.number for each in found if isinstance(each, OrderBody)] == ["728"]


def test_refunds_and_american_dates_of_woocommerce_are_read() -> None:
    refunds = "amount:8.95|reason:broken;amount:10.00|reason:"
    body = order(woo_file(woo_row(refund_items=refunds, order_date="1/5/2026 09:58:12")))
    assert [each.amount_minor for each in body.refunds] == [895, 1000]
    assert str(body.placed_at) == "2026-01-05 08:58:12+00:00"


def test_a_packed_file_is_read_in_lines_that_texts_may_break(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(b"".join(csv_lines(SHOPIFY_COLUMNS, shopify_rows()))))
    with opened(path) as file:
        assert order(shopify_reader(SHOP)(file.lines)).number == "#1001"


def asked(**given: Any) -> argparse.Namespace:
    nothing = dict.fromkeys(("shop", "store", "zone", "encoding")) | {"format": "shopify"}
    return argparse.Namespace(**(nothing | given))


def test_whose_orders_they_are_is_said_and_is_the_source_of_the_webhooks() -> None:
    found = shop_of(asked(shop="my-shop", zone="Europe/Berlin"))
    assert found == Shop("shopify.my-shop", "my-shop", "Europe/Berlin")
    assert shop_of(asked(format="jsonl")) is None
    for wrong in ({}, {"shop": "my-shop"}, {"shop": "My Shop", "zone": "UTC"}):
        with pytest.raises(CloudError, match="FORMAT=shopify SHOP=my-shop ZONE=Europe/Berlin"):
            shop_of(asked(**wrong))
