"""Links in messages, by which who got one wants no more: sealed, so that nobody reads of whom."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from promenade.contracts.channels import Channel
from promenade.kit.errors import DomainError
from promenade.kit.seals import Seals
from promenade.kit.values import Value

VALID_FOR = timedelta(days=730)
_SCOPE = "unsubscribe"
_Content = tuple[str, str, str, int]


class LinkForged(DomainError):
    """The link is none that was sent from here, or a part of one."""


class LinkExpired(DomainError):
    """The link was sent too long ago."""


class Link(Value, frozen=True):
    """Of a message to `customer` by `channel`; `campaign` refers to what it was part of."""

    customer: str
    channel: Channel
    campaign: str
    ends_at: datetime


class Links:
    """`keys` by their versions: the highest seals, all open, so that a new key breaks no link."""

    def __init__(self, keys: Mapping[str, Seals]) -> None:
        self._keys = keys

    def token(self, link: Link) -> str:
        content = (link.customer, link.channel, link.campaign, int(link.ends_at.timestamp()))
        newest = max(self._keys, key=int)
        return f"{newest}.{self._keys[newest].seal(msgspec.json.encode(content), _SCOPE)}"

    def read(self, token: str, now: datetime) -> Link:
        """Raises LinkForged, LinkExpired."""
        version, _, sealed = token.partition(".")
        keys = self._keys.get(version)
        content = keys.open(sealed, _SCOPE) if keys else None
        if content is None:
            raise LinkForged("This link is not one of ours, or a part of it is missing.")
        customer, channel, campaign, ends = msgspec.json.decode(content, type=_Content)
        link = Link(customer, Channel(channel), campaign, datetime.fromtimestamp(ends, UTC))
        if now >= link.ends_at:
            raise LinkExpired("This link was sent too long ago.")
        return link
