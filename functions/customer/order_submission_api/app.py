"""HTTP surface of orders coming in: taken into the queue, and followed from there."""

from collections.abc import Sequence
from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order import service
from promenade.customer.order.model.submission import fates
from promenade.customer.order.store import DynamoOrderStore
from promenade.customer.order.wire import bodies, reading, views
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.queues import Queue
from promenade.kit.vault import Vault

app = api("order-submission", ACCESS, PATHS)
queue = Queue(setting("ORDER_INGEST_QUEUE_URL"))
store = DynamoOrderStore()
vault = Vault(setting("ORDER_KEY_ID"))


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
    return _submit(call, [call.body])


@app.on(
    "POST /order-batches",
    allow=Permission.ORDER_WRITE,
    body=bodies.BatchBody,
    idempotent=True,
    answers={202: views.SubmissionView},
    raises=(Conflict,),
    max_body_bytes=2_000_000,
)
def submit_orders(call: Call[bodies.BatchBody, None]) -> Reply:
    """Send up to 100 orders; one bad order refuses the batch before any is taken."""
    return _submit(call, call.body.orders, within="/orders")


@app.on(
    "GET /order-submissions/{submission_id}",
    allow=Permission.ORDER_READ,
    answers={200: views.SubmissionView},
    raises=(NotFound,),
)
def follow_submission(call: Call[None, None]) -> Reply:
    """What has become of the orders that one call sent."""
    actor = call.caller.name if call.caller.kind == "client" else None
    submission, orders = service.follow(call.path["submission_id"], actor, store)
    return ok(views.show_submission(submission, orders))


def _submit(call: Call[Any, None], sent: Sequence[bodies.OrderBody], within: str = "") -> Reply:
    orders = reading.read_orders(sent, call.digests, within)
    service.require_own(orders, call.caller.id if call.caller.kind == "client" else None)
    stamp = call.stamp(system_clock)
    sealed = [service.seal(order, vault) for order in orders]
    submission = reading.read_submission(call.new_id("submission"), sealed, stamp)
    messages = reading.messages(submission.id, sealed, stamp)
    noted = service.submit(submission, messages, stamp, store, queue)
    location = f"/order-submissions/{noted.id}"
    return accepted(location, views.show_submission(noted, fates(noted, {}, {})))
