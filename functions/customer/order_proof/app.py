"""Proves what is kept for each order that changed, and parks the message that led to a fault."""

from collections.abc import Sequence
from typing import Any

from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.base.promotion.reader import DynamoKeptUses
from promenade.base.stock.reader import DynamoKeptUnits
from promenade.customer.order.service.proving import Books, prove, told
from promenade.customer.order.store.proofs import DynamoOrderProofs
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire.proofs import read_number
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("order")
parked = setting("ORDER_PROOF_DEAD_LETTERS_URL")
shop = read_shop(setting("SHOP"))
books = Books(
    DynamoShopOrderStore(shop.source), DynamoKeptUnits(), DynamoKeptUses(), DynamoKeptCoupons()
)
proofs = DynamoOrderProofs()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.together(event, _prove, parked=parked, log=log)


def _prove(bodies: Sequence[bytes]) -> None:
    """Each order once."""
    changed = {read_number(body, shop.source): body for body in bodies}
    for number, body in changed.items():
        faults = prove(number, books, proofs) if number else None
        if faults:
            log.error("faulty", number=faults.number, fault_count=len(faults.found))
            batch.park(body.decode(), told(faults), parked)
