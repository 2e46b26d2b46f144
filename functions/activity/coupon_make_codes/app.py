"""Makes the codes that were asked for, and makes them void."""

from typing import Any

from promenade.activity.coupon.service import coding, voiding
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.store.voiding import DynamoVoidStore
from promenade.activity.coupon.wire import codes as wire
from promenade.kit import batch
from promenade.kit.config import setting
from promenade.kit.telemetry import logger

log = logger("coupon")
store, voids = DynamoBatchStore(), DynamoVoidStore()
parked = setting("COUPON_CODES_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _make, parked=parked, log=log)


def _make(body: bytes) -> None:
    asked = wire.read_asked(body)
    if asked.is_void:
        made = voiding.run(asked.batch_id, asked.stamp, voids)
    else:
        made = coding.run(asked.batch_id, asked.stamp, store)
    log.info("made", batch_id=made.batch.id, state=made.state, code_count=made.made_count)
