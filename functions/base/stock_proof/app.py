"""Proves the books of each level that moved, and parks the message that led to a fault."""

from collections.abc import Sequence
from typing import Any

from promenade.base.stock.service.proving import prove, told
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.base.stock.wire.proofs import read_touched
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("stock")
parked = setting("STOCK_PROOF_DEAD_LETTERS_URL")
store = DynamoProofStore()


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.together(event, _prove, parked=parked, log=log)


def _prove(bodies: Sequence[bytes]) -> None:
    """Each level once."""
    touched = {read_touched(body): body for body in bodies}
    for where, body in touched.items():
        faults = prove(where, store)
        if faults:
            log.error("faulty", sku=faults.sku, fault_count=len(faults.found))
            batch.park(body.decode(), told(faults), parked)
