"""The links of one request to send: which one is whose, and until when it leads anywhere."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from promenade.contracts.deliveries import Reached
from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.kit.values import Value, replace

VALID_FOR = timedelta(days=400)
MOST_LINKS = 65_536
KEY_BYTES = 8
MARK_BYTES = 8
_INDEX_BYTES = 2
_BYTES = KEY_BYTES + _INDEX_BYTES + MARK_BYTES


NOBODY = ""
"""Whose the links are of one who was erased: they lead on, and nothing is kept of it."""


class SentSet(LinkSet, frozen=True, kw_only=True):
    """A set of links as it was made, just before its messages were sent."""

    made_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.made_at + VALID_FOR

    def index(self, customer: str, target: str) -> int:
        """Raises ValueError for whom or what the set has not."""
        names = [each.customer for each in self.people]
        return names.index(customer) * len(self.targets) + self.targets.index(target)

    def sent(self, index: int) -> tuple[Reached, int] | None:
        """Whose link it is and the place of its target; None for an index beyond the set."""
        person, target = divmod(index, len(self.targets))
        return (self.people[person], target) if person < len(self.people) else None

    def is_of(self, person: int, customer: str) -> bool:
        return any(each.customer == customer for each in self.people[person : person + 1])

    def without(self, person: int) -> "SentSet":
        nobody = replace(self.people[person], customer=NOBODY)
        return replace(self, people=(*self.people[:person], nobody, *self.people[person + 1 :]))

    @property
    def page_count(self) -> int:
        """Of targets that are no picture."""
        return sum(1 for each in self.targets if each != PIXEL)


class Place(Value, frozen=True):
    """Where a link stands: `set_key` in 16 hexadecimal digits, `index` within the set."""

    set_key: str
    index: int

    @property
    def raw(self) -> bytes:
        return bytes.fromhex(self.set_key) + self.index.to_bytes(_INDEX_BYTES)


def set_key(set_id: str) -> str:
    """The same for the same set; no secret: what keeps links ours is their mark."""
    return hashlib.sha256(f"links\n{set_id}".encode()).hexdigest()[: 2 * KEY_BYTES]


def write_token(place: Place, mark: bytes) -> str:
    """24 letters, digits, - and _."""
    return urlsafe_b64encode(place.raw + mark[:MARK_BYTES]).decode()


def read_token(token: str) -> tuple[Place, bytes] | None:
    """The place and its mark, which is to be checked; None for what is no token, or one spelt
    another way."""
    try:
        raw = urlsafe_b64decode(token)
    except ValueError:
        return None
    if len(raw) != _BYTES or urlsafe_b64encode(raw).decode() != token:
        return None
    index = int.from_bytes(raw[KEY_BYTES : KEY_BYTES + _INDEX_BYTES])
    return Place(raw[:KEY_BYTES].hex(), index), raw[-MARK_BYTES:]
