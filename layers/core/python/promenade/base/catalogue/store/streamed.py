"""Products in the records of the table's stream."""

from collections.abc import Iterable, Mapping
from typing import Any

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.store.products import product_of


def products_in(records: Iterable[Mapping[str, Any]]) -> list[Product]:
    """As of the last record of each, in the order of these."""
    found: dict[str, Product] = {}
    for record in records:
        image = record["dynamodb"].get("NewImage", {})
        if image and image["pk"]["S"].startswith("PRODUCT#") and image["sk"]["S"] == "-":
            product = product_of.decode(image["body"]["S"])
            found[product.id] = product
    return list(found.values())
