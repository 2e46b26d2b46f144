"""Puts products into the index as they change; invoked with `{"after": null}`, all of them anew."""

from typing import Any

from promenade.base.catalogue.service import searching
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.search import DynamoProductIndex
from promenade.base.catalogue.store.streamed import products_in
from promenade.kit.telemetry import logger

log = logger("catalogue_index")
store, index = DynamoCatalogueStore(), DynamoProductIndex()


def app(event: dict[str, Any], _context: object) -> dict[str, Any] | None:
    """Records of the table's stream; or a page of all products, answered with the event that asks
    for the next one, null after the last."""
    if "Records" in event:
        searching.index_products(products_in(event["Records"]), index)
        return None
    after = searching.index_anew(event["after"], store, index)
    log.info("indexed_anew", has_more=after is not None)
    return {"after": after} if after else None
