"""An API client: a server of the shop, or of a partner, that calls by keys of its own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from promenade.contracts.access import SCOPES, Permission
from promenade.kit.api_clients import USER_POOL, ClientAuthority, ClientKey, ClientState, Secret
from promenade.kit.authority import Holding
from promenade.kit.errors import Conflict, DomainError, NotFound
from promenade.kit.values import Document, Value, replace

MOST_KEYS = 3
"""Good at once: the newest one, and those before it whose time is running out."""


class ClientRemoved(Conflict):
    """What was removed stays removed: register another one."""

    TOLD: ClassVar[str] = "This client was removed: register another one."


class TooManyKeys(DomainError):
    """As many as `most` are good already."""


class Terms(Document, frozen=True):
    """What a client is called, and what it may do how often until when."""

    name: str
    permissions: tuple[Permission, ...]
    calls_per_minute: int
    until: datetime | None = None


class Client(ClientAuthority, frozen=True, kw_only=True):
    """Its versions are told and on record, so no digest of a key is in it. What came with the
    deployment has no `made_at`, and version 0 until somebody changes it."""

    version: int
    name: str
    made_at: datetime | None = None

    @property
    def holding(self) -> Holding:
        """What it may do, as a grant of no role would give it."""
        return Holding("", until=self.until, permissions=self.permissions)


class KeptClient(Value, frozen=True):
    """`digests` are of its keys' secrets, by the ids of the keys; `fingerprint` is of the last
    write's request."""

    client: Client
    digests: Mapping[str, str]
    fingerprint: str = ""


class Calls(Value, frozen=True):
    """Those that are booked, which are a few more than were made; `last_at` is the minute of the
    latest."""

    minute_count: int = 0
    day_count: int = 0
    last_at: datetime | None = None


def deployed(client_id: str) -> KeptClient:
    """The client of the user pool that a deployment makes, before anybody changed it: it may do
    what its tokens say, as often as it likes."""
    key = ClientKey(USER_POOL)
    held = tuple(sorted(SCOPES))
    client = Client(client_id, "active", held, keys=(key,), version=0, name="Storefront")
    return KeptClient(client, {})


def registered(client_id: str, terms: Terms, now: datetime) -> Client:
    """It has no key yet."""
    held, often, until = terms.permissions, terms.calls_per_minute, terms.until
    return Client(client_id, "active", held, often, until, version=1, name=terms.name, made_at=now)


def with_terms(client: Client, terms: Terms) -> Client:
    """Its next version."""
    return replace(
        client,
        version=client.version + 1,
        name=terms.name,
        permissions=terms.permissions,
        calls_per_minute=terms.calls_per_minute,
        until=terms.until,
    )


def in_state(kept: KeptClient, state: ClientState) -> KeptClient:
    """Its next version. Who is removed holds nothing, and no key of theirs is kept."""
    client = replace(kept.client, version=kept.client.version + 1, state=state)
    if state != "removed":
        return replace(kept, client=client)
    return KeptClient(replace(client, permissions=(), keys=()), {})


def with_key(kept: KeptClient, secret: Secret, now: datetime, overlap: timedelta) -> KeptClient:
    """Its next version, named by which the new key is. Those before it end after `overlap`, or
    sooner where that was said before. Raises TooManyKeys."""
    version = kept.client.version + 1
    new = ClientKey(f"key_{version}", now)
    old = (_ending(each, now + overlap) for each in kept.client.keys)
    keys = (*(each for each in old if each.is_live(now)), new)
    if len(keys) > MOST_KEYS:
        most = MOST_KEYS - 1
        told = f"{most} keys before this one are good still: wait, or end them at once."
        raise TooManyKeys(told, most=most)
    digests = {**kept.digests, new.id: secret.digest}
    kept_digests = {each.id: digests[each.id] for each in keys if each.id in digests}
    return KeptClient(replace(kept.client, version=version, keys=keys), kept_digests)


def _ending(key: ClientKey, end: datetime) -> ClientKey:
    return replace(key, until=end if key.until is None else min(key.until, end))


def require_there(client: Client) -> None:
    """Raises ClientRemoved."""
    if client.state == "removed":
        raise ClientRemoved(ClientRemoved.TOLD, id=client.id)


def missing(client_id: str) -> NotFound:
    return NotFound("There is no such client.", client_id=client_id)
