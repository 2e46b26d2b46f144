"""What the bus tells of customers: those who are one refuse together, who is anonymised is
forgotten, and what somebody refused their addresses refuse."""

from functools import partial
from typing import Any

from promenade.contracts.consents import address_digest, person_digest
from promenade.customer.profile.reader import DynamoRecipients
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.telemetry import logger
from promenade.kit.vault import Vault
from promenade.outreach.consent.service.following import Places, follow
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire.following import read_followed

log = logger("consent")
keyed = digests()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=keyed))
places = Places(
    DynamoRecipients(Vault(setting("PROFILE_KEY_ID"))),
    partial(address_digest, digests=keyed),
    DynamoSuppressionStore(),
)
parked = setting("CONSENT_MERGES_DEAD_LETTERS_URL")


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _follow, parked=parked, log=log)


def _follow(body: bytes) -> None:
    told, stamp = read_followed(body, system_clock)
    follow(told, stamp, doors, places)
    log.info("followed", what=type(told).__name__)
