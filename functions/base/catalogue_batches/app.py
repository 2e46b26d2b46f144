"""HTTP surface of many products at once."""

from functools import partial
from typing import Any

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.service.batches import Batch
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.wire import batches as wire
from promenade.base.catalogue.wire.batches import BatchReport
from promenade.base.catalogue.wire.fields import reason_in
from promenade.base.catalogue.wire.reviews import read_reason
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("catalogue_batches", ACCESS)
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip
post = partial(
    app.on, held="within", idempotent=True, languages=LANGUAGES, answers={200: BatchReport},
    raises=(Conflict,),
)  # fmt: skip


@post("POST /product-batches", allow=Permission.CATALOGUE_WRITE, body=wire.ProductBatchBody)
def change_products(call: Call[wire.ProductBatchBody, None]) -> Reply:
    """Put up to 50 products on the shelf or off it, tag them, or move them to a category.

    Each is changed, or refused, as by a call of its own. Who was cut off calls again under the
    same key: what was done stays done, whatever others made of it since, and the rest goes on."""
    batch = _batch(call, reason_in(call.body.reason))
    outcomes = batch.change(wire.read_wish(call.body))
    return ok(wire.show_report(outcomes, batch.stamp.at, call.language))


@post(
    "POST /product-batches/submissions", allow=Permission.CATALOGUE_WRITE, body=wire.SubmissionsBody
)
def submit_products(call: Call[wire.SubmissionsBody, None]) -> Reply:
    """Ask somebody else to approve up to 50 products."""
    batch = _batch(call)
    return ok(wire.show_report(batch.submit(), batch.stamp.at, call.language))


@post(
    "POST /product-batches/decisions",
    allow=Permission.CATALOGUE_APPROVE,
    second_factor=True,
    body=wire.DecisionsBody,
)
def decide_products(call: Call[wire.DecisionsBody, None]) -> Reply:
    """Approve up to 50 products of somebody else's, or send them back saying why."""
    reason = read_reason(call.body)
    batch = _batch(call, reason)
    approves = call.body.decision == "approve"
    outcomes = batch.approve() if approves else batch.reject(reason or "")
    return ok(wire.show_report(outcomes, batch.stamp.at, call.language))


def _batch(call: Call[Any, None], reason: str | None = None) -> Batch:
    items, stamp = wire.read_items(call.body.products), call.stamp(system_clock)
    here = Confined(GuardedCatalogueStore(rooms, reason), call.reach)
    return Batch(items, stamp, system_clock, here, gate)
