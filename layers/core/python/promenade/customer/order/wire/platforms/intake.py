"""A webhook's way: believed, understood, into the queue of orders; or parked, sealed."""

from datetime import datetime
from pathlib import PurePath
from traceback import extract_tb

import msgspec

from promenade.customer.order.model.order import Described
from promenade.customer.order.service import Opener, Queue, Sealer, seal
from promenade.customer.order.service.connections import ConnectionStore, Keyring, believe
from promenade.customer.order.wire.connections import place
from promenade.customer.order.wire.platforms.told import require_past
from promenade.customer.order.wire.platforms.webhooks import (
    MANNERS,
    Outcome,
    ParkedWebhook,
    Webhook,
    is_ping,
    open_body,
    read_webhook,
    tells_of_an_order,
)
from promenade.customer.order.wire.reading import message, read_order
from promenade.kit.decoding import decode
from promenade.kit.digests import Digests
from promenade.kit.errors import DomainError, NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.values import Value, replace


class NotUnderstood(DomainError):
    """We failed over it: the fault is ours, and the order is kept until it is mended."""


class Intake(Value, frozen=True):
    """`vault` seals the persons of orders."""

    digests: Digests
    vault: Sealer
    queue: Queue


def prove(call: Call[bytes, None], store: ConnectionStore, keys: Keyring) -> Call[bytes, None]:
    """Who signed it is the source of its orders. Raises Unauthenticated or Unavailable."""
    platform, shop = place(call)
    if is_ping(platform, call.body):
        return call
    signature = call.headers[MANNERS[platform].signature]
    connection = believe((platform, shop), call.body, signature, store, keys)
    caller = Principal("client", connection.source, frozenset())
    return replace(call, caller=caller, proof=connection)


def read_call(call: Call[bytes, None]) -> Webhook | None:
    """None where nothing was proven, as nothing is told."""
    if call.proof is None:
        return None
    topic = call.headers[MANNERS[call.proof.platform].topic][:128]
    return Webhook(call.proof, topic, call.body, call.correlation_id)


def take(webhook: Webhook, intake: Intake, now: datetime) -> Outcome:
    """Raises Invalid, NotUnderstood or Unavailable."""
    described = _understood(webhook, intake.digests, now)
    if described is None:
        return "ignored"
    order = seal(described, intake.vault)
    actor = f"client:{webhook.connection.source}"
    intake.queue.send([message(order, actor, webhook.correlation_id)])
    return "queued"


def read_parked(raw: bytes, store: ConnectionStore, vault: Opener) -> Webhook | None:
    """With the terms that its shop has now; one that tells of no order is not opened. Raises
    Invalid, NotFound or Unavailable."""
    parked = decode(raw, ParkedWebhook)
    if not tells_of_an_order(parked.platform, parked.topic):
        return None
    met = store.find_connection(parked.platform, parked.shop)
    if met is None:
        raise NotFound("This shop is not connected.")
    body = open_body(parked, vault)
    return Webhook(met[0].connection, parked.topic, body, parked.correlation_id)


def _understood(webhook: Webhook, digests: Digests, now: datetime) -> Described | None:
    """Where nobody foresaw what was sent, it must not be lost, nor sent for ever."""
    try:
        body = read_webhook(webhook)
        if body is None:
            return None
        require_past(body, now)
        return read_order(body, digests, now)
    except DomainError:
        raise
    except Exception as bug:  # noqa: BLE001  its text may tell of a person
        frame = extract_tb(bug.__traceback__)[-1]
        where = f"{type(bug).__name__} in {PurePath(frame.filename).name}, line {frame.lineno}"
        raise NotUnderstood(f"{where}: this is our mistake.", where=where) from None


def encoded(parked: ParkedWebhook) -> str:
    return msgspec.json.encode(parked).decode()
