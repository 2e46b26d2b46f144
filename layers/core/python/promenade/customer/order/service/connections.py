"""Use cases of shops on other platforms: connected by owners, believed by their signature."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from promenade.customer.order.model.connection import Connection, Platform, is_signed
from promenade.customer.order.service import Opener, Sealer
from promenade.kit.errors import NotFound, Unauthenticated
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace

_MOST_REMEMBERED = 100
_NOBODYS = (b"of a shop that is not connected",)
_UNKNOWN = "This shop is not connected, or the signature is not its own."


class Sealed(Value, frozen=True):
    """A connection with its secrets, encrypted for it alone."""

    connection: Connection
    secrets: bytes


class ConnectionStore(Protocol):
    def add_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        """A replay answers as at first; raises Conflict for another of the same shop."""
        ...

    def find_connection(self, platform: Platform, shop: str) -> tuple[Sealed, str] | None:
        """With the fingerprint of the request that made it so."""
        ...

    def set_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        """Over the version before. Raises NotFound or Stale."""
        ...


class Keyring:
    """Opens the secrets of connections, and remembers what it opened: other secrets are sealed
    otherwise."""

    def __init__(self, vault: Opener) -> None:
        self._vault = vault
        self._opened: dict[bytes, tuple[bytes, ...]] = {}

    def secrets(self, sealed: Sealed) -> tuple[bytes, ...]:
        """Raises Unavailable."""
        found = self._opened.get(sealed.secrets)
        if found is None:
            plain = self._vault.open(sealed.secrets, context_of(sealed.connection))
            found = tuple(text.encode() for text in msgspec.json.decode(plain, type=list[str]))
            if len(self._opened) >= _MOST_REMEMBERED:
                self._opened.pop(next(iter(self._opened)))
            self._opened[sealed.secrets] = found
        return found


def context_of(connection: Connection) -> dict[str, str]:
    return {"platform": connection.platform, "shop": connection.shop}


def seal_secrets(connection: Connection, secrets: Sequence[str], vault: Sealer) -> Sealed:
    plain = msgspec.json.encode(list(secrets))
    return Sealed(connection, vault.seal(plain, context_of(connection)))


def connect(sealed: Sealed, stamp: Stamp, store: ConnectionStore) -> Connection:
    """Raises Conflict."""
    return store.add_connection(sealed, stamp)


def change(sealed: Sealed, expected: int, stamp: Stamp, store: ConnectionStore) -> Connection:
    """Raises NotFound or Stale."""
    wanted = sealed.connection
    met = store.find_connection(wanted.platform, wanted.shop)
    if met is None:
        raise NotFound("There is no such shop here.")
    stored = Stored(met[0].connection, met[1])
    if stored.is_done(expected, stamp):
        return stored.value
    changed = replace(wanted, version=expected + 1)
    return store.set_connection(Sealed(changed, sealed.secrets), stamp)


def get_connection(platform: Platform, shop: str, store: ConnectionStore) -> Connection:
    """Raises NotFound."""
    met = store.find_connection(platform, shop)
    if met is None:
        raise NotFound("There is no such shop here.")
    return met[0].connection


def believe(
    key: tuple[Platform, str], body: bytes, signature: str, store: ConnectionStore, keys: Keyring
) -> Connection:
    """The shop whose signature this is. An unknown shop, one that is not active and a wrong
    signature cannot be told apart. Raises Unauthenticated or Unavailable."""
    met = store.find_connection(*key)
    is_known = met is not None and met[0].connection.is_active
    secrets = keys.secrets(met[0]) if met is not None and is_known else _NOBODYS
    if not is_signed(body, signature, secrets) or met is None or not is_known:
        raise Unauthenticated(_UNKNOWN)
    return met[0].connection
