"""What keeps messages from an address, or from a person, whatever consent there is."""

from collections.abc import Mapping
from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.consents import Reason
from promenade.kit.values import Document, Value, replace

UNREACHABLE = frozenset({Reason.HARD_BOUNCE, Reason.INVALID})
"""What keeps messages about orders away as well."""


class Cause(Document, frozen=True):
    """Since `at`, by whom, and what for in words."""

    at: datetime
    by: str
    note: str = ""


Causes = Mapping[Reason, Cause]


class Suppression(Document, frozen=True):
    """Of an address, by its digest. `lifted` are those that were taken back, and what for.
    `refusals` are when people who had it refused, by their digests: a consent of somebody else that
    is not newer counts for nothing there."""

    channel: Channel
    address: str
    version: int = 0
    causes: Mapping[Reason, Cause] = {}
    lifted: Mapping[Reason, Cause] = {}
    refusals: Mapping[str, datetime] = {}


class Refusal(Value, frozen=True):
    """Of a `person` who has the `address`, both by their digests."""

    channel: Channel
    address: str
    person: str
    at: datetime


class Suppressing(Value, frozen=True):
    """What is asked for, to be done or lifted: of the digest of an address, or of a customer."""

    channel: Channel
    reason: Reason
    cause: Cause
    address: str = ""
    customer: str = ""


def suppress(met: Suppression, reason: Reason, cause: Cause) -> Suppression:
    """Itself where it is known. Who says STOP again says it now: whatever they said in between."""
    known = met.causes.get(reason)
    if known and (reason is not Reason.UNSUBSCRIBE or cause.at <= known.at):
        return met
    return replace(met, version=met.version + 1, causes={**met.causes, reason: cause})


def refuse(met: Suppression, refusal: Refusal) -> Suppression:
    """Itself where it is known, or a newer one."""
    known = met.refusals.get(refusal.person)
    if known and refusal.at <= known:
        return met
    refusals = {**met.refusals, refusal.person: refusal.at}
    return replace(met, version=met.version + 1, refusals=refusals)


def lift(met: Suppression, reason: Reason, lifting: Cause) -> Suppression:
    """Itself where there is no such cause, or one that came later. Who has the address now is not
    kept back by what others refused, once `unsubscribe` is lifted."""
    refusals = met.refusals
    if reason is Reason.UNSUBSCRIBE:
        refusals = {who: at for who, at in refusals.items() if at > lifting.at}
    if not has_until(met.causes, reason, lifting.at) and refusals == met.refusals:
        return met
    causes = {name: cause for name, cause in met.causes.items() if name != reason}
    lifted = {**met.lifted, reason: lifting}
    version = met.version + 1
    return replace(met, version=version, causes=causes, lifted=lifted, refusals=refusals)


def has_until(causes: Causes, reason: Reason, at: datetime) -> bool:
    return reason in causes and causes[reason].at <= at


def all_of(some: Causes, others: Causes) -> Causes:
    """Each since it was first known."""
    earlier = {
        reason: min(some[reason], others[reason], key=lambda cause: cause.at)
        for reason in some.keys() & others.keys()
    }
    return {**some, **others, **earlier}
