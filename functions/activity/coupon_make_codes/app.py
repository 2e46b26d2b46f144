"""Makes the codes that were asked for."""

from typing import Any

from promenade.activity.coupon.service import coding
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.wire import codes as wire
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("coupon")
store = DynamoBatchStore()
parked = setting("COUPON_CODES_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _make, parked=parked, log=log)


def _make(body: bytes) -> None:
    batch_id, stamp = wire.read_requested(body)
    made = coding.run(batch_id, stamp, store)
    log.info("made", batch_id=batch_id, code_count=made.made_count)
