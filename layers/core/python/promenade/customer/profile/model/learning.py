"""What files tell of people: it is taken up, and what they leave out stays as it is."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from promenade.customer.profile.model.addresses import too_long
from promenade.customer.profile.model.person import (
    MOST_CONTACTS,
    Contact,
    Details,
    Profile,
    Traits,
    changed,
    claim_of,
    kinds_of,
    require_open,
)
from promenade.customer.profile.model.tagging import also_tagged
from promenade.kit.digests import Digests
from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import Value, replace

TOO_MANY_CONTACTS = "With these a customer has more addresses than {most}."


class Told(Value, frozen=True):
    """None and nothing: it is not told. `tags` are names; phone numbers are in E.164."""

    customer: str
    traits: Traits = Traits()
    details: Details = Details()
    tags: tuple[str, ...] = ()


class Known(Value, frozen=True):
    """Of one of whom nothing is known, a profile of version 0."""

    profile: Profile
    details: Details = Details()


def learnt(known: Known, told: Told, now: datetime, digests: Digests) -> Known | None:
    """The next version; None where nothing of it is new.

    Raises ProfileMerged, ProfileAnonymised, TooManyTags, Invalid for more than can be kept."""
    before = known.profile
    require_open(before)
    contacts = _contacts(known.details.contacts, told.details.contacts, digests)
    details = replace(known.details, **_said(told.details), contacts=contacts)
    tags = also_tagged(before, told.tags, now)
    after = replace(before, **_said(told.traits), tags=tags)
    if before.version and (after, details) == (before, known.details):
        return None
    if faults := too_long(details, ""):
        raise Invalid(faults)
    return Known(changed(after, own_channels=kinds_of(details)), details)


def _contacts(
    known: tuple[Contact, ...], told: Sequence[Contact], digests: Digests
) -> tuple[Contact, ...]:
    """What is told of a kind, and of an app, takes the place of all that was known of it; one that
    is told again stays as it was written first."""
    again = {claim_of(each, digests) for each in told}
    places = {(each.kind, each.app) for each in told}
    stay = [
        each
        for each in known
        if claim_of(each, digests) in again or (each.kind, each.app) not in places
    ]
    held = {claim_of(each, digests) for each in stay}
    contacts = (*stay, *(each for each in told if claim_of(each, digests) not in held))
    if len(contacts) > MOST_CONTACTS:
        facts = {"most": MOST_CONTACTS}
        raise Invalid([Fault("", "too_many", TOO_MANY_CONTACTS, facts=facts)])
    return contacts


def _said(told: Traits | Details) -> dict[str, object]:
    fields = msgspec.structs.asdict(told).items()
    return {name: value for name, value in fields if value is not None and name != "contacts"}
