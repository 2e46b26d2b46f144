"""A file of Shopify of 1,000 SKUs through catalogue_import, in the cloud in memory: processor time
and units of capacity a SKU, first import, the same again, and its export.

The processor time is the handler's with the cloud in memory, which is most of it; what the file
alone takes to be read stands beside it.
"""

from collections.abc import Callable
from time import process_time

from promenade.base.catalogue.wire.files import ProductFileQuery, read_file
from promenade.kit.imports import CSV, File
from tests.bench.ratios import Row
from tests.support.callers import MARKETER
from tests.support.capacity import capacity
from tests.support.cloud import cloud
from tests.support.gateway import Gateway

PRODUCTS, VARIANTS = 200, 5
SKUS = PRODUCTS * VARIANTS
_HEADER = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Price,Variant Barcode,Image Src,Status\n"
)
_TEXT = "<p>Soft cotton, <b>made</b> in Portugal.</p>" * 20


def rows() -> list[Row]:
    content = _file()
    read = _seconds(lambda: read_file(File(CSV, content), ProductFileQuery(currency="EUR")))
    with cloud():
        gateway = Gateway()
        gateway.call("POST /categories", {"id": "shirts", "name": "Shirts"})
        imports = {
            "first": _asked(lambda: _import(gateway, content, "created_count")),
            "again": _asked(lambda: _import(gateway, content, "unchanged_count")),
            "export": _asked(lambda: _export(gateway)),
        }
    told = f"{len(content):,} bytes, {SKUS} SKUs of {PRODUCTS} products"
    return [
        Row("product file, read alone", f"{read / SKUS * 1e6:.0f} µs", "≤ 1 ms", f"a SKU; {told}"),
        *(Row(f"product file, {name}", *each) for name, each in imports.items()),
    ]


def _file() -> bytes:
    lines = [_HEADER]
    for number in range(PRODUCTS):
        head = f'Shirt {number},"{_TEXT}",ACME,Shirts,"summer, sale",Size'
        for size in range(VARIANTS):
            picture = f"https://cdn.shop.example/{number}-{size}.jpg"
            own = f"S{size},SH-{number}-{size},19.90,{number:07}{size:05},{picture},active"
            lines.append(f"shirt-{number},{',,,,,' if size else head},{own}\n")
    return "".join(lines).encode()


def _seconds(act: Callable[[], object]) -> float:
    began = process_time()
    act()
    return process_time() - began


def _asked(act: Callable[[], object]) -> tuple[str, str, str]:
    with capacity() as seen:
        seconds = _seconds(act)
    calls, reads, writes = seen.cost
    told = f"a SKU, memory's cloud with it; {calls} round trips, {reads / SKUS:.2f} reading units"
    return f"{seconds / SKUS * 1e3:.1f} ms, {writes / SKUS:.1f} units", "-", told


def _import(gateway: Gateway, content: bytes, expected: str) -> None:
    answer = gateway.call(
        "POST /product-imports",
        content,
        caller=MARKETER,
        query={"currency": "EUR"},
        headers={"content-type": CSV},
    )
    assert answer.json[expected] == SKUS, answer


def _export(gateway: Gateway) -> None:
    assert gateway.call("GET /product-exports", caller=MARKETER).status == 302
