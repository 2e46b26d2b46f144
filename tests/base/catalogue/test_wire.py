"""The catalogue on the wire: what is read, in which form it is kept, what is refused."""

from typing import Any

import msgspec
import pytest

from promenade.base.catalogue.model.row_checks import Row
from promenade.base.catalogue.wire.categories import (
    CategoryBody,
    NewCategoryBody,
    read_category,
)
from promenade.base.catalogue.wire.imports import MAX_ROWS, read_rows
from promenade.base.catalogue.wire.products import (
    NewProductBody,
    SkuBody,
    read_product,
    show_product,
)
from promenade.kit.decoding import decode
from promenade.kit.errors import Invalid
from promenade.kit.imports import CSV, JSON_LINES, File
from tests.support.stamps import NOON

SKU = {"code": "MUG-1", "currency": "CNY", "list_price_minor": 5000}
PRODUCT = {"id": "MUG", "title": "Mug", "category": "mugs", "skus": [SKU]}


def pointers(raw: Any, shape: type) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        decode(raw if isinstance(raw, bytes) else msgspec.json.encode(raw), shape)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "id_", ["", "Mugs", "mugs ", "mugs\n", "a--b", "-a", "a/b", "杯子", "x" * 65]
)
def test_a_category_id_is_a_slug(id_: str) -> None:
    assert pointers({"id": id_, "name": "Mugs"}, NewCategoryBody) == [("/id", "wrong_value")]


def test_a_categorys_name_is_kept_composed_and_trimmed() -> None:
    assert read_category("cafe", CategoryBody(name=" Cafe\u0301 ")).name == "Caf\u00e9"
    with pytest.raises(Invalid) as refused:
        read_category("cafe", CategoryBody(name=" \u3000 "))
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/name", "blank")]


def test_all_that_is_wrong_with_a_product_is_named_by_pointer() -> None:
    asked = {
        "id": "",
        "title": "Mug\u0000",
        "category": "Mugs",
        "tags": ["ok", "", 7],
        "shelf": "on",
        "attributes": {"": "x", "Weight": 5},
        "colour": "red",
        "skus": [
            {"code": "A", "currency": "cny", "list_price_minor": 12.5},
            {"code": "B", "currency": "CNY", "list_price_minor": 0, "sale_price_minor": -1},
            {"code": "C", "currency": "CNY", "list_price_minor": 100_000_000, "options": []},
            {"currency": "CNY", "list_price_minor": True, "floor_price_minor": "10"},
        ],
    }
    assert sorted(pointers(asked, NewProductBody)) == [
        ("/attributes/", "wrong_value"),
        ("/attributes/Weight", "wrong_value"),
        ("/category", "wrong_value"),
        ("/colour", "unknown_field"),
        ("/id", "wrong_value"),
        ("/shelf", "wrong_value"),
        ("/skus/0/currency", "wrong_value"),
        ("/skus/0/list_price_minor", "wrong_value"),
        ("/skus/1/list_price_minor", "wrong_value"),
        ("/skus/1/sale_price_minor", "wrong_value"),
        ("/skus/2/list_price_minor", "wrong_value"),
        ("/skus/2/options", "wrong_value"),
        ("/skus/3/code", "missing"),
        ("/skus/3/floor_price_minor", "wrong_value"),
        ("/skus/3/list_price_minor", "wrong_value"),
        ("/tags/1", "wrong_value"),
        ("/tags/2", "wrong_value"),
        ("/title", "wrong_value"),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        PRODUCT | {"skus": [SKU | {"code": f"S{n}"} for n in range(41)]},
        PRODUCT | {"tags": [f"t{n}" for n in range(11)]},
        PRODUCT | {"title": "x" * 201},
    ],
)
def test_bounds_hold(asked: dict[str, Any]) -> None:
    ((pointer, code),) = pointers(asked, NewProductBody)
    assert (pointer in {"/skus", "/tags", "/title"}, code) == (True, "wrong_value")


@pytest.mark.parametrize("raw", [b"", b"{", b'{"title": "\xff"}', b'{"title": "\\ud800"}'])
def test_what_is_not_json_is_one_fault(raw: bytes) -> None:
    assert pointers(raw, NewProductBody) == [("", "not_json")]


def test_codes_and_tags_are_kept_in_one_form() -> None:
    body = decode(
        msgspec.json.encode(
            PRODUCT
            | {
                "tags": ["Gift", "ｇｉｆｔ ", "New  In", "新品"],
                "skus": [SKU | {"code": " ｍｕｇ－1", "barcode": "690１"}],
            }
        ),
        NewProductBody,
    )
    read = read_product("ｍug", body)
    assert (read.id, read.tags) == ("MUG", ("gift", "new in", "新品"))
    assert (read.skus[0].code, read.skus[0].barcode) == ("MUG-1", "6901")


def test_a_sku_without_a_sale_price_is_sold_at_its_list_price() -> None:
    body = msgspec.convert(PRODUCT, NewProductBody)
    (sku,) = read_product("MUG", body).skus
    assert (sku.list_price_minor, sku.sale_price_minor, sku.floor_price_minor) == (5000, 5000, None)


def test_only_staff_see_how_low_a_price_may_go() -> None:
    sku = SkuBody(code="MUG-1", currency="CNY", list_price_minor=5000, floor_price_minor=3000)
    product = read_product("MUG", NewProductBody(id="MUG", title="M", category="c", skus=(sku,)))
    assert show_product(product, NOON, buyer=False).skus[0].floor_price_minor == 3000
    assert show_product(product, NOON, buyer=True).skus[0].floor_price_minor is None


def faults(row: Row) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in row.faults]


def refused_file(raw: bytes, media_type: str = CSV) -> list[str]:
    with pytest.raises(Invalid) as refused:
        read_rows(File(media_type, raw))
    return [fault.code for fault in refused.value.faults]


def test_a_spreadsheets_csv_is_read() -> None:
    raw = (
        "\ufeffProduct, SKU ,title,tags,options,brand,barcode,list_price_minor\r\n"
        'mug,mug-1,"Mug, ""celadon""\r\nlarge",Gift；新品;gift,Size＝L; Colour=Red,,690,4900\r\n'
        "\r\n"
        "mug,mug-2,,,,Shanjin,,\r\n"
    ).encode()
    first, second = read_rows(File(CSV, raw))
    assert faults(first) == [("/title", "wrong_value")]
    assert (second.line, second.product_id, second.sku) == (5, "MUG", "MUG-2")
    assert (second.of_product, second.of_sku) == ({"brand": "Shanjin"}, {})


def test_cells_are_read_by_their_columns() -> None:
    raw = (
        "product,sku,title,category,tags,options,attributes,list_price_minor,sale_price_minor\n"
        "mug,mug-1, Mug ,mugs,Gift；新品;gift,Size＝L; Colour=Red,Made in=China,4900,\n"
    ).encode()
    (row,) = read_rows(File(CSV, raw))
    assert row.faults == ()
    assert row.of_product == {
        "title": "Mug",
        "category": "mugs",
        "tags": ("gift", "新品"),
        "attributes": {"Made in": "China"},
    }
    assert row.of_sku == {
        "options": {"Size": "L", "Colour": "Red"},
        "list_price_minor": 4900,
    }


def test_a_row_of_json_lines_says_the_same_as_one_of_csv() -> None:
    csv = "product,sku,title,tags,list_price_minor\nmug,mug-1,Mug,gift;new,4900\n"
    line = (
        b'{"product":"mug","sku":"mug-1","title":"Mug","tags":["new","gift"],'
        b'"list_price_minor":4900}'
    )
    (from_csv,) = read_rows(File(CSV, csv.encode()))
    (from_json,) = read_rows(File(JSON_LINES, b"\xef\xbb\xbf\n" + line + b"\r\n\n"))
    assert from_json == from_csv


HEADER = b"product,sku,title,list_price_minor,options\n"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (b"mug,mug-1,=1+1,1,", [("/title", "formula")]),
        (b"mug,mug-1,+1,1,", [("/title", "formula")]),
        (b"mug,mug-1,-1,1,", [("/title", "formula")]),
        ("mug,mug-1,＠x,1,".encode(), [("/title", "formula")]),
        (b'mug,mug-1,"\t=1",1,', [("/title", "formula")]),
        (b"@mug,mug-1,M,1,", [("/product", "formula")]),
        (b"mug,mug-1,+HYPERLINK(1),1,", [("/title", "formula")]),
        (b"mug,mug-1,-2+3+cmd|' /C calc'!A0,1,", [("/title", "formula")]),
        ("mug,mug-1,\u200b,1,".encode(), [("/title", "blank")]),
        ("mug,mug-1,\ufffd,1,".encode(), [("/title", "not_utf8")]),
        (b"mug,mug-1,M,-5,", [("/list_price_minor", "wrong_value")]),
        (b"mug,mug-1,M,49.00,", [("/list_price_minor", "wrong_value")]),
        (b"mug,mug-1,M,100000000,", [("/list_price_minor", "wrong_value")]),
        ("mug,mug-1,M,４９,".encode(), [("/list_price_minor", "wrong_value")]),
        (b"mug,mug-1,M,1,Size", [("/options/Size", "wrong_value")]),
        (b"mug,,M,1,", [("/sku", "missing")]),
        (b"mug,m\xc3\xa4g,M,1,", [("/sku", "malformed")]),
        (b"m g,mug 1,M,1,", [("/product", "malformed"), ("/sku", "malformed")]),
        (b"mug,mug-1,M,1", [("", "wrong_cell_count")]),
        (b"mug,mug-1,M,1,,", [("", "wrong_cell_count")]),
        (b'mug,"mug"-1,M,1,', [("", "malformed_csv")]),
        (
            b"mug,mug-1,=x,free,Size",
            [
                ("/title", "formula"),
                ("/options/Size", "wrong_value"),
                ("/list_price_minor", "wrong_value"),
            ],
        ),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_the_next_one_is_read(
    cells: bytes, expected: list[tuple[str, str]]
) -> None:
    bad, good = read_rows(File(CSV, HEADER + cells + b"\nmug,mug-2,M,1,\n"))
    assert (bad.line, faults(bad)) == (2, expected)
    assert (good.line, good.sku, good.faults) == (3, "MUG-2", ())


def test_a_quote_that_is_never_closed_names_the_lines_it_swallows() -> None:
    raw = HEADER + b'mug,mug-1,"M,1,\nmug,mug-2,M,1,\nmug,mug-3,M,1,\n'
    (row,) = read_rows(File(CSV, raw))
    assert faults(row) == [("", "malformed_csv")]
    assert row.faults[0].said("en").startswith("Lines 2 to 4 are no CSV")


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (b"", ["missing_column", "missing_column"]),
        (b"product|sku\n", ["missing_column", "missing_column", "unknown_column"]),
        (b"product,sku,colour,sku\nA,A,B,C\n", ["unknown_column", "repeated_column"]),
        ("product,sku\n".encode("utf-16"), ["wrong_row_count"]),
        (b"product,sku\nmug,\xff\xfe\n", ["not_text"]),
        (b"product,sku\n", ["wrong_row_count"]),
        (b"product;sku\n;\n", ["wrong_row_count"]),
        (b'"product\n', ["malformed_csv"]),
        (b"product,sku\n" + b"A,A\n" * (MAX_ROWS + 1), ["wrong_row_count"]),
    ],
)
def test_a_file_without_a_header_or_rows_is_refused_whole(raw: bytes, codes: list[str]) -> None:
    assert sorted(set(refused_file(raw))) == sorted(set(codes))


def test_bad_lines_of_json_are_refused_one_by_one() -> None:
    raw = b"\n".join(
        [
            b'{"product":"mug","sku":"mug-1"}',
            b"[1]",
            b'{"product":"mug","sku":',
            b'{"product":"mug","sku":"mug-2","title":null,"tags":["a",""],"on_hand":4}',
            b'{"product":"mug","sku":"mug-3","list_price_minor":1.5}',
            b"[" * 100_000,
        ]
    )
    rows = read_rows(File(JSON_LINES, raw))
    assert [(row.line, faults(row)) for row in rows] == [
        (1, []),
        (2, [("", "wrong_value")]),
        (3, [("", "not_json")]),
        (4, [("/title", "wrong_value"), ("/tags/1", "wrong_value"), ("/on_hand", "unknown_field")]),
        (5, [("/list_price_minor", "wrong_value")]),
        (6, [("", "not_json")]),
    ]
    assert refused_file(b"\n \n", JSON_LINES) == ["wrong_row_count"]
