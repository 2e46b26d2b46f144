"""HTTP surface of orders coming in: taken into the queue, and followed from there."""

from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order import service
from promenade.customer.order.model.submission import fates
from promenade.customer.order.store import DynamoOrderStore
from promenade.customer.order.wire import bodies, reading, views
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.entries import Entries
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.queues import Queue
from promenade.kit.vault import Vault

app = api("order-submission", ACCESS, PATHS)
queue = Queue(setting("ORDER_INGEST_QUEUE_URL"))
store, vault = DynamoOrderStore(), Vault(setting("ORDER_KEY_ID"))


@app.on(
    "POST /orders",
    allow=Permission.ORDER_WRITE,
    body=bodies.OrderBody,
    idempotent=True,
    answers={202: views.SubmissionView},
    raises=(Conflict,),
)
def submit_order(call: Call[bodies.OrderBody, None]) -> Reply:
    """Send one order, or a newer version of it; Location tells what becomes of it."""
    order = reading.read_order(call.body, call.digests, system_clock())
    service.require_own(order, call.caller.client)
    return _submit(call, reading.Batch([order]))


@app.on(
    "POST /order-batches",
    allow=Permission.ORDER_WRITE,
    body=bodies.BatchBody,
    entries="orders",
    idempotent=True,
    languages=LANGUAGES,
    answers={202: views.SubmissionView},
    raises=(Conflict,),
    max_body_bytes=2_000_000,
)
def submit_orders(call: Call[Entries, None]) -> Reply:
    """Send up to 100 orders; good ones are taken, each of the others is told its faults."""
    sender = call.caller.client
    return _submit(call, reading.read_batch(call.body, call.digests, sender, system_clock()))


@app.on(
    "GET /order-submissions/{submission_id}",
    allow=Permission.ORDER_READ,
    languages=LANGUAGES,
    answers={200: views.SubmissionView},
    raises=(NotFound,),
)
def follow_submission(call: Call[None, None]) -> Reply:
    """Show what has become of the orders that one call sent."""
    actor = call.caller.name if call.caller.client else None
    submission, orders = service.follow(call.path["submission_id"], actor, store)
    sees = call.caller.name == submission.actor or call.caller.may(Permission.PERSONAL_READ)
    return ok(views.show_submission(submission, orders, call.language, seen_whole=sees))


def _submit(call: Call[Any, None], batch: reading.Batch) -> Reply:
    stamp = call.stamp(system_clock)
    sealed = [service.seal(order, vault) for order in batch.taken]
    submission = reading.read_submission(call.new_id("submission"), sealed, batch.refused, stamp)
    messages = reading.messages(submission, sealed, stamp.correlation_id)
    noted = service.submit(submission, messages, stamp, store, queue)
    shown = views.show_submission(noted, fates(noted, {}, {}), call.language, seen_whole=True)
    return accepted(f"/order-submissions/{noted.id}", shown)
