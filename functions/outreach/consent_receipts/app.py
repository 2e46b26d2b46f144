"""Bounces, complaints and replies, as far as they keep messages from people."""

from functools import partial
from typing import Any

from promenade.contracts.consents import person_digest
from promenade.customer.profile.reader import DynamoOwners
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger
from promenade.outreach.consent.service.hearing import hear
from promenade.outreach.consent.service.ports import Doors, Ears
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire.hearing import read_heard

log = logger("consent")
parked = setting("CONSENT_RECEIPTS_DEAD_LETTERS_URL")
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))
ears = Ears(doors, DynamoSuppressionStore(), DynamoOwners())


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _hear, parked=parked, log=log)


def _hear(body: bytes) -> None:
    if found := read_heard(body, system_clock):
        heard, stamp = found
        hear(heard, stamp, ears)
        log.info("heard", fact=type(heard).__name__, channel=heard.channel)
