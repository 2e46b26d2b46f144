"""API clients with keys: how they come into a register, and how they call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from promenade.kit.api_clients import ClientAuthority, ClientKey, ClientState, KnownClient, Secret
from promenade.kit.dynamo_authority import AccessRecord, client_key
from promenade.kit.values import replace
from tests.support.callers import Caller
from tests.support.gateway import Gateway
from tests.support.settings import STAFF_ISSUER

MADE_AT = datetime(2026, 1, 5, tzinfo=UTC)
SECRET = Secret("client_till", "s" * 43)
OTHER_SECRET = Secret("client_till", "o" * 43)


@dataclass(frozen=True)
class Keyed(Caller):
    """Who calls by a key."""

    key: str = ""

    def token(self) -> str:
        return self.key


def by_key(secret: Secret) -> Caller:
    return Keyed(f"client:{secret.client_id}", STAFF_ISSUER, key=secret.key)


TILL = by_key(SECRET)


def till(
    *permissions: str,
    state: ClientState = "active",
    quota: int | None = 60,
    until: datetime | None = None,
    key_until: datetime | None = None,
) -> KnownClient:
    """A client whose one key is SECRET's."""
    keys = (ClientKey("key_2", MADE_AT, key_until),)
    authority = ClientAuthority("client_till", state, permissions, quota, until, keys)
    return KnownClient(authority, {"key_2": SECRET.digest})


def with_another_key(known: KnownClient, until: datetime | None) -> KnownClient:
    """OTHER_SECRET's is the newer one; the one before it ends."""
    before, *_ = known.authority.keys
    keys = (replace(before, until=until), ClientKey("key_3", MADE_AT))
    digests = {**known.digests, "key_3": OTHER_SECRET.digest}
    return KnownClient(replace(known.authority, keys=keys), digests)


def on_record(*permissions: str, quota: int | None = 60) -> None:
    """Straight into the table, as a registration would leave it."""
    known = till(*permissions, quota=quota)
    record = AccessRecord(*client_key(known.authority.id), version=2)
    record.body = msgspec.json.encode(known.authority).decode()
    record.digests = msgspec.json.encode(known.digests).decode()
    record.save()


def put_on_record(permissions: Iterable[str], _: Gateway) -> None:
    on_record(*permissions)
