"""Replays past orders against drafts, a page a message."""

from typing import Any

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.promotion.service.known_goods import KnownGoods
from promenade.base.promotion.service.replaying import Replayer, Sources
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.simulations import DynamoSimulationStore
from promenade.base.promotion.wire import promotion_simulations as wire
from promenade.customer.order.reader import DynamoPlacedOrders
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("promotion")
parked = setting("PROMOTION_REPLAY_DEAD_LETTERS_URL")
goods = KnownGoods(DynamoCatalogueReader(), DynamoPriceReader())
sources = Sources(DynamoPromotionStore(), DynamoPlacedOrders(), goods)
replayer = Replayer(DynamoSimulationStore(), sources)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _advance, parked=parked, log=log)


def _advance(body: bytes) -> None:
    reached = replayer.advance(*wire.read_step(body), system_clock)
    orders = reached.tally.read_count
    log.info("replayed", simulation_id=reached.id, state=reached.state, orders_done=orders)
