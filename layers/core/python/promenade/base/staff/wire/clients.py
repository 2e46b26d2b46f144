"""API clients on the wire. A key is shown by the answer that makes it, and nowhere else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from promenade.base.staff.model.client import Calls, Client, KeptClient, Terms
from promenade.base.staff.service.clients import Asked
from promenade.base.staff.wire.grants import Instant
from promenade.base.staff.wire.roles import Held
from promenade.contracts.access import SCOPES
from promenade.kit.api_clients import ClientState, Secret
from promenade.kit.clock import Clock, in_utc
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery

ClientName = Annotated[str, Meta(min_length=1, max_length=80)]
CallsPerMinute = Annotated[int, Meta(ge=1, le=100_000)]
OverlapMinutes = Annotated[int, Meta(ge=0, le=10_080)]
NO_CALLS = Calls()


class ClientBody(Strict, frozen=True):
    """What it is called, what it may do, how often a minute of the clock at most, and until when:
    without `valid_to`, for good. Of the permissions it has those that clients may have at all."""

    name: ClientName
    permissions: Held
    calls_per_minute: CallsPerMinute
    valid_to: Instant | None = None


class KeyBody(Strict, frozen=True):
    """Keys before it are good for so long still; 0 ends them at once."""

    overlap_minutes: OverlapMinutes = 1_440


class ClientQuery(PageQuery, frozen=True, kw_only=True):
    limit: Annotated[int, Meta(ge=1, le=20)] = 20


class ClientKeyView(View, frozen=True):
    """Good until `valid_to`; null is until another one comes. `user_pool` is no key of ours but
    the secret that the deployment made, by which the user pool gives tokens."""

    id: str
    made_at: datetime | None
    valid_to: datetime | None


class ClientItem(View, frozen=True):
    """`calls_per_minute` is null where calls are not counted: of the client that came with the
    deployment, until somebody changes it."""

    id: str
    version: int
    name: str
    state: ClientState
    permissions: list[str]
    calls_per_minute: int | None
    valid_to: datetime | None
    made_at: datetime | None
    is_deployed: bool
    keys: list[ClientKeyView]


class CallsView(View, frozen=True):
    """Of the present minute, and of the day (UTC). Each of our containers counts some
    ahead, so that not every call waits for a write: a second's part of `calls_per_minute`, 100 at
    most."""

    this_minute_count: int
    today_count: int
    last_at: datetime | None


class ClientView(ClientItem, frozen=True):
    calls: CallsView


class ClientPage(View, frozen=True):
    """`deployed`, which came with the deployment, is the same on each page."""

    deployed: ClientView
    items: list[ClientView]
    next: str | None


class NewKeyView(View, frozen=True):
    """`key` is shown this once: only its digest is kept. It goes out as `Authorization: Bearer
    <key>`."""

    id: str
    key: str
    client: ClientItem


def read_registration(call: Call[ClientBody, None], clock: Clock) -> Asked:
    return Asked(call.new_id("client"), call.caller.id, call.stamp(clock))


def read_asked(call: Call[Any, None], clock: Clock) -> Asked:
    return Asked(call.path["client_id"], call.caller.id, call.stamp(clock))


def read_terms(body: ClientBody) -> Terms:
    """Raises Invalid for what no client may have."""
    told = "No client may have this permission."
    wrong = [place for place, each in enumerate(body.permissions) if each not in SCOPES]
    if wrong:
        raise Invalid(Fault(f"/permissions/{place}", "not_for_clients", told) for place in wrong)
    until = in_utc(body.valid_to) if body.valid_to else None
    permissions = tuple(sorted(set(body.permissions)))
    return Terms(body.name, permissions, body.calls_per_minute, until)


def read_overlap(body: KeyBody) -> timedelta:
    return timedelta(minutes=body.overlap_minutes)


def show_item(client: Client) -> ClientItem:
    return ClientItem(**_shown(client))


def show_client(client: Client, calls: Calls) -> ClientView:
    counted = CallsView(
        this_minute_count=calls.minute_count, today_count=calls.day_count, last_at=calls.last_at
    )
    return ClientView(**_shown(client), calls=counted)


def show_page(
    deployed: Client, page: Page[KeptClient], calls: Mapping[str, Calls], cursor: str | None
) -> ClientPage:
    def shown(client: Client) -> ClientView:
        return show_client(client, calls.get(client.id, NO_CALLS))

    items = [shown(kept.client) for kept in page.items]
    return ClientPage(deployed=shown(deployed), items=items, next=cursor)


def show_key(client: Client, secret: Secret) -> NewKeyView:
    return NewKeyView(id=client.keys[-1].id, key=secret.key, client=show_item(client))


def _shown(client: Client) -> dict[str, Any]:
    keys = [
        ClientKeyView(id=each.id, made_at=each.made_at, valid_to=each.until) for each in client.keys
    ]
    return {
        "id": client.id,
        "version": client.version,
        "name": client.name,
        "state": client.state,
        "permissions": [*client.permissions],
        "calls_per_minute": client.calls_per_minute,
        "valid_to": client.until,
        "made_at": client.made_at,
        "is_deployed": client.made_at is None,
        "keys": keys,
    }
