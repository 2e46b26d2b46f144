"""What a person was sent by one channel: one document, changed on the condition that it is as it
was met, so that the claim of a message, its being the only one, and the person's cap are one write.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from promenade.contracts.channels import Channel
from promenade.kit.values import Document, Value, replace

WINDOW = timedelta(days=7)
"""In which marketing is counted against the cap."""

DEFAULT_CAP = 2
MOST_RECENT = 8
MOST_OLDER = 24
"""Messages that are remembered, beyond the recent ones, by their keys alone."""

_KEY_BYTES = 6

Place = tuple[int, str]
"""Of a message among a person's: its second and its request."""


class Contact(Document, frozen=True, array_like=True):
    """One message that a request claimed. `is_counted`: it is marketing, and the person has it, or
    may have, or will. In seconds since 1970."""

    at_s: int
    key: str
    campaign: str
    request_id: str
    is_counted: bool = True

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.at_s, UTC)

    @property
    def place(self) -> Place:
        return self.at_s, self.request_id


class Contacts(Document, frozen=True):
    """Newest first. `older` are the keys of what is no longer `recent`. `is_merged`: the
    person was another one when they were last claimed for, and whoever claims by these asks again
    who they are."""

    customer: str
    channel: Channel
    version: int = 0
    recent: tuple[Contact, ...] = ()
    older: tuple[str, ...] = ()
    is_merged: bool = False

    def claim_of(self, key: str) -> Contact | None:
        return next((each for each in self.recent if each.key == key), None)

    def knows(self, key: str) -> bool:
        return key in self.older or self.claim_of(key) is not None

    def counted(self, now: datetime) -> int:
        """Messages of the last seven days that count."""
        return sum(each.is_counted and now - each.at < WINDOW for each in self.recent)


class Known(Value, frozen=True):
    """What a person was sent by their own id, and by those of who turned out to be them: apart, as
    a merger may be taken back."""

    own: Contacts
    others: tuple[Contacts, ...] = ()

    def counted(self, now: datetime) -> int:
        return sum(each.counted(now) for each in (self.own, *self.others))


class Claimed(Value, frozen=True):
    """What follows, and what is no longer in it in full; `merged` follow in the same write."""

    after: Contacts
    spilled: tuple[Contact, ...] = ()
    merged: tuple[Contacts, ...] = ()


class Sent(Protocol):
    """A request to send, or what it came to."""

    @property
    def campaign(self) -> str: ...

    @property
    def step(self) -> str: ...

    @property
    def entry(self) -> str: ...


def key_of(request: Sent) -> str:
    """Of what nobody is sent twice: 8 characters."""
    parts = f"{request.campaign}\n{request.step}\n{request.entry}"
    return urlsafe_b64encode(hashlib.sha256(parts.encode()).digest()[:_KEY_BYTES]).decode()


def message_key(key: str, channel: Channel, customer: str) -> str:
    """By what a provider knows a message of the key: the same at each try, and nobody's name. 32
    characters."""
    return hashlib.sha256(f"{key}\n{channel}\n{customer}".encode()).hexdigest()[:32]


def claimed(met: Contacts, contact: Contact, now: datetime) -> Claimed:
    """With one more. What counts against the cap stays among the recent ones."""
    recent, spilled = [contact, *met.recent], list[Contact]()
    if len(recent) > MOST_RECENT:
        kept = recent[: MOST_RECENT // 2]
        for each in recent[MOST_RECENT // 2 :]:
            is_kept = each.is_counted and now - each.at < WINDOW
            (kept if is_kept else spilled).append(each)
        recent = kept
    older = (*(each.key for each in spilled), *met.older)[:MOST_OLDER]
    after = replace(met, version=met.version + 1, recent=tuple(recent), older=older)
    return Claimed(after, tuple(spilled))


def renewed(met: Contacts, claim: Contact, as_: Contact) -> Contacts:
    """The claim is so now: another request's, of the people whom the first one could not reach;
    counted no more, as nothing was sent; or counted again, as it is tried again."""
    recent = tuple(as_ if each == claim else each for each in met.recent)
    return replace(met, version=met.version + 1, recent=recent)


def theirs(claimed: Claimed, others: Iterable[Contacts]) -> Claimed:
    """The same, where the person is all of these: no claim by one of them stands that has not seen
    this one."""
    merged = (replace(each, version=each.version + 1, is_merged=True) for each in others)
    after = replace(claimed.after, is_merged=False)
    return replace(claimed, after=after, merged=tuple(merged))
