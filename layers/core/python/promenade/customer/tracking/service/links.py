"""Short signed links: made for a set of people, and read when one comes back."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from promenade.contracts.campaigns import Sends
from promenade.contracts.deliveries import Reached
from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.customer.tracking.model.links import (
    MARK_BYTES,
    Place,
    SentSet,
    read_token,
    write_token,
)
from promenade.customer.tracking.service.ports import LinkStore
from promenade.kit.digests import Digests
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_SCOPE = b"touch\n"


class LinkForged(DomainError):
    """The link is none that was sent from here, or a part of one."""


class LinkExpired(DomainError):
    """The link was sent too long ago."""


class NotSentByCampaign(DomainError):
    """The campaign has no such step that sends, or none that sends such a variant."""


class Marks:
    """`keys` by their versions: the highest marks, all are known, so that a new key breaks no
    link."""

    def __init__(self, keys: Mapping[str, Digests]) -> None:
        self._keys = keys

    def token(self, place: Place) -> str:
        newest = max(self._keys, key=int)
        return write_token(place, _mark(self._keys[newest], place))

    def read(self, token: str) -> Place:
        """Raises LinkForged."""
        found = read_token(token)
        if found and any(
            hmac.compare_digest(found[1], _mark(each, found[0])) for each in self._keys.values()
        ):
            return found[0]
        raise _forged()


def _mark(key: Digests, place: Place) -> bytes:
    return bytes.fromhex(key.proof(_SCOPE + place.raw))[:MARK_BYTES]


class MakeDoors(Value, frozen=True):
    links: LinkStore
    sends: Sends


def make(links: LinkSet, stamp: Stamp, doors: MakeDoors) -> SentSet:
    """For who sends them and remembers nobody, so that their places are kept here. The same request
    again is answered the same set, whatever became of its campaign. Raises Conflict where another
    one made it, NotFound, NotSentByCampaign, and keeps nothing then."""
    if found := doors.links.find_made(links.id, stamp):
        return found
    _require(links, doors.sends)
    doors.links.place(links, stamp)
    return doors.links.keep(links, stamp)


def _require(links: LinkSet, sends: Sends) -> None:
    known = sends.variants(links.campaign)
    if known is None:
        raise NotFound("There is no such campaign.", campaign_id=links.campaign)
    if links.step not in known:
        steps = ", ".join(known)
        detail = f"No step {links.step} of this campaign sends anything. These do: {steps}."
        raise NotSentByCampaign(detail, step=links.step, steps=steps)
    own = known[links.step]
    if variant := next((each.variant for each in links.people if each.variant not in own), None):
        variants = ", ".join(own)
        told = f"The step {links.step} sends no variant {variant}. It sends: {variants}."
        raise NotSentByCampaign(told, step=links.step, variant=variant, variants=variants)


class Led(Value, frozen=True):
    """To where a link leads, and whose it is."""

    place: Place
    links: SentSet
    person: int
    reached: Reached
    target: str

    def expecting(self, *, is_open: bool) -> "Led":
        """Raises LinkForged for the address of a page where a picture was asked for, or the other
        way round."""
        if (self.target == PIXEL) is not is_open:
            raise _forged()
        return self


def lead(token: str, now: datetime, marks: Marks, store: LinkStore) -> Led:
    """Raises LinkForged, LinkExpired."""
    place = marks.read(token)
    links = store.find_set(place.set_key)
    if links is None or now >= links.ends_at:
        raise LinkExpired("This link was sent too long ago.")
    found = links.sent(place.index)
    if found is None:
        raise _forged()
    reached, target = found
    return Led(place, links, place.index // len(links.targets), reached, links.targets[target])


def _forged() -> LinkForged:
    return LinkForged("This link is not one of ours, or a part of it is missing.")
