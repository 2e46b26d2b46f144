"""Profiles that turn out to be one: what either customer refused is refused."""

from functools import partial
from typing import Any

from promenade.contracts.consents import person_digest
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger
from promenade.outreach.consent.service import recording
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.wire.merges import read_merge

log = logger("consent")
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=digests()))
parked = setting("CONSENT_MERGES_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _merge, parked=parked, log=log)


def _merge(body: bytes) -> None:
    asked, stamp = read_merge(body, system_clock)
    if asked and recording.follow(asked, stamp, doors):
        log.info("merged")
