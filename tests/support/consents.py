"""What people say in tests, each at a minute of an hour."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState, Recipient, Verdict, person_digest
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Outcome, Proof, Saying, Source
from promenade.outreach.consent.model.judging import judge
from promenade.outreach.consent.service import recording
from promenade.outreach.consent.service.ports import Doors
from tests.support.digests import DIGESTS

HOUR = datetime.fromisoformat("2026-03-01T12:00:00+00:00")
EMAIL = (Channel.EMAIL, Purpose.MARKETING)
DIGEST = partial(person_digest, digests=DIGESTS)


def at(minute: int) -> datetime:
    return HOUR + timedelta(minutes=minute)


def stamp(minute: int) -> Stamp:
    return Stamp("staff:maria", at(minute), "correlation", f"request-{minute}")


def saying(state: ConsentState, minute: int, **other: Any) -> Saying:
    """Of advertising by e-mail, learnt of by an import."""
    is_now = other.pop("is_now", False)
    channel, purpose = other.pop("cell", EMAIL)
    source = other.pop("source", Source.IMPORT)
    proof = Proof(source, at(minute), at(59), "staff:maria", **other)
    return Saying(channel, purpose, state, proof, is_now)


def say(doors: Doors, customer: str, state: ConsentState, minute: int, **other: Any) -> Outcome:
    told = recording.record(customer, [saying(state, minute, **other)], stamp(59), doors)
    return told.outcomes[0]


def verdict(doors: Doors, customer: str, purpose: Purpose = Purpose.MARKETING) -> Verdict:
    found = doors.people.find(DIGEST(customer))
    return judge(Recipient(customer, Channel.EMAIL, purpose, "a" * 32), found, None)


def state_of(doors: Doors, customer: str) -> ConsentState | None:
    found = recording.person(customer, doors).consent(*EMAIL)
    return found.state if found else None
