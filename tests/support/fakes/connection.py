"""Connected shops in memory, for tests of what uses them."""

from promenade.customer.order.model.connection import Connection, Platform
from promenade.customer.order.service.connections import Sealed
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.stamp import Stamp


class FakeConnectionStore:
    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Sealed, str]] = {}
        self._first: dict[tuple[str, str], tuple[Connection, str]] = {}

    def add_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        key = _key(sealed.connection)
        self._kept.setdefault(key, (sealed, stamp.fingerprint))
        first, fingerprint = self._first.setdefault(key, (sealed.connection, stamp.fingerprint))
        if fingerprint != stamp.fingerprint:
            raise Conflict("This already exists with other content.")
        return first

    def find_connection(self, platform: Platform, shop: str) -> tuple[Sealed, str] | None:
        return self._kept.get((platform, shop))

    def set_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        key = _key(sealed.connection)
        if key not in self._kept:
            raise NotFound("There is no such thing here.")
        if self._kept[key][0].connection.version != sealed.connection.version - 1:
            raise Stale("It has been changed since.")
        self._kept[key] = (sealed, stamp.fingerprint)
        return sealed.connection


def _key(connection: Connection) -> tuple[str, str]:
    return connection.platform, connection.shop
