"""HTTP surface of what goes from the catalogue."""

from functools import partial

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.model.brand import BrandInUse
from promenade.base.catalogue.model.category import CategoryInUse
from promenade.base.catalogue.model.product import ChangeTooLarge
from promenade.base.catalogue.model.tags import TagInUse
from promenade.base.catalogue.service import brands, categories, products, tags
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.impact import InUse, ProductBound, ReasonNeeded, StillNamed
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.store.naming import DynamoRuleDependents
from promenade.base.catalogue.wire.fields import reason_in
from promenade.base.catalogue.wire.impact import ReasonQuery
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.staff.reader import DynamoGrantDependents
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
    DynamoPromotionDependents(), DynamoStockDependents(), DynamoRuleDependents(),
    DynamoGrantDependents(),
)  # fmt: skip
BOUND = (NotFound, ChangeTooLarge, ProductBound, ReasonNeeded, Stale)
HELD = (NotFound, CategoryInUse, ReasonNeeded, Stale, StillNamed)
store = GuardedCatalogueStore(rooms)
remove = partial(app.on, allow=Permission.CATALOGUE_WRITE, versioned=True, answers={204: None})


@remove("DELETE /products/{product_id}", held="within", query=ReasonQuery, raises=BOUND)
def remove_product(call: Call[None, ReasonQuery]) -> Reply:
    """Remove a product; its codes stay its own.

    Where something that is live depends on it a `reason` is needed
    (`GET /products/{product_id}/impact`), which is kept."""
    guarded = GuardedCatalogueStore(rooms, reason_in(call.query.reason, "query"))
    here, stamp = Confined(guarded, call.reach), call.stamp(system_clock)
    products.remove_product(call.path["product_id"], call.if_match, stamp, here)
    return no_content()


@remove("DELETE /categories/{category_id}", query=ReasonQuery, raises=HELD)
def remove_category(call: Call[None, ReasonQuery]) -> Reply:
    """Remove a category that has neither children nor products.

    While a rule of a tag or a grant of staff names it, it stays.
    Where something that is live names it a `reason` is needed
    (`GET /categories/{category_id}/impact`), which is kept."""
    guarded = GuardedCatalogueStore(rooms, reason_in(call.query.reason, "query"))
    stamp = call.stamp(system_clock)
    categories.remove_category(call.path["category_id"], call.if_match, stamp, guarded)
    return no_content()


@remove("DELETE /brands/{brand}", raises=(NotFound, BrandInUse, InUse, Stale))
def remove_brand(call: Call[None, None]) -> Reply:
    """Remove a brand that no product is of, and that nothing live names."""
    brands.remove_brand(call.path["brand"], call.if_match, call.stamp(system_clock), store)
    return no_content()


@remove("DELETE /tags/{tag}", raises=(NotFound, InUse, Stale, TagInUse))
def remove_tag(call: Call[None, None]) -> Reply:
    """Remove a tag that no product has by hand, and that nothing live names.

    What a rule gave is taken from products within a minute."""
    tags.remove_tag(call.path["tag"], call.if_match, call.stamp(system_clock), store)
    return no_content()
