"""HTTP surface of what is said of a product before it is sold."""

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.base.catalogue.model.review import ReviewForbids
from promenade.base.catalogue.service import reviewing
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.impact import ReasonNeeded
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.wire import reviews as wire
from promenade.base.catalogue.wire.products import ProductView, show_product
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

UNFIT = (NotFound, Stale, ReviewForbids)

app = api("catalogue_reviews", ACCESS, PATHS)
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))
rooms = (DynamoCouponDependents(), DynamoPromotionDependents())
"""All that another category means anything to: an approval takes nothing off the shelf."""


@app.on(
    "POST /products/{product_id}/submit",
    allow=Permission.CATALOGUE_WRITE,
    held="within",
    versioned=True,
    answers={200: ProductView},
    raises=UNFIT,
)
def submit_product(call: Call[None, None]) -> Reply:
    """Ask somebody else to approve a product, or what was sent back of it."""
    change = wire.read_change(call, system_clock)
    product = reviewing.submit(change, Confined(DynamoCatalogueStore(), call.reach), gate)
    return ok(show_product(product, change.stamp.at, buyer=False), version=product.version)


@app.on(
    "POST /products/{product_id}/withdraw",
    allow=Permission.CATALOGUE_WRITE,
    held="within",
    versioned=True,
    answers={200: ProductView},
    raises=UNFIT,
)
def withdraw_product(call: Call[None, None]) -> Reply:
    """Take back a product that was submitted, or what is proposed of one that was approved."""
    change = wire.read_change(call, system_clock)
    product = reviewing.withdraw(change, Confined(DynamoCatalogueStore(), call.reach), gate)
    return ok(show_product(product, change.stamp.at, buyer=False), version=product.version)


@app.on(
    "POST /products/{product_id}/decisions",
    allow=Permission.CATALOGUE_APPROVE,
    held="within",
    second_factor=True,
    body=wire.ProductDecisionBody,
    versioned=True,
    answers={200: ProductView},
    raises=(*UNFIT, ReasonNeeded, *reviewing.REFUSED),
)
def decide_product(call: Call[wire.ProductDecisionBody, None]) -> Reply:
    """Approve what somebody else wrote and submitted, or send it back saying why.

    What is approved is sold at once while it is on the shelf."""
    change, reason = wire.read_change(call, system_clock), wire.read_reason(call.body)
    store = Confined(GuardedCatalogueStore(rooms, reason), call.reach)
    if call.body.decision == "approve":
        product = reviewing.approve(change, store, gate)
    else:
        product = reviewing.reject(change, reason or "", store, gate)
    return ok(show_product(product, change.stamp.at, buyer=False), version=product.version)
