"""HTTP surface of many products at once."""

from typing import Any

from promenade.base.catalogue.service.batches import Batch
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import batches as wire
from promenade.base.catalogue.wire.batches import BatchReport
from promenade.base.catalogue.wire.reviews import read_reason
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("catalogue_batches", ACCESS)
store = DynamoCatalogueStore()
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))


@app.on(
    "POST /product-batches",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.ProductBatchBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={200: BatchReport},
    raises=(Conflict,),
)
def change_products(call: Call[wire.ProductBatchBody, None]) -> Reply:
    """Put up to 50 products on the shelf or off it, tag them, or move them to a category.

    Each is changed, or refused, as by a call of its own. Who was cut off calls again under the
    same key: what was done stays done, whatever others made of it since, and the rest goes on."""
    batch = _batch(call)
    outcomes = batch.change(wire.read_wish(call.body))
    return ok(wire.show_report(outcomes, batch.stamp.at, call.language))


@app.on(
    "POST /product-batches/submissions",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.SubmissionsBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={200: BatchReport},
    raises=(Conflict,),
)
def submit_products(call: Call[wire.SubmissionsBody, None]) -> Reply:
    """Ask somebody else to approve up to 50 products."""
    batch = _batch(call)
    return ok(wire.show_report(batch.submit(), batch.stamp.at, call.language))


@app.on(
    "POST /product-batches/decisions",
    allow=Permission.CATALOGUE_APPROVE,
    body=wire.DecisionsBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={200: BatchReport},
    raises=(Conflict,),
)
def decide_products(call: Call[wire.DecisionsBody, None]) -> Reply:
    """Approve up to 50 products that somebody else wrote and submitted, or send them back saying
    why."""
    batch, reason = _batch(call), read_reason(call.body)
    outcomes = batch.approve() if reason is None else batch.reject(reason)
    return ok(wire.show_report(outcomes, batch.stamp.at, call.language))


def _batch(call: Call[Any, None]) -> Batch:
    items, stamp = wire.read_items(call.body.products), call.stamp(system_clock)
    return Batch(items, stamp, system_clock, store, gate)
