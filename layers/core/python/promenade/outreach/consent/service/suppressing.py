"""Keeping messages from addresses and people, and letting them through again."""

from collections.abc import Callable
from functools import partial

from promenade.contracts.consents import (
    AddressFact,
    AddressSuppressed,
    AddressSuppressionLifted,
    PersonSuppressionChanged,
)
from promenade.contracts.profiles import ADDRESSES
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model import person as people
from promenade.outreach.consent.model import suppression as rules
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.model.suppression import Refusal, Suppressing, Suppression
from promenade.outreach.consent.service.ports import Doors, SuppressionStore, Turn, Whereabouts
from promenade.outreach.consent.service.recording import person


def suppress_address(asked: Suppressing, stamp: Stamp, store: SuppressionStore) -> Suppression:
    """Again, it does nothing. Raises Unavailable."""

    def change(met: Suppression) -> Suppression:
        return rules.suppress(met, asked.reason, asked.cause)

    return _change(asked, change, AddressSuppressed, stamp, store)


def lift_address(asked: Suppressing, stamp: Stamp, store: SuppressionStore) -> Suppression:
    """Consent that was withdrawn stays so. Raises Unavailable."""

    def change(met: Suppression) -> Suppression:
        return rules.lift(met, asked.reason, asked.cause)

    return _change(asked, change, AddressSuppressionLifted, stamp, store)


def addresses_of(customer: str, doors: Whereabouts) -> list[Suppression]:
    """What is kept of those that the customer has, in their order: they are opened to be asked
    about, and shown to nobody. Raises Unavailable."""
    recipient = doors.recipients.of([customer]).get(customer)
    if recipient is None:
        return []
    kept = [
        (channel, doors.digest(channel, each.value.clear))
        for each in recipient.open().addresses
        for channel, kind in ADDRESSES.items()
        if each.kind == kind
    ]
    return side_by_side(lambda place: doors.suppressions.find(*place), kept)


def refuse(refusal: Refusal, stamp: Stamp, store: SuppressionStore) -> Suppression:
    """Nobody is told: the person said it, and was heard. Again, it does nothing. Raises
    Unavailable."""
    return _change(refusal, partial(rules.refuse, refusal=refusal), None, stamp, store)


def suppress_person(asked: Suppressing, stamp: Stamp, doors: Doors) -> Person:
    """Again, it does nothing. Raises Unavailable."""
    return _turn(asked.customer, partial(people.suppressed, asked=asked), stamp, doors)


def lift_person(asked: Suppressing, stamp: Stamp, doors: Doors) -> Person:
    """Raises Unavailable."""
    return _turn(asked.customer, partial(people.lifted, asked=asked), stamp, doors)


def _change(
    asked: Suppressing | Refusal,
    change: Callable[[Suppression], Suppression],
    fact: type[AddressFact] | None,
    stamp: Stamp,
    store: SuppressionStore,
) -> Suppression:
    def attempt() -> Suppression:
        before = store.find(asked.channel, asked.address)
        after = change(before)
        if after is not before:
            store.write(before, after, fact, stamp)
        return after

    return patiently(attempt, Contended)


def _turn(customer: str, change: Callable[[Person], Person], stamp: Stamp, doors: Doors) -> Person:
    def attempt() -> Person:
        met = person(customer, doors)
        after = change(met)
        if after is not met:
            doors.people.write([Turn(met, after, None, PersonSuppressionChanged)], stamp)
        return after

    return patiently(attempt, Contended)
