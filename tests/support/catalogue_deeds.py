"""What functions of the catalogue do off the path of their samples."""

import json
from collections.abc import Callable
from typing import Any

from infra.local import samples
from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.gateway import Gateway
from tests.support.play import caller

Act = Callable[[Gateway], object]

CATEGORY = "base/http/catalogue_categories.add_category"
DRAFT = "base/http/catalogue_products.add_product"
INDEXED = "base/stream/catalogue_index"
ORDERED = "customer/http/order_checkout_api.place_order"
SOLD = "base/http/catalogue_import.import_products-approved"
MUG = "MUG-CELADON"
SCOPED = "base/http/staff_grants.give_grant-scoped"
TAG = "base/http/catalogue_tags.add_tag"
PATH = f"/products/{MUG}"
_OWNER = caller("owner@promenade.localhost")
"""Who took the first place among the staff."""


def _mug(**fields: Any) -> dict[str, Any]:
    prices = {"currency": "CNY", "list_price_minor": 8_900, "sale_price_minor": 7_900}
    sku = {"code": "MUG-CELADON-S", **prices} | fields.pop("sku", {})
    return {"title": "Mug", "category": "tableware", "shelf": "ON", "skus": [sku]} | fields


def _change(version: int, **fields: Any) -> Act:
    body = _mug(**fields)
    return lambda api: api.call(f"PUT {PATH}", body, caller=MARKETER, version=version)


def _roll_back(version: int, to: int, **why: str) -> Act:
    body = {"version": to} | why
    return lambda api: api.call(f"POST {PATH}/revisions", body, caller=MARKETER, version=version)


def _remove(api: Gateway) -> object:
    return api.call(f"DELETE {PATH}", caller=MARKETER, version=1, query=_WHY)


def _preview(api: Gateway) -> object:
    return api.call(f"GET {PATH}/impact", caller=MARKETER, query={"change": "removal"})


def _add_nowhere(api: Gateway) -> object:
    """Refused, so that it is looked whether the call came before."""
    asked = {"id": "JUG", "title": "Jug", "category": "nowhere"}
    return api.call("POST /products", asked, caller=MARKETER)


def _batch(*ids: str, **said: Any) -> Act:
    body = {"products": [{"product_id": each} for each in ids]} | said
    return lambda api: api.call("POST /product-batches", body, caller=MARKETER)


def _open_cups(api: Gateway) -> object:
    return api.call("POST /categories", {"id": "cups", "name": "Cups"}, caller=MARKETER)


def _move_cups(api: Gateway) -> object:
    body = {"name": "Cups", "parent": "tableware"}
    return api.call("PUT /categories/cups", body, caller=MARKETER, version=1)


def _approve_move(api: Gateway) -> object:
    return api.call(f"POST {PATH}/decisions", {"decision": "approve"}, version=2)


def _read_inbox(api: Gateway) -> object:
    return api.call("GET /approvals")


def _index(_: Gateway) -> object:
    """What lost its tags; then all anew."""
    event = json.loads((samples.EVENTS / f"{INDEXED}.json").read_bytes())
    body = event["Records"][0]["dynamodb"]["NewImage"]["body"]
    body["S"] = json.dumps(json.loads(body["S"]) | {"tags": [], "version": 2})
    functions.invoke("catalogue_index", event)
    body["S"] = "{}"
    functions.invoke("catalogue_index", event)
    return functions.invoke("catalogue_index", {"after": None})


def _sweep(_: Gateway) -> object:
    """Over all products, by the rule that is new."""
    image = {"pk": {"S": "RULES"}, "sk": {"S": "-"}, "turns": {"N": "1"}}
    return functions.invoke("catalogue_index", {"Records": [{"dynamodb": {"NewImage": image}}]})


def _add_gift(api: Gateway) -> object:
    return api.call("POST /tags", {"name": "Gift"}, caller=MARKETER)


def _remove_gift(api: Gateway) -> object:
    return api.call("DELETE /tags/gift", caller=MARKETER, version=1)


def _look_at_a_granted_category(api: Gateway) -> object:
    return api.call("GET /categories/tableware/impact", caller=_OWNER)


def _remove_a_granted_category(api: Gateway) -> object:
    return api.call("DELETE /categories/tableware", caller=_OWNER, version=1)


def _import_of_another_system(api: Gateway) -> object:
    content = b"Handle,Title,Type,Variant SKU,Variant Price\nMUG,Mug,Tableware,MUG-S,89.00\n"
    query, headers = {"currency": "CNY"}, {"content-type": "text/csv"}
    return api.call("POST /product-imports", content, caller=MARKETER, query=query, headers=headers)


def _feed_below_a_category(api: Gateway) -> object:
    query = {"format": "merchant", "category": "tableware", "product_link": _LINK}
    return api.call("GET /product-exports", caller=MARKETER, query=query)


def _import_off(api: Gateway) -> object:
    """Rejected, for what depends on it."""
    content = b"product,sku,shelf\nMUG-CELADON,MUG-CELADON-S,OFF\n"
    headers = {"content-type": "text/csv"}
    return api.call("POST /product-imports", content, caller=MARKETER, headers=headers)


_LINK = "https://shop.example/products/{product}"
_REDUCED = {"sale_price_minor": 7_500}
_WHY = {"reason": "The potter has stopped firing them."}

OCCASIONS: list[tuple[str, list[str | Act], Act]] = [
    ("catalogue_batches", [CATEGORY, SOLD, _change(1, shelf="OFF")], _batch(MUG, shelf="ON")),
    ("catalogue_batches", [CATEGORY, DRAFT, _open_cups], _batch(MUG, "NONE", category="cups")),
    ("catalogue_batches", [ORDERED], _batch(MUG, shelf="OFF")),
    ("catalogue_categories", [CATEGORY, _open_cups], _move_cups),
    ("catalogue_index", [CATEGORY, SOLD, INDEXED], _index),
    ("catalogue_index", [CATEGORY, SOLD, TAG], _sweep),
    ("catalogue_removal", [CATEGORY, SOLD, _add_gift], _remove_gift),
    ("catalogue_export", [CATEGORY, SOLD], _feed_below_a_category),
    ("catalogue_import", [CATEGORY], _import_of_another_system),
    ("catalogue_import", [ORDERED], _import_off),
    ("catalogue_impact", [ORDERED], _preview),
    ("catalogue_impact", [SCOPED], _look_at_a_granted_category),
    ("catalogue_products", [CATEGORY], _add_nowhere),
    ("catalogue_products", [CATEGORY, SOLD], _change(1, sku=_REDUCED)),
    ("catalogue_products", [ORDERED], _change(1, shelf="OFF", **_WHY)),
    ("catalogue_removal", [ORDERED], _remove),
    ("catalogue_removal", [SCOPED], _remove_a_granted_category),
    ("staff_approvals", [CATEGORY, SOLD, _open_cups, _change(1, category="cups")], _read_inbox),
    (
        "catalogue_revisions",
        [ORDERED, _change(1, **_WHY), _roll_back(2, 1)],
        _roll_back(3, 2, **_WHY),
    ),
    (
        "catalogue_reviews",
        [CATEGORY, SOLD, _open_cups, _change(1, category="cups")],
        _approve_move,
    ),
    (
        "catalogue_revisions",
        [CATEGORY, SOLD, _change(1, tags=["late"], sku=_REDUCED)],
        _roll_back(2, 1),
    ),
    (
        "catalogue_revisions",
        [CATEGORY, DRAFT, _open_cups, _change(1, category="cups")],
        _roll_back(2, 1),
    ),
]
