"""Follows what changes: products go into the index and get the tags that rules give, all of them
when a rule changes, step by step; invoked with `{"after": null}`, all go into the index anew."""

from collections.abc import Mapping
from typing import Any

from promenade.base.catalogue.service.searching import index_anew, index_product
from promenade.base.catalogue.service.tagging import go_on, tag_products
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.search import DynamoProductIndex
from promenade.base.catalogue.store.streamed import Unreadable, product_in, turn_in
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.outbox import parcel
from promenade.kit.telemetry import logger

log = logger("catalogue_index")
store, index = DynamoCatalogueStore(), DynamoProductIndex()
parked = setting("RELAY_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> dict[str, Any] | None:
    """Records of the table's stream; or a page of all products, answered with the event that asks
    for the next one, null after the last."""
    if "Records" in event:
        for record in event["Records"]:
            _follow(record)
        return None
    after = index_anew(event["after"], store, index)
    log.info("indexed_anew", has_more=after is not None)
    return {"after": after} if after else None


def _follow(record: Mapping[str, Any]) -> None:
    """One that cannot be read holds up no other."""
    if (turn := turn_in(record)) is not None:
        has_more = go_on(turn, system_clock, store)
        log.info("swept", turn=turn, has_more=has_more)
        return
    try:
        product = product_in(record)
    except Unreadable as error:
        batch.park(parcel(record), error, parked)
        log.warning("parked", code=error.code, reason=error.reason)
        return
    if product:
        index_product(product, index)
        tag_products([product.id], system_clock, store)
