"""Prices in other shop systems' exports: what is wrong is said by the file's own columns."""

from typing import Any

import pytest

from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway

SHOPIFY = """\
Handle,Title,Type,Variant SKU,Variant Price,Variant Compare At Price
mug,Mug,Mugs,MUG-1,{price},
"""
WOO = """\
ID,Type,SKU,Name,Published,Visibility in catalog,Regular price,Sale price,Categories
1,simple,MUG-1,Mug,1,visible,{price},,Mugs
"""
MAGENTO = """\
sku,attribute_set_code,product_type,categories,name,price,product_online
MUG-1,Default,simple,Default Category/Mugs,Mug,{price},1
"""
FILES = {
    "Variant Price": (SHOPIFY, "/sale_price_minor"),
    "Regular price": (WOO, "/list_price_minor"),
    "price": (MAGENTO, "/list_price_minor"),
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def send(shop: Gateway, content: str, language: str = "en", **query: str) -> Any:
    return shop.call(
        "POST /product-imports",
        content.encode(),
        query={"currency": "EUR"} | query,
        headers={"content-type": "text/csv", "accept-language": language},
        caller=MARKETER,
    ).json


@pytest.mark.parametrize("column", FILES)
@pytest.mark.parametrize("price", ["1234567.89", "-5.00", "-5", "0", "0.00", "1000000.00"])
def test_what_is_no_price_is_told_by_its_column_and_the_bounds(
    shop: Gateway, column: str, price: str
) -> None:
    before, (file, pointer) = dump(), FILES[column]
    (row,) = send(shop, file.format(price=price))["rows"]
    detail = (
        f"“{price}” in the column “{column}” is no price here: send 0.01 to 999999.99, such as "
        "1299.00."
    )
    assert row["errors"] == [{"pointer": pointer, "code": "wrong_value", "detail": detail}]
    assert dump() == before


@pytest.mark.parametrize("column", FILES)
def test_a_new_sku_without_a_price_is_told_which_column_is_empty(
    shop: Gateway, column: str
) -> None:
    before, (file, pointer) = dump(), FILES[column]
    (row,) = send(shop, file.format(price=""))["rows"]
    detail = f"The column “{column}” is empty: a new SKU needs a price there, such as 1299.00."
    assert row["errors"] == [{"pointer": pointer, "code": "missing", "detail": detail}]
    assert dump() == before


@pytest.mark.parametrize("column", FILES)
def test_an_empty_price_leaves_the_one_that_is_there(shop: Gateway, column: str) -> None:
    file, _ = FILES[column]
    assert send(shop, file.format(price="12.50"))["created_count"] == 1
    offered = shop.call("GET /skus/MUG-1").json
    (row,) = send(shop, file.format(price=""))["rows"]
    assert (row["result"], row["errors"]) == ("unchanged", [])
    assert shop.call("GET /skus/MUG-1").json == offered


@pytest.mark.parametrize(
    ("price", "code", "detail"),
    [
        ("free", "no_amount", "“free” in the column “price” is no amount, such as 1299.00."),
        ("=1+1", "no_amount", "“=1+1” in the column “price” is no amount, such as 1299.00."),
        ("--5", "no_amount", "“--5” in the column “price” is no amount, such as 1299.00."),
        ("1.005", "unclear_amount", None),
        ("45.0055", "too_fine", "“45.0055” in the column “price” has more decimals than EUR has."),
    ],
)
def test_what_is_no_amount_is_told_by_its_column(
    shop: Gateway, price: str, code: str, detail: str | None
) -> None:
    (row,) = send(shop, MAGENTO.format(price=price))["rows"]
    (fault,) = row["errors"]
    assert (fault["pointer"], fault["code"]) == ("/list_price_minor", code)
    assert detail is None or fault["detail"] == detail


def test_bounds_and_example_are_those_of_the_currency_and_the_decimals_of_the_file(
    shop: Gateway,
) -> None:
    yen = send(shop, MAGENTO.format(price="-5"), currency="JPY")
    comma = send(shop, MAGENTO.format(price='"-5,00"'), "zh", decimal_mark="comma")
    told = [each["rows"][0]["errors"][0]["detail"] for each in (yen, comma)]
    assert told == [
        "“-5” in the column “price” is no price here: send 1 to 99999999, such as 1299.",
        "“price”列的“-5,00”不能作为价格：请填写 0,01 至 999999,99，例如 1299,00。",
    ]
