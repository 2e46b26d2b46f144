"""HTTP surface of what depends on goods, before they go or come to stand elsewhere."""

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.activity.targeted_offer.reader import DynamoOfferGivers
from promenade.base.catalogue.service import impact
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.naming import DynamoRuleDependents
from promenade.base.catalogue.wire import impact as wire
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.staff.reader import DynamoGrantDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.campaign.reader import DynamoCampaignGivers

app = api("catalogue_impact", ACCESS, PATHS)
store = DynamoCatalogueStore()
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(), DynamoRuleDependents(),
    DynamoGrantDependents(),
)  # fmt: skip
doors = impact.Doors(rooms, (DynamoCampaignGivers(), DynamoOfferGivers()))


@app.on(
    "GET /products/{product_id}/impact",
    allow=Permission.CATALOGUE_WRITE,
    held="within",
    query=wire.ImpactQuery,
    answers={200: wire.ImpactView},
    raises=(NotFound,),
)
def preview_product_impact(call: Call[None, wire.ImpactQuery]) -> Reply:
    """Show what depends on a product, before it goes or is changed.

    Before it leaves the shelf, goes for good, moves, or loses a tag or its brand: promotions,
    limited-time discounts, coupons and who gives them, flash sales, orders that wait for payment
    and units that are held."""
    wish, here = wire.read_wish(call.query), Confined(store, call.reach)
    found = impact.of_product(call.path["product_id"], wish, system_clock(), here, doors)
    return ok(wire.show_impact(found, call.caller))


@app.on(
    "GET /categories/{category_id}/impact",
    allow=Permission.CATALOGUE_WRITE,
    answers={200: wire.ImpactView},
    raises=(NotFound,),
)
def preview_category_impact(call: Call[None, None]) -> Reply:
    """Show what names a category, and would do so in vain if it were removed."""
    found = impact.of_category(call.path["category_id"], system_clock(), store, doors)
    return ok(wire.show_impact(found, call.caller))
