"""Files of products over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

CSV = """\
product,sku,title,category,tags,currency,list_price_minor,barcode
MUG,MUG-S,Mug,mugs,gift,CNY,4900,1
MUG,MUG-L,Mug,mugs,gift,CNY,5900,2
CUP,CUP-1,Cup,hats,gift,CNY,-1,3
CUP,CUP-2,=Cup,mugs,,CNY,900,4
JAR,JAR-1,Jar,mugs,,CNY,900,1
"""
OUTCOMES = [
    (2, "created", []),
    (3, "created", []),
    (4, "rejected", [("/list_price_minor", "wrong_value")]),
    (5, "rejected", [("/title", "formula")]),
    (6, "rejected", [("/barcode", "repeated")]),
]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def send(shop: Gateway, content: Any, media_type: str = "text/csv", **options: Any) -> Answer:
    raw = content if isinstance(content, bytes) else content.encode()
    query = {"dry_run": str(options.pop("dry_run", False)).lower()}
    return shop.call(
        "POST /product-imports",
        raw,
        query=query,
        headers={"content-type": media_type},
        **{"caller": MARKETER} | options,
    )


def outcomes(answer: Answer) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [
        (row["line"], row["result"], [(e["pointer"], e["code"]) for e in row["errors"]])
        for row in answer.json["rows"]
    ]


def counts(answer: Answer) -> list[int]:
    kinds = ("created", "updated", "unchanged", "rejected")
    return [answer.json[f"{kind}_count"] for kind in kinds]


def test_a_dry_run_reports_every_row_and_stores_nothing(shop: Gateway) -> None:
    before = dump()
    answer = send(shop, CSV, dry_run=True)
    assert (answer.status, answer.json["dry_run"]) == (200, True)
    assert outcomes(answer) == OUTCOMES
    assert dump() == before


def test_good_rows_are_stored_beside_bad_ones_and_a_replay_changes_nothing(shop: Gateway) -> None:
    answer = send(shop, CSV)
    assert outcomes(answer) == OUTCOMES
    assert counts(answer) == [2, 0, 0, 3]
    assert [s["code"] for s in shop.call("GET /products/MUG").json["skus"]] == ["MUG-S", "MUG-L"]
    assert shop.call("GET /products/CUP").status == 404
    before = dump()
    assert counts(send(shop, CSV)) == [0, 0, 2, 3]
    assert dump() == before


def test_json_lines_update_what_they_name(shop: Gateway) -> None:
    send(shop, CSV)
    lines = b'{"product":"MUG","sku":"mug-s","sale_price_minor":3900}\n{"sku":'
    answer = send(shop, lines, "application/x-ndjson")
    assert outcomes(answer) == [(1, "updated", []), (2, "rejected", [("", "not_json")])]
    mug = shop.call("GET /products/MUG").json
    prices = [(s["list_price_minor"], s["sale_price_minor"]) for s in mug["skus"]]
    assert (prices, mug["version"]) == ([(4900, 3900), (5900, 5900)], 2)


def test_a_barcode_of_another_product_is_refused_by_row(shop: Gateway) -> None:
    send(shop, CSV)
    late = "product,sku,title,category,currency,list_price_minor,barcode\nJAR,J,Jar,mugs,CNY,9,1\n"
    answer = send(shop, late)
    assert outcomes(answer) == [(2, "rejected", [("/barcode", "barcode_taken")])]


@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        ("product;sku\n", "text/csv", 400, "invalid"),
        ("", "text/csv", 400, "invalid"),
        ("{}", "application/json", 415, "unsupported_media_type"),
        (b"x" * 1_048_577, "text/csv", 413, "payload_too_large"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(
    shop: Gateway, content: Any, media_type: str, status: int, code: str
) -> None:
    before = dump()
    answer = send(shop, content, media_type)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


HEADER = "product,sku,title,category,currency,list_price_minor\n"


def titles(shop: Gateway) -> list[str]:
    items = shop.call("GET /products", query={"category": "mugs"}).json["items"]
    return [each["title"] for each in sorted(items, key=lambda each: str(each["id"]))]


@pytest.mark.parametrize("media_type", ["text/csv", "text/csv; charset=GBK"])
def test_a_chinese_spreadsheets_file_is_decoded_as_a_whole(shop: Gateway, media_type: str) -> None:
    rows = "G1,G1,青花瓷茶杯,mugs,CNY,5900\nG2,G2,毛帽,mugs,CNY,3900\nG3,G3,猫模,mugs,CNY,2900\n"
    answer = send(shop, (HEADER + rows).encode("gb18030"), media_type)
    assert counts(answer) == [3, 0, 0, 0]
    assert titles(shop) == ["青花瓷茶杯", "毛帽", "猫模"]


def test_a_file_that_is_no_text_changes_nothing(shop: Gateway) -> None:
    before = dump()
    answer = send(shop, HEADER.encode() + b"G1,G1,caf\xe9,mugs,CNY,5900\n")
    assert answer.pointers == [("body", "", "not_text")]
    assert send(shop, CSV, "text/csv; charset=rot13").pointers == [
        ("header", "/Content-Type", "unknown_charset")
    ]
    assert dump() == before


def test_the_apostrophe_before_a_text_is_the_spreadsheets(shop: Gateway) -> None:
    rows = [
        "E1,E1,'+Size dress,mugs,EUR,4900", "E2,E2,'-40% Outlet Bag,mugs,EUR,2900",
        "E3,E3,+Size dress,mugs,EUR,4900", "E4,E4,'=1 tee,mugs,EUR,4900",
        "E5,E5,'90s tee,mugs,EUR,4900", "E6,E6, =cmd|calc,mugs,EUR,4900",
    ]  # fmt: skip
    answer = send(shop, HEADER + "\n".join(rows))
    assert outcomes(answer)[-1] == (7, "rejected", [("/title", "formula")])
    assert titles(shop) == [
        "+Size dress", "-40% Outlet Bag", "+Size dress", "=1 tee", "'90s tee",
    ]  # fmt: skip


def test_only_those_who_may_write_import(shop: Gateway) -> None:
    before = dump()
    for caller in (ANALYST, SHOPPER):
        assert send(shop, CSV, caller=caller).status == 403
    assert dump() == before


def test_a_wrong_query_is_refused(shop: Gateway) -> None:
    answer = send(shop, CSV, dry_run="perhaps")
    assert answer.pointers == [("query", "/dry_run", "wrong_value")]
