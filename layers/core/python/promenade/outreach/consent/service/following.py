"""What follows of what the bus tells of a customer. What they refused, their addresses refuse: who
has one of these under another id is not asked again by a consent that is older."""

from collections.abc import Callable, Iterator

from promenade.contracts.channels import Channel
from promenade.contracts.profiles import ADDRESSES, Recipients
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.consent.model.suppression import Refusal
from promenade.outreach.consent.service import merging, recording
from promenade.outreach.consent.service.merging import Merge, Parting
from promenade.outreach.consent.service.ports import Doors, SuppressionStore
from promenade.outreach.consent.service.suppressing import refuse


class Forgotten(Value, frozen=True):
    """Whose profile was anonymised."""

    customer: str


class Known(Value, frozen=True):
    """Who said something, or has other addresses, by a profile that is its own."""

    customer: str
    mergers: int = 0


Followed = Merge | Forgotten | Known


class Places(Value, frozen=True):
    """Where people are reached: `digest` stands for an address."""

    recipients: Recipients
    digest: Callable[[Channel, str], str]
    suppressions: SuppressionStore


def follow(told: Followed, stamp: Stamp, doors: Doors, places: Places) -> None:
    """Again, it does nothing. Raises MergedAlready, Conflict, Unavailable."""
    match told:
        case Merge():
            merging.follow(told, stamp, doors)
        case Forgotten():
            merging.forget(told.customer, stamp, doors)
        case Known():
            if told.mergers:
                merging.part(Parting(told.customer, told.mergers), stamp, doors)
            for each in _refusals(told.customer, doors, places):
                refuse(each, stamp, places.suppressions)


def _refusals(customer: str, doors: Doors, places: Places) -> Iterator[Refusal]:
    """The key service is asked for those alone who refused."""
    person = recording.person(customer, doors)
    refused = person.refused
    found = places.recipients.of([customer]).get(customer) if refused else None
    addresses = found.open().addresses if found else ()
    for channel, at in refused.items():
        for each in addresses:
            if each.kind == ADDRESSES.get(channel):
                digest = places.digest(channel, each.value[:])
                yield Refusal(channel, digest, person.person, at)
