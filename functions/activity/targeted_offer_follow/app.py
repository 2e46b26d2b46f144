"""Grants offers to lists of customers, and follows what becomes of offers' coupons."""

from secrets import SystemRandom
from typing import Any

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.service import following, granting
from promenade.activity.targeted_offer.store.lists import DynamoListStore
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.wire import grants as wire
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger

log = logger("targeted_offer")
gifts = DynamoCouponGifts(digests().pseudonym, SystemRandom().randint)
doors = granting.Doors(DynamoOfferStore(), DynamoPersonalStore(), gifts)
lists = granting.ListDoors(DynamoListStore(), doors)
parked = setting("TARGETED_OFFER_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _follow, parked=parked, log=log)


def _follow(body: bytes) -> None:
    told, stamp = wire.read_told(body, system_clock)
    if isinstance(told, str):
        done = granting.run(told, stamp, lists)
        log.info("granted", list_id=done.id, granted_count=done.granted_count)
    elif told:
        following.follow(told, stamp, doors)
