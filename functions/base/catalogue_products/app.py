"""HTTP surface of the catalogue as staff shape it: products."""

from functools import partial

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.model.brand import BrandArchived
from promenade.base.catalogue.model.category import CategoryArchived, CategoryGone
from promenade.base.catalogue.model.product import BarcodeTaken, ChangeTooLarge, SkuTaken
from promenade.base.catalogue.service import products
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.impact import HELD
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.guarded import GuardedCatalogueStore
from promenade.base.catalogue.wire import products as wire
from promenade.base.catalogue.wire.fields import reason_in
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.contracts.prices import PriceUnapproved
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

TAKEN = (BarcodeTaken, BrandArchived, CategoryArchived, CategoryGone, SkuTaken)
SELLING = (*TAKEN, ChangeTooLarge, ClaimFalse, PriceUnapproved)

app = api("catalogue_products", ACCESS, PATHS)
write = partial(app.on, allow=Permission.CATALOGUE_WRITE, held="within")
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip


@write(
    "POST /products",
    body=wire.NewProductBody,
    idempotent=True,
    answers={201: wire.ProductView},
    raises=(Conflict, *SELLING),
)
def add_product(call: Call[wire.NewProductBody, None]) -> Reply:
    """Add a product, sold once somebody else has approved it.

    Under another key, also one that was removed."""
    asked, stamp = wire.read_product(call.body.id, call.body), call.stamp(system_clock)
    here = Confined(DynamoCatalogueStore(), call.reach)
    product = products.add_product(asked, stamp, here, gate)
    shown = wire.show_product(product, stamp.at, buyer=False)
    return created(f"/products/{product.id}", shown, version=product.version)


@write(
    "PUT /products/{product_id}",
    body=wire.ProductChangeBody,
    versioned=True,
    answers={200: wire.ProductView},
    raises=(NotFound, Stale, *HELD, *SELLING),
)
def change_product(call: Call[wire.ProductChangeBody, None]) -> Reply:
    """Replace what a product is; SKUs left out are withdrawn, their barcodes free again.

    Another wording of what was approved waits for somebody else; a price beyond
    what one person may change is asked for in a price book. What takes goods from something
    live needs a `reason` (`GET /products/{product_id}/impact`)."""
    asked = wire.read_product(call.path["product_id"], call.body)
    stamp = call.stamp(system_clock)
    here = Confined(GuardedCatalogueStore(rooms, reason_in(call.body.reason)), call.reach)
    product = products.change_product(asked, call.if_match, stamp, here, gate)
    return ok(wire.show_product(product, stamp.at, buyer=False), version=product.version)
