"""API clients as each of their calls finds them: what one may do, how often, and by which keys.

A key is `pmk_<client>.<secret>`. The secret is 256 bits of chance: its plain digest, which alone is
kept, tells nothing of it.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from time import sleep
from typing import Literal, Protocol

from promenade.kit.values import Document, Value

LEASE_S = 2
"""What a container has read of a client is believed for so long."""

USER_POOL = "user_pool"
"""The key of a client that the deployment made: tokens of the user pool, signed in with a secret
that is known there alone."""

CALLS = "CALLS#"
"""How the keys of items begin that count a client's calls."""

_KEY = re.compile(r"pmk_([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})")
_SECRET_BYTES = 32

ClientState = Literal["active", "suspended", "removed"]


class Secret(Value, frozen=True):
    """What a caller sent; its repr shows nothing."""

    client_id: str
    text: str

    def __repr__(self) -> str:
        return "Secret(***)"

    @property
    def key(self) -> str:
        """As the client sends it."""
        return f"pmk_{self.client_id}.{self.text}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_secret(credential: str) -> Secret | None:
    """None of what has not the form of a key."""
    found = _KEY.fullmatch(credential)
    return Secret(found[1], found[2]) if found else None


def new_secret(client_id: str) -> Secret:
    return Secret(client_id, secrets.token_urlsafe(_SECRET_BYTES))


class ClientKey(Document, frozen=True):
    """Good until `until`; None is until another one comes. What came with the deployment has no
    `made_at`."""

    id: str
    made_at: datetime | None = None
    until: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        return self.until is None or now < self.until


class ClientAuthority(Document, frozen=True):
    """`calls_per_minute` None is any number; `until` None is for good."""

    id: str
    state: ClientState
    permissions: tuple[str, ...]
    calls_per_minute: int | None = None
    until: datetime | None = None
    keys: tuple[ClientKey, ...] = ()

    def live_keys(self, now: datetime) -> tuple[ClientKey, ...]:
        return tuple(each for each in self.keys if each.is_live(now))


class KnownClient(Value, frozen=True):
    """`digests` are those of its keys' secrets, by the ids of the keys."""

    authority: ClientAuthority
    digests: Mapping[str, str]

    def is_opened_by(self, secret: Secret, now: datetime) -> bool:
        keys = self.authority.live_keys(now)
        theirs = (self.digests.get(each.id, "") for each in keys)
        return any(hmac.compare_digest(each, secret.digest) for each in theirs)

    def takes_tokens(self, now: datetime) -> bool:
        return any(each.id == USER_POOL for each in self.authority.live_keys(now))


class ClientRegister(Protocol):
    def find_client(self, client_id: str) -> KnownClient | None:
        """Consistent. Raises Unavailable."""
        ...


def outlast_leases() -> None:
    """Whoever read before the last write does not believe it any more after that."""
    sleep(LEASE_S)
