"""Webhooks of other platforms: how each signs, which of them tell of an order, and what is kept of
one that cannot be understood."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from promenade.customer.order.model.connection import Connection, Platform
from promenade.customer.order.service import Opener, Sealer
from promenade.customer.order.wire.bodies import Mark, OrderBody
from promenade.customer.order.wire.platforms.payload import Part
from promenade.customer.order.wire.platforms.shopify import ShopifyOrder
from promenade.customer.order.wire.platforms.shopify_orders import shopify_order
from promenade.customer.order.wire.platforms.told import Shop
from promenade.customer.order.wire.platforms.woocommerce import WooOrder
from promenade.customer.order.wire.platforms.woocommerce_orders import woocommerce_order
from promenade.kit.decoding import Strict, View, decode
from promenade.kit.errors import PayloadTooLarge
from promenade.kit.values import Value

Outcome = Literal["queued", "parked", "ignored"]

MOST_BYTES = 2_000_000
"""Of one webhook: an order of a thousand lines."""

_PIECE = 4_096
"""What KMS encrypts in one call."""

_MOST_PIECES = 40
"""Sealed and in Base64, they fit one message."""

_PING = re.compile(rb"webhook_id=[0-9]{1,20}")


class Manner(Value, frozen=True):
    """The headers in which a platform says what it tells of, and signs it; `topics` are those that
    hold a whole order."""

    signature: str
    topic: str
    topics: frozenset[str]
    read: Callable[[bytes, Shop], OrderBody | None]


def _read_shopify(raw: bytes, shop: Shop) -> OrderBody:
    return shopify_order(decode(raw, ShopifyOrder), shop)


def _read_woocommerce(raw: bytes, shop: Shop) -> OrderBody | None:
    """A checkout that was begun is no order yet, and what lies in the bin is none any more."""
    status = decode(raw, _Status).status.removeprefix("wc-")
    if status in _NO_ORDER:
        return None
    return woocommerce_order(decode(raw, WooOrder), shop)


class _Status(Part, frozen=True, kw_only=True):
    status: str


_NO_ORDER = frozenset({"auto-draft", "checkout-draft", "trash"})

MANNERS: Mapping[Platform, Manner] = {
    "shopify": Manner(
        "x-shopify-hmac-sha256",
        "x-shopify-topic",
        frozenset(
            {
                "orders/cancelled",
                "orders/create",
                "orders/fulfilled",
                "orders/paid",
                "orders/partially_fulfilled",
                "orders/updated",
            }
        ),
        _read_shopify,
    ),
    "woocommerce": Manner(
        "x-wc-webhook-signature",
        "x-wc-webhook-topic",
        frozenset({"order.created", "order.restored", "order.updated"}),
        _read_woocommerce,
    ),
}

HEADERS = tuple(name for each in MANNERS.values() for name in (each.signature, each.topic))


class Webhook(Value, frozen=True):
    """One that is believed."""

    connection: Connection
    topic: str
    raw: bytes
    correlation_id: str


class WebhookView(View, frozen=True):
    """`queued`: on its way into the orders. `parked`: not understood, kept with its reason, and
    replayed by the shop's staff. `ignored`: tells of no order."""

    outcome: Outcome


class ParkedWebhook(Strict, frozen=True, kw_only=True):
    """What lies in the dead letters: whose body it is, packed and sealed piece by piece."""

    platform: Platform
    shop: Mark
    topic: Annotated[str, Meta(max_length=128)]
    correlation_id: Mark
    pieces: Annotated[tuple[bytes, ...], Meta(min_length=1, max_length=_MOST_PIECES)]


def is_ping(platform: Platform, body: bytes) -> bool:
    """WooCommerce asks unsigned whether anybody listens before it saves a webhook."""
    return platform == "woocommerce" and _PING.fullmatch(body) is not None


def shop_of(connection: Connection) -> Shop:
    return Shop(connection.source, connection.store, connection.zone)


def read_webhook(webhook: Webhook) -> OrderBody | None:
    """The order it tells of, None where it tells of none. Raises Invalid."""
    manner = MANNERS[webhook.connection.platform]
    if not tells_of_an_order(webhook.connection.platform, webhook.topic):
        return None
    return manner.read(webhook.raw, shop_of(webhook.connection))


def tells_of_an_order(platform: Platform, topic: str) -> bool:
    return topic in MANNERS[platform].topics


def seal_webhook(webhook: Webhook, vault: Sealer) -> ParkedWebhook:
    """Raises PayloadTooLarge where no message has room for it, so that the platform keeps it."""
    connection, packed = webhook.connection, zlib.compress(webhook.raw, 9)
    cut = [packed[start : start + _PIECE] for start in range(0, len(packed), _PIECE)]
    if len(cut) > _MOST_PIECES:
        most = _PIECE * _MOST_PIECES
        raise PayloadTooLarge(
            f"The body has {len(packed)} bytes.", bytes=len(packed), max_bytes=most
        )
    pieces = tuple(
        vault.seal(piece, _place(connection.platform, connection.shop, place, len(cut)))
        for place, piece in enumerate(cut)
    )
    return ParkedWebhook(
        platform=connection.platform,
        shop=connection.shop,
        topic=webhook.topic,
        correlation_id=webhook.correlation_id,
        pieces=pieces,
    )


def open_body(parked: ParkedWebhook, vault: Opener) -> bytes:
    return zlib.decompress(b"".join(_opened(parked, vault)))


def _opened(parked: ParkedWebhook, vault: Opener) -> Sequence[bytes]:
    count = len(parked.pieces)
    return [
        vault.open(piece, _place(parked.platform, parked.shop, place, count))
        for place, piece in enumerate(parked.pieces)
    ]


def _place(platform: Platform, shop: str, place: int, count: int) -> dict[str, str]:
    """Binds a piece to its shop and to its place."""
    return {"platform": platform, "shop": shop, "piece": f"{place + 1}/{count}"}
