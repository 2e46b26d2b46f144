"""Every five minutes: proves that the books of each flash sale add up and its queue is as it was
drawn, or fails, which wakes somebody."""

from typing import Any

from promenade.activity.flash_sale.service.positions import prove_queues
from promenade.activity.flash_sale.service.proving import BooksWrong, prove
from promenade.activity.flash_sale.service.tending import Doors
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.base.stock.holds.pools import DynamoStockPools
from promenade.kit.clock import system_clock
from promenade.kit.telemetry import logger

log = logger("flash_sale")
doors = Doors(DynamoSaleStore(), DynamoClaimStore(), DynamoStockPools())
queues = DynamoQueueStore()


def app(_event: dict[str, Any], _context: object) -> None:
    """Raises BooksWrong."""
    books, drawn = prove(system_clock(), doors), prove_queues(doors.sales, queues)
    wrong = [*books.items(), *drawn.items()]
    for sale_id, faults in wrong:
        log.error("faulty", sale_id=sale_id, faults=faults)
    if wrong:
        raise BooksWrong(f"{len(wrong)} sales do not add up.")
