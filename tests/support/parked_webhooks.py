"""Webhooks that nobody understood, and what becomes of them when they are read again."""

import msgspec

from promenade.customer.order.model.connection import Connection
from promenade.customer.order.wire.platforms.intake import encoded
from promenade.customer.order.wire.platforms.webhooks import Webhook, seal_webhook
from promenade.kit.queues import Queue
from promenade.kit.vault import Vault
from tests.support import functions
from tests.support.cloud import delivered
from tests.support.gateway import Gateway
from tests.support.platforms import shopify, signature
from tests.support.settings import SETTINGS


def send_one(gateway: Gateway) -> object:
    headers = {"x-shopify-topic": "orders/paid", "x-shopify-hmac-sha256": signature(b"{}")}
    path = "POST /order-webhooks/shopify/my-shop"
    return gateway.call(path, b"{}", headers=headers, caller=None)


def put_back(_: Gateway) -> None:
    """An order that is understood by now, as `make replay` hands it on."""
    connection = Connection("shopify", "my-shop", "my-shop", "America/New_York", 1)
    webhook = Webhook(connection, "orders/paid", msgspec.json.encode(shopify()), "c-1")
    parked = encoded(seal_webhook(webhook, Vault(SETTINGS["WEBHOOK_KEY_ID"])))
    url = SETTINGS["ORDER_WEBHOOK_DEAD_LETTERS_URL"].removesuffix("-dead")
    Queue(url).send([parked.encode()])


def read_again(_: Gateway) -> object:
    return functions.invoke("order_webhook_replay", delivered("order-webhook"))
