"""API clients: by what is on record of each, held in memory for as long as a lease."""

from datetime import datetime, timedelta

from promenade.kit.api_clients import (
    LEASE_S,
    ClientAuthority,
    ClientRegister,
    KnownClient,
    Secret,
)
from promenade.kit.clock import Clock
from promenade.kit.errors import Forbidden, Unauthenticated

_LEASE = timedelta(seconds=LEASE_S)
_MOST_REMEMBERED = 1_000


class Clients:
    """A lease begins before its read: who outlasts it after a write knows that nobody goes by what
    was there before."""

    def __init__(self, register: ClientRegister, clock: Clock) -> None:
        self._register = register
        self._clock = clock
        self._leases: dict[str, tuple[datetime, KnownClient | None]] = {}

    def by_secret(self, secret: Secret) -> ClientAuthority:
        """Raises Unauthenticated, Forbidden. Nobody learns without a secret which clients there
        are."""
        known, now = self._find(secret.client_id), self._clock()
        if known is None or not known.is_opened_by(secret, now):
            raise Unauthenticated("This key is not one of ours, or not any more.")
        return _admitted(known.authority, now)

    def by_token(self, client_id: str) -> ClientAuthority | None:
        """None while nothing is on record of it: then its token says all. Raises Unauthenticated,
        Forbidden."""
        known, now = self._find(client_id), self._clock()
        if known is None:
            return None
        if not known.takes_tokens(now):
            raise Unauthenticated("This client calls by its key now, and by no token any more.")
        return _admitted(known.authority, now)

    def _find(self, client_id: str) -> KnownClient | None:
        now = self._clock()
        began_at, known = self._leases.get(client_id, (None, None))
        if began_at and began_at <= now < began_at + _LEASE:
            return known
        known = self._register.find_client(client_id)
        self._leases.pop(client_id, None)
        if len(self._leases) >= _MOST_REMEMBERED:
            self._leases.pop(next(iter(self._leases)))
        self._leases[client_id] = (now, known)
        return known


def _admitted(authority: ClientAuthority, now: datetime) -> ClientAuthority:
    if authority.state != "active":
        told = "This client is suspended: ask the shop whose client it is."
        raise Forbidden(told, client_id=authority.id)
    if authority.until is not None and authority.until <= now:
        told = "This client's time has ended: ask the shop for more."
        raise Unauthenticated(told, client_id=authority.id)
    return authority
