"""Files of products of any size over HTTP, and what becomes of them."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.service import import_steps
from tests.support import functions, product_imports
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway
from tests.support.product_imports import announce, begin, counts, due, get, report, run, send, take

HEAD = "product,sku,title,category,currency,list_price_minor,barcode\n"
MUGS = "".join(f"MUG-{n // 2},MUG-{n}-S,Mug,mugs,CNY,4900,{n}\n" for n in range(8))
SHOPIFY = """\
Handle,Title,Body (HTML),Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
tee,Tee,Soft,Mugs,Size,S,TEE-S,19.90,https://cdn.shop.example/1.jpg
cap,Cap,,Mugs,,,CAP-1,9.90,
tee,,,,,M,TEE-M,21.90,
,,,,,,,,
tee,,,,,,,,https://cdn.shop.example/2.jpg
"""
WOO = """\
ID,Type,SKU,Name,Published,Visibility in catalog,Regular price,Categories,Parent,Attribute 1 name,\
Attribute 1 value(s)
2,variation,TEE-S,Tee S,1,visible,19.90,,id:1,Size,S
3,simple,CAP-1,Cap,1,visible,9.90,Mugs,,,
4,variation,TEE-M,Tee M,1,visible,21.90,,id:1,Size,M
1,variable,TEE,Tee,1,visible,,Mugs,,Size,"S, M"
"""
MAGENTO = """\
sku,store_view_code,attribute_set_code,product_type,categories,name,price,product_online,\
configurable_variations
TEE-S,,Default,simple,,Tee S,19.90,1,
CAP-1,,Default,simple,Default Category/Mugs,Cap,9.90,1,
TEE-M,,Default,simple,,Tee M,21.90,1,
TEE,,Default,configurable,Default Category/Mugs,Tee,,1,"sku=TEE-S,size=S|sku=TEE-M,size=M"
"""


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


@pytest.fixture(autouse=True)
def small_parts() -> Any:
    with patch.object(import_steps, "PART", 2):
        yield


def test_a_file_is_announced_uploaded_and_imported_part_by_part(shop: Gateway) -> None:
    made = announce(shop, len(HEAD + MUGS))
    assert (made.status, made.json["state"]) == (202, "awaiting_file")
    assert made.headers["location"] == f"/product-import-jobs/{made.json['id']}"
    product_imports.upload(made, (HEAD + MUGS).encode())
    assert take(shop, made, "start").json["state"] == "reading"
    assert get(shop, made)["upload"] is None
    assert len(run()) == 5
    found = get(shop, made)
    assert (found["state"], found["row_count"], counts(found)) == ("done", 8, [8, 0, 0, 0])
    product = shop.call("GET /products/MUG-3").json
    assert [each["code"] for each in product["skus"]] == ["MUG-6-S", "MUG-7-S"]


def test_the_address_takes_a_file_of_the_announced_size_alone(shop: Gateway) -> None:
    made = announce(shop, 4_711)
    upload = get(shop, made)["upload"]
    assert f"/imports/products/{made.json['id']}/file?" in upload["url"]
    assert upload["headers"] == {
        "Content-Type": "application/octet-stream",
        "Content-Length": "4711",
    }
    assert "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost" in upload["url"]
    assert "X-Amz-Expires=3600" in upload["url"]


@pytest.mark.parametrize("content", [None, HEAD.encode()])
def test_a_file_that_is_not_there_or_cut_off_is_not_started(shop: Gateway, content: Any) -> None:
    made = announce(shop, len(HEAD + MUGS))
    if content:
        product_imports.upload(made, content)
    before = dump()
    refused = take(shop, made, "start")
    assert (refused.status, refused.json["code"]) == (409, "file_incomplete")
    assert refused.json["received_bytes"] == len(content or b"")
    assert dump() == before


def test_a_file_that_changes_under_way_is_refused_and_nothing_of_it_is_taken(
    shop: Gateway,
) -> None:
    made = begin(shop, HEAD + MUGS)
    product_imports.upload(made, (HEAD + MUGS.replace("4900", "1900")).encode())
    run()
    found = get(shop, made)
    assert (found["state"], found["errors"][0]["code"]) == ("refused", "file_changed")
    assert shop.call("GET /products").json["items"] == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\xff", "not_text"),
        (b"PK\x03\x04rest", "not_text"),
        ("sku,title\nMUG,Mug\n", "missing_column"),
        (HEAD, "wrong_row_count"),
        (SHOPIFY, "missing"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused(shop: Gateway, content: Any, code: str) -> None:
    made = begin(shop, content)
    run()
    found = get(shop, made)
    assert (found["state"], [each["code"] for each in found["errors"]]) == ("refused", [code])
    assert (found["row_count"], waiting("product-import-dead")) == (0, 0)
    assert take(shop, made, "retry").json["code"] == "status_forbids"


@pytest.mark.parametrize(
    "said", [{"size_bytes": 0}, {"size_bytes": 128 * 1_048_576 + 1}, {"format": "xlsx"}]
)
def test_what_is_too_large_or_of_another_kind_is_not_announced(
    shop: Gateway, said: dict[str, Any]
) -> None:
    before = dump()
    refused = shop.call("POST /product-import-jobs", {"size_bytes": 5} | said, caller=MARKETER)
    ((_, pointer, _),) = refused.pointers
    assert (refused.status, pointer) == (400, f"/{next(iter(said))}")
    assert dump() == before


@pytest.mark.parametrize("content", [SHOPIFY, WOO, MAGENTO])
def test_variants_inherit_wherever_in_the_file_their_product_is(
    shop: Gateway, content: str
) -> None:
    made = begin(shop, content, currency="EUR")
    run()
    found = get(shop, made)
    assert (found["system"] is None, counts(found)) == (False, [3, 0, 0, 0])
    (tee,) = [each for each in shop.call("GET /products").json["items"] if each["title"] == "Tee"]
    options = [[*each["options"].values()] for each in tee["skus"]]
    assert (tee["category"], options) == ("mugs", [["S"], ["M"]])


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_decoded_as_a_whole(shop: Gateway, charset: str) -> None:
    made = begin(shop, (HEAD + MUGS.replace("Mug,", "马克杯,")).encode(charset))
    run()
    assert counts(get(shop, made)) == [8, 0, 0, 0]
    assert shop.call("GET /products/MUG-0").json["title"] == "马克杯"


def test_json_lines_are_imported_likewise(shop: Gateway) -> None:
    row = '{"product":"P","sku":"S","title":"T","category":"mugs","tags":["b","a"],'
    made = begin(shop, row + '"currency":"CNY","list_price_minor":5}\n', format="jsonl")
    run()
    assert counts(get(shop, made)) == [1, 0, 0, 0]
    again = begin(shop, row + '"currency":"CNY","list_price_minor":5}\n', format="jsonl")
    run()
    assert counts(get(shop, again)) == [0, 0, 1, 0]


def test_what_is_rejected_stands_in_a_report_with_its_reasons(shop: Gateway) -> None:
    bad = "JAR,JAR-1,Jar,none,CNY,900,\n" + "CUP,MUG-1-S,Cup,mugs,CNY,900,\n=X,A,\n"
    bad += "POT,POT-1,Pot,mugs,CNY,900,1\n"
    made = begin(shop, HEAD + MUGS + bad)
    assert shop.call(f"GET {product_imports.ROUTE}/{made.json['id']}/report").status == 404
    run()
    found = get(shop, made)
    assert (found["state"], counts(found)) == ("done", [8, 0, 0, 4])
    assert [line.split(",")[:5] for line in sorted(report(shop, made))] == [
        ["10", "JAR", "JAR-1", "category", "unknown_category"],
        ["11", "CUP", "MUG-1-S", "sku", "repeated"],
        ["12", "", "", "", "wrong_cell_count"],
        ["13", "POT", "POT-1", "barcode", "repeated"],
    ]


def test_the_report_is_in_the_language_of_who_announced_the_file(shop: Gateway) -> None:
    content = HEAD + "JAR,JAR-1,Jar,none,CNY,900,\n"
    made = begin(shop, content, headers={"accept-language": "zh"})
    run()
    assert report(shop, made) == ["2,JAR,JAR-1,category,unknown_category,没有类目“none”。"]


def test_a_dry_run_tells_the_same_and_does_nothing(shop: Gateway) -> None:
    content = HEAD + MUGS + "CUP,MUG-1-S,Cup,mugs,CNY,900,\n"
    made = begin(shop, content, dry_run=True)
    run()
    found = get(shop, made)
    assert (found["dry_run"], found["state"], counts(found)) == (True, "done", [8, 0, 0, 1])
    assert shop.call("GET /products").json["items"] == []


def test_messages_that_come_again_change_nothing(shop: Gateway) -> None:
    begin(shop, HEAD + MUGS)
    messages = run()
    before = dump()
    functions.invoke("catalogue_import_steps", {"Records": messages[::-1] + messages})
    assert dump() == before


def test_it_is_cancelled_between_parts_and_what_was_taken_stays(shop: Gateway) -> None:
    made = begin(shop, HEAD + MUGS)
    for _ in range(2):
        send(due()[-1:])
    stopped = shop.call(f"POST /product-import-jobs/{made.json['id']}/cancel", caller=MARKETER)
    assert (stopped.status, stopped.json["state"]) == (200, "cancelled")
    before = dump()
    run()
    assert dump() == before
    assert counts(get(shop, made)) == [2, 0, 0, 0]
    assert len(shop.call("GET /products").json["items"]) == 1


def test_one_that_failed_goes_on_where_it_was_when_it_is_told_to(shop: Gateway) -> None:
    made = begin(shop, HEAD + MUGS)
    for _ in range(2):
        send(due()[-1:])
    with patch.object(import_steps, "import_rows", side_effect=ValueError):
        assert send(due()[-1:])["batchItemFailures"]
    failed = get(shop, made)
    assert (failed["state"], failed["failure"]) == ("failed", "internal_error")
    assert take(shop, made, "retry").json["state"] == "importing"
    run()
    found = get(shop, made)
    assert (found["state"], counts(found)) == ("done", [8, 0, 0, 0])


def test_asking_again_with_the_same_key_announces_once(shop: Gateway) -> None:
    first = announce(shop, 5, key="spring-2026")
    before = dump()
    again = announce(shop, 5, key="spring-2026")
    assert (again.status, again.json) == (202, first.json)
    other = announce(shop, 6, key="spring-2026")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_imports_are_listed_the_newest_first_and_a_cursor_goes_on(shop: Gateway) -> None:
    ids = [announce(shop, 5).json["id"] for _ in range(3)]
    route = f"GET {product_imports.ROUTE}"
    first = shop.call(route, query={"limit": 2}, caller=MARKETER).json
    rest = shop.call(route, query={"limit": 2, "cursor": first["next"]}, caller=MARKETER).json
    assert [each["id"] for each in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next"] is None


@pytest.mark.parametrize("caller", [ANALYST, SHOPPER])
def test_who_may_not_approve_products_imports_none(shop: Gateway, caller: Any) -> None:
    made = announce(shop, 5)
    path = f"{product_imports.ROUTE}/{made.json['id']}"
    before = dump()
    assert announce(shop, 5, caller=caller).status == 403
    asked = [f"GET {path}", f"GET {path}/report", f"POST {path}/cancel"]
    assert {shop.call(each, caller=caller).status for each in asked} == {403}
    assert {take(shop, made, each, caller).status for each in ("start", "retry")} == {403}
    assert dump() == before


def test_one_that_is_not_there_is_told_in_chinese(shop: Gateway) -> None:
    spoken = {"accept-language": "zh"}
    missing = shop.call(f"GET {product_imports.ROUTE}/none", headers=spoken)
    assert (missing.status, missing.json["detail"]) == (404, "没有此任务。")
    early = shop.call(
        f"POST {product_imports.ROUTE}/{announce(shop, 5).json['id']}/start",
        headers=spoken,
        version=1,
    )
    assert early.json["detail"] == "请先完整上传文件：其大小与声明的不一致。"
