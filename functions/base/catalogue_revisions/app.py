"""HTTP surface of the revisions of products."""

from functools import partial

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.service import revisions
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.impact import HELD
from promenade.base.catalogue.service.products import REFUSED
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.wire import reviews as wire
from promenade.base.catalogue.wire.products import ProductView, show_product
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.differences import DiffQuery
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok

app = api("catalogue_revisions", ACCESS, PATHS)
write = partial(app.on, allow=Permission.CATALOGUE_WRITE, held="within")
pages, store = cursors(), DynamoCatalogueStore()
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip


@write(
    "GET /products/{product_id}/revisions",
    query=wire.RevisionQuery,
    answers={200: wire.RevisionPage},
    raises=(NotFound,),
)
def list_product_revisions(call: Call[None, wire.RevisionQuery]) -> Reply:
    """List all revisions of a product, the latest first."""
    product_id, query = call.path["product_id"], call.query
    scope = f"revisions of {product_id}"
    after = pages.open(query.cursor, scope)
    here = Confined(store, call.reach)
    page = revisions.list_revisions(product_id, query.limit, after, here)
    return ok(wire.show_revisions(page, pages.seal(page.next, scope)))


@write(
    "GET /products/{product_id}/diff",
    query=DiffQuery,
    answers={200: wire.ProductDiffView},
    raises=(NotFound,),
)
def compare_product_revisions(call: Call[None, DiffQuery]) -> Reply:
    """Show what differs between two revisions of a product, field by field."""
    product_id, asked = call.path["product_id"], call.query
    here = Confined(store, call.reach)
    found = revisions.compare(product_id, asked.before, asked.after, here)
    return ok(wire.show_diff(product_id, asked, found))


@write(
    "POST /products/{product_id}/revisions",
    body=wire.RollbackBody,
    versioned=True,
    answers={200: ProductView},
    raises=(NotFound, Stale, *HELD, *REFUSED),
)
def roll_back_product(call: Call[wire.RollbackBody, None]) -> Reply:
    """Make a product what it was once, by a new revision; it stays where it stands."""
    change = wire.read_change(call, system_clock)
    here = Confined(GuardedCatalogueStore(rooms, wire.read_why(call.body)), call.reach)
    product = revisions.roll_back(change, call.body.version, here, gate)
    return ok(show_product(product, change.stamp.at, buyer=False), version=product.version)
