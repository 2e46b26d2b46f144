"""Webhooks of shops on other platforms. Who calls is whose signature it is."""

from functools import partial

from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.customer.order.service.connections import Keyring
from promenade.customer.order.store.connections import DynamoConnectionStore
from promenade.customer.order.wire.platforms import intake, webhooks
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.http.auth import Signed
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.kit.vault import Vault

app = api("order-webhooks", ACCESS, PATHS)
log = logger("order-webhooks")
parked = setting("ORDER_WEBHOOK_DEAD_LETTERS_URL")
store = DynamoConnectionStore()
vault = Vault(setting("WEBHOOK_KEY_ID"))
orders = intake.Intake(
    digests(), Vault(setting("ORDER_KEY_ID")), Queue(setting("ORDER_INGEST_QUEUE_URL"))
)


@app.on(
    "POST /order-webhooks/{platform}/{shop}",
    allow=Signed(partial(intake.prove, store=store, keys=Keyring(vault)), webhooks.HEADERS),
    body=bytes,
    answers={200: webhooks.WebhookView},
    max_body_bytes=webhooks.MOST_BYTES,
)
def take_webhook(call: Call[bytes, None]) -> Reply:
    """Take an order as its platform tells of it, signed with the shop's secret.

    What is not understood is kept, and answered 200: sending it again would not help."""
    webhook = intake.read_call(call)
    outcome = _take(webhook) if webhook else "ignored"
    return ok(webhooks.WebhookView(outcome=outcome))


def _take(webhook: webhooks.Webhook) -> webhooks.Outcome:
    try:
        return intake.take(webhook, orders, system_clock())
    except Unavailable:
        raise
    except DomainError as error:
        batch.park(intake.encoded(webhooks.seal_webhook(webhook, vault)), error, parked)
        log.warning("parked", code=error.code, topic=webhook.topic)
        return "parked"
