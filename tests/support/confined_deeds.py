"""What functions ask of the catalogue for who holds what they need in one store alone: where a SKU
is."""

from collections.abc import Callable
from typing import Any

from tests.support.callers import staff
from tests.support.confined import hire
from tests.support.gateway import Gateway

Act = Callable[[Gateway], object]

UNA = staff("una")
SOLD: list[str | Act] = [
    "base/http/catalogue_categories.add_category",
    "base/http/catalogue_import.import_products-approved",
    lambda api: hire(api, "una", stores=["main"]),
]
_ROWS = b"sku,kind,count,reason\nMUG-CELADON-S,receive,5,Delivery\n"


def _ask(request: str, body: Any = None, **headers: str) -> Act:
    return lambda api: api.call(request, body, caller=UNA, headers=headers, version=1)


OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("price_api", SOLD, _ask("GET /prices/MUG-CELADON-S")),
    ("stock_control", SOLD, _ask("PUT /stock/MUG-CELADON-S", {"safety_count": 1})),
    (
        "stock_import",
        SOLD,
        _ask("POST /stock-imports", _ROWS, **{"content-type": "text/csv"}),
    ),
    ("stock_pools", SOLD, _ask("GET /stock/MUG-CELADON-S/pools")),
    ("stock_warehouses", SOLD, _ask("POST /stock-availability", {"skus": ["MUG-CELADON-S"]})),
]
