"""Connected shops on the wire."""

from typing import Annotated, Any

from msgspec import Meta

from promenade.contracts.references import NO_SHOP, SHOP, Reference
from promenade.customer.order.model.connection import Connection, Platform
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.zones import is_zone

_SIGNING = "Send the secret that signs the webhooks, 8 to 256 characters without blanks."
_ZONE = "Send an IANA name such as Asia/Shanghai."

Secret = Annotated[
    str, Meta(min_length=8, max_length=256, pattern=r"^[!-~]+(?!\n)$", extra={"says": _SIGNING})
]


class TermsBody(Strict, frozen=True, kw_only=True):
    """`secrets`: the one that signs, and while it is being replaced the one before. They are never
    shown again."""

    store: Reference
    zone: Annotated[str, Meta(min_length=1, max_length=64)]
    secrets: Annotated[tuple[Secret, ...], Meta(min_length=1, max_length=2)]
    is_active: bool = True


class ConnectionBody(TermsBody, frozen=True, kw_only=True):
    platform: Platform
    shop: Annotated[str, Meta(pattern=SHOP, max_length=48, extra={"says": NO_SHOP})]


class ConnectionView(View, frozen=True):
    """`source` is what its orders have; webhooks go to `webhook_path`."""

    platform: Platform
    shop: str
    source: str
    store: str
    zone: str
    is_active: bool
    version: int
    webhook_path: str


def read_new(body: ConnectionBody) -> Connection:
    """Raises Invalid."""
    return _read(body, body.platform, body.shop, 1)


def read_change(call: Call[TermsBody, None]) -> Connection:
    """Raises Invalid."""
    return _read(call.body, *place(call), call.if_match)


def place(call: Call[Any, Any]) -> tuple[Any, str]:
    """Platform and shop, of which contracts.paths knows the forms."""
    return call.path["platform"], call.path["shop"]


def path_of(connection: Connection) -> str:
    return f"/order-connections/{connection.platform}/{connection.shop}"


def show_connection(connection: Connection) -> ConnectionView:
    return ConnectionView(
        platform=connection.platform,
        shop=connection.shop,
        source=connection.source,
        store=connection.store,
        zone=connection.zone,
        is_active=connection.is_active,
        version=connection.version,
        webhook_path=f"/order-webhooks/{connection.platform}/{connection.shop}",
    )


def _read(body: TermsBody, platform: Platform, shop: str, version: int) -> Connection:
    if not is_zone(body.zone):
        raise Invalid([Fault("/zone", "unknown_zone", _ZONE)])
    return Connection(platform, shop, body.store, body.zone, version, body.is_active)
