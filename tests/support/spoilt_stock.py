"""A level of which more, or less again, is offered than there is."""

from promenade.base.stock.store.records import StockRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from tests.support.gateway import Gateway


def offer_more(_: Gateway) -> object:
    return _offer(1)


def offer_less(_: Gateway) -> object:
    return _offer(-1)


def _offer(more: int) -> StockRecord:
    level = StockRecord("SKU#MUG-RED", "LEVEL")
    dynamo.apply(Write("Update", level, None, [StockRecord.available_count.add(more)]))
    return level
