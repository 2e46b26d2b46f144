"""HTTP surface of what goes from the catalogue."""

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.model.category import CategoryInUse
from promenade.base.catalogue.model.product import ChangeTooLarge
from promenade.base.catalogue.service.categories import remove_category as take_category
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.impact import ProductBound, ReasonNeeded
from promenade.base.catalogue.service.products import remove_product as take_product
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.wire.fields import reason_in
from promenade.base.catalogue.wire.impact import ReasonQuery
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content

app = api("catalogue_removal", ACCESS, PATHS)
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip


@app.on(
    "DELETE /products/{product_id}",
    allow=Permission.CATALOGUE_WRITE,
    held="within",
    query=ReasonQuery,
    versioned=True,
    answers={204: None},
    raises=(NotFound, ChangeTooLarge, ProductBound, ReasonNeeded, Stale),
)
def remove_product(call: Call[None, ReasonQuery]) -> Reply:
    """Remove a product; its codes stay its own.

    Where something that is live depends on it a `reason` is needed
    (`GET /products/{product_id}/impact`), which is kept."""
    store = GuardedCatalogueStore(rooms, reason_in(call.query.reason, "query"))
    here, stamp = Confined(store, call.reach), call.stamp(system_clock)
    take_product(call.path["product_id"], call.if_match, stamp, here)
    return no_content()


@app.on(
    "DELETE /categories/{category_id}",
    allow=Permission.CATALOGUE_WRITE,
    query=ReasonQuery,
    versioned=True,
    answers={204: None},
    raises=(NotFound, CategoryInUse, ReasonNeeded, Stale),
)
def remove_category(call: Call[None, ReasonQuery]) -> Reply:
    """Remove a category that has neither children nor products.

    Where something that is live names it a `reason` is needed
    (`GET /categories/{category_id}/impact`), which is kept."""
    store = GuardedCatalogueStore(rooms, reason_in(call.query.reason, "query"))
    take_category(call.path["category_id"], call.if_match, call.stamp(system_clock), store)
    return no_content()
