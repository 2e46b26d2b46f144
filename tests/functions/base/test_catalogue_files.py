"""Products as other shop systems export them, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.other_shops import CATEGORIES, MAGENTO, MAGENTO_HIDDEN, SHOPIFY, WOOCOMMERCE


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_, name, parent in CATEGORIES:
        gateway.call("POST /categories", {"id": id_, "name": name, "parent": parent})
    return gateway


def send(shop: Gateway, content: str | bytes, **query: str) -> Answer:
    return shop.call(
        "POST /product-imports",
        content if isinstance(content, bytes) else content.encode(),
        query={"currency": "EUR"} | query,
        headers={"content-type": "text/csv"},
        caller=MARKETER,
    )


def told(answer: Answer) -> list[tuple[int, str, str, list[tuple[str, str]]]]:
    assert answer.status == 200, answer
    return [
        (
            each["line"],
            each["sku"],
            each["result"],
            [(fault["pointer"], fault["code"]) for fault in each["errors"]],
        )
        for each in answer.json["rows"]
    ]


def prices(product: Any) -> list[tuple[str, int, int, dict[str, str]]]:
    return [
        (each["code"], each["list_price_minor"], each["sale_price_minor"], each["options"])
        for each in product["skus"]
    ]


def test_a_file_of_shopify_is_imported_as_it_is(shop: Gateway) -> None:
    answer = send(shop, SHOPIFY)
    assert told(answer) == [
        (2, "PM-TEE-S", "created", []),
        (4, "PM-TEE-M", "created", []),
        (6, "PM-CAP", "created", []),
    ]
    assert (answer.json["system"], answer.json["left_out"]) == ("Shopify", ["variant grams"])
    tee = shop.call("GET /products/BH-TEE").json
    assert (tee["title"], tee["category"], tee["brand"]) == ("Bamboo Tee", "shirts", "ACME")
    assert (tee["tags"], tee["shelf"]) == (["sale", "summer"], "ON")
    assert tee["description"] == "<p>Line one</p>\n<p>Line &quot;two&quot;</p>"
    assert tee["images"] == [f"https://cdn.example.com/{n}.jpg" for n in (1, 2, 3)]
    assert prices(tee) == [
        ("PM-TEE-S", 129_900, 129_900, {"Size": "S"}),
        ("PM-TEE-M", 150_000, 129_900, {"Size": "M"}),
    ]
    assert [each["barcode"] for each in tee["skus"]] == ["4006381333931", None]
    cap = shop.call("GET /products/CAP").json
    assert (cap["shelf"], prices(cap)) == ("OFF", [("PM-CAP", 2_500, 2_500, {})])


def test_a_file_of_woocommerce_is_imported_as_it_is(shop: Gateway) -> None:
    answer = send(shop, "\ufeff" + WOOCOMMERCE)
    assert told(answer) == [
        (4, "PM-HOOD-BLUE", "created", []),
        (5, "PM-HOOD-GREEN", "created", []),
        (6, "PM-MUG", "created", []),
    ]
    assert answer.json["system"] == "WooCommerce"
    hood = shop.call("GET /products/PM-HOOD").json
    assert (hood["title"], hood["category"], hood["shelf"]) == ("Hoodie", "hoodies", "ON")
    assert hood["attributes"] == {"Made in": "Portugal"}
    assert hood["description"] == "<p>Soft &quot;cotton&quot;</p>\n<ul><li>warm</li></ul>"
    assert prices(hood) == [
        ("PM-HOOD-BLUE", 4_500, 4_200, {"Color": "Blue"}),
        ("PM-HOOD-GREEN", 4_500, 4_500, {"Color": "Green"}),
    ]
    assert shop.call("GET /products/PM-MUG").json["shelf"] == "OFF"


def test_a_file_of_magento_is_imported_as_it_is(shop: Gateway) -> None:
    answer = send(shop, MAGENTO)
    assert told(answer) == [
        (2, "WS-S", "created", []),
        (3, "WS-M", "created", []),
        (5, "", "rejected", [("", "store_view")]),
        (6, "PM-POT", "created", []),
    ]
    shirt = shop.call("GET /products/WS").json
    assert (shirt["title"], shirt["category"], shirt["shelf"]) == ("Shirt", "shirts", "ON")
    assert shirt["description"] == "<p>Airy</p>"
    assert prices(shirt) == [
        ("WS-S", 2_900, 2_900, {"size": "S"}),
        ("WS-M", 2_900, 2_450, {"size": "M"}),
    ]
    pot = shop.call("GET /products/PM-POT").json
    assert (pot["shelf"], prices(pot)) == ("OFF", [("PM-POT", 129_900, 129_900, {})])


@pytest.mark.parametrize("content", [SHOPIFY, WOOCOMMERCE, MAGENTO])
def test_a_dry_run_says_the_same_and_the_same_file_again_changes_nothing(
    shop: Gateway, content: str
) -> None:
    empty = dump()
    rehearsed = told(send(shop, content, dry_run="true"))
    assert dump() == empty
    assert told(send(shop, content)) == rehearsed
    before = dump()
    again = told(send(shop, content))
    assert {result for _, _, result, faults in again if not faults} == {"unchanged"}
    assert dump() == before


def test_a_spreadsheets_semicolons_commas_and_chinese_are_read(shop: Gateway) -> None:
    content = (
        "Handle;Title;Type;Variant SKU;Variant Price\n"
        "G1;青花瓷茶杯;Tableware;G1;1.299,00\nG2;毛帽;Tableware;G2;45,5\n"
    )
    answer = send(shop, content.encode("gb18030"), currency="CNY")
    assert [row[2] for row in told(answer)] == ["created", "created"]
    cup = shop.call("GET /products/G1").json
    assert (cup["title"], cup["skus"][0]["list_price_minor"]) == ("青花瓷茶杯", 129_900)


HEADER = "Handle,Title,Type,Variant SKU,Variant Price,Variant Barcode,Body (HTML),Status\n"


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ('A,A,Shirts,A,"1,299",,,', [("/sale_price_minor", "unclear_amount")]),
        ("A,A,Shirts,A,free,,,", [("/sale_price_minor", "no_amount")]),
        ("A,A,Shirts,A,12.345,,,", [("/sale_price_minor", "unclear_amount")]),
        ("A,A,Shirts,A,0.00,,,", [("/sale_price_minor", "wrong_value")]),
        ("A,A,Shirts,A,9,4.00638E+12,,", [("/barcode", "malformed")]),
        ("A,A,Shirts,A,9,,<script>1</script>,", [("/description", "active_content")]),
        ("A,A,Shirts,A,9,,,sold", [("/shelf", "unknown_state")]),
        ("A,A,Hats,A,9,,,", [("/category", "unknown_category")]),
        ("A,A,,A,9,,,", [("/category", "missing")]),
        ("A,A,Shirts,,9,,,", [("/sku", "missing")]),
        ("A,=A(),Shirts,A,9,,,", [("/title", "formula")]),
        ("A,A,Shirts,A,9", [("", "wrong_cell_count")]),
        ('A,"A,Shirts,A,9,,,', [("", "malformed_csv")]),
    ],
)
def test_what_cannot_be_read_is_a_reported_row_and_nothing_of_it_is_kept(
    shop: Gateway, row: str, faults: list[tuple[str, str]]
) -> None:
    before = dump()
    ((_, _, result, found),) = told(send(shop, HEADER + row))
    assert (result, found) == ("rejected", faults)
    assert dump() == before


@pytest.mark.parametrize(
    ("content", "old", "new", "faults"),
    [
        (WOOCOMMERCE, "Color,Blue,,", "Color,Blue,color,Red", [("/options", "repeated")]),
        (MAGENTO, "sku=WS-S,size=S", "sku=WS-S,size=S,Size=M", [("/options", "repeated")]),
        (MAGENTO, "sku=WS-M", "sku=WS-S", [("/product", "several_parents")]),
    ],
)
def test_what_is_said_twice_is_no_guess(
    shop: Gateway, content: str, old: str, new: str, faults: list[tuple[str, str]]
) -> None:
    assert told(send(shop, content.replace(old, new)))[0][2:] == ("rejected", faults)


@pytest.mark.parametrize(
    "content",
    [
        "Handle,Title,Type,Variant SKU,Variant Price,Status,Gift Card\nX,X,Shirts,X,9,active,true",
        WOOCOMMERCE.replace("Mug,-1,visible", "Mug,1,hidden").replace("PM-MUG", "X"),
        MAGENTO_HIDDEN,
    ],
)
def test_what_is_hidden_there_does_not_come_on_sale(shop: Gateway, content: str) -> None:
    send(shop, content)
    assert shop.call("GET /products/X").json["shelf"] == "OFF"


def test_what_is_left_out_of_a_product_is_noted_and_refuses_no_row(shop: Gateway) -> None:
    tags = ",".join(f"t{n}" for n in range(12))
    content = WOOCOMMERCE.replace("Tableware,,", f'Tableware,"a\\,b,{tags}",')
    (row,) = [each for each in send(shop, content).json["rows"] if each["sku"] == "PM-MUG"]
    assert (row["result"], row["errors"]) == ("created", [])
    assert [(each["pointer"], each["detail"]) for each in row["notes"]] == [
        ("/tags", "3 tags were left out: a product has 10, each of 40 characters.")
    ]
    assert shop.call("GET /products/PM-MUG").json["tags"][0] == "a,b"


def test_a_barcode_twice_is_reported_by_its_line(shop: Gateway) -> None:
    rows = "A,A,Shirts,A,9,400638,,\nB,B,Shirts,B,9,400638,,\n"
    assert [row[2:] for row in told(send(shop, HEADER + rows))] == [
        ("created", []),
        ("rejected", [("/barcode", "repeated")]),
    ]


def test_how_decimals_are_written_and_where_the_rest_goes_may_be_said(shop: Gateway) -> None:
    row = 'A,A,Hats,A,"1,299",,,\n'
    said = {"decimal_mark": "point", "fallback_category": "clothing"}
    assert told(send(shop, HEADER + row, **said)) == [(2, "A", "created", [])]
    kept = shop.call("GET /products/A").json
    assert (kept["category"], kept["skus"][0]["list_price_minor"]) == ("clothing", 129_900)


def test_a_product_in_several_categories_is_not_put_into_one_of_them(shop: Gateway) -> None:
    content = WOOCOMMERCE.replace("Tableware", '"Tableware, Clothing > Shirts"')
    assert told(send(shop, content))[2] == (
        6,
        "PM-MUG",
        "rejected",
        [("/category", "several_categories")],
    )


@pytest.mark.parametrize(
    ("old", "new", "sku", "fault"),
    [
        ("42.00,,", "42.00,2026-12-01,", "PM-HOOD-BLUE", ("/sale_price_minor", "dated_sale")),
        ("Hoodie - Blue,1", "Hoodie - Blue,0", "PM-HOOD-BLUE", ("/shelf", "hidden_variant")),
        ("id:1", "id:9", "", ("/product", "unknown_parent")),
        ("4,simple", "4,grouped", "", ("", "unsupported_type")),
        ("4,simple", "4,variable", "", ("", "no_variants")),
    ],
)
def test_what_another_system_says_and_nothing_here_is_like_is_reported(
    shop: Gateway, old: str, new: str, sku: str, fault: tuple[str, str]
) -> None:
    found = [(row[1], row[3]) for row in told(send(shop, WOOCOMMERCE.replace(old, new))) if row[3]]
    assert [fault in faults for _, faults in found] == [True]


@pytest.mark.parametrize(
    ("content", "query", "faults"),
    [
        (SHOPIFY, {}, [("query", "/currency", "missing")]),
        ("product,sku\nA,A\n", {"currency": "EUR"}, [("query", "/currency", "unexpected")]),
        ("handle,cost\nA,1\n", {"currency": "EUR"}, [("body", "", "unknown_export")]),
        (
            SHOPIFY,
            {"currency": "EUR", "decimal_mark": "dot"},
            [("query", "/decimal_mark", "wrong_value")],
        ),
        (SHOPIFY.splitlines()[0], {"currency": "EUR"}, [("body", "", "wrong_row_count")]),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(
    shop: Gateway, content: str, query: dict[str, str], faults: list[tuple[str, str, str]]
) -> None:
    before = dump()
    answer = shop.call(
        "POST /product-imports",
        content.encode(),
        query=query,
        headers={"content-type": "text/csv"},
        caller=MARKETER,
    )
    assert (answer.status, answer.pointers) == (400, faults)
    assert dump() == before
