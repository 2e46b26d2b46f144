"""HTTP surface of the catalogue as staff shape it: products."""

from promenade.base.catalogue.model.brand import BrandArchived
from promenade.base.catalogue.model.category import CategoryArchived, CategoryGone
from promenade.base.catalogue.model.product import BarcodeTaken, ChangeTooLarge, SkuTaken
from promenade.base.catalogue.service import products
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import products as wire
from promenade.base.catalogue.wire.products import ProductView
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.contracts.prices import PriceUnapproved
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, no_content, ok

TAKEN = (BarcodeTaken, BrandArchived, CategoryArchived, CategoryGone, SkuTaken)
SELLING = (*TAKEN, ChangeTooLarge, ClaimFalse, PriceUnapproved)

app = api("catalogue_products", ACCESS, PATHS)
store = DynamoCatalogueStore()
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))


@app.on(
    "POST /products",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.NewProductBody,
    idempotent=True,
    answers={201: ProductView},
    raises=(Conflict, *SELLING),
)
def add_product(call: Call[wire.NewProductBody, None]) -> Reply:
    """Add a product, sold once somebody else has approved it.

    Under another key, also one that was removed."""
    asked, stamp = wire.read_product(call.body.id, call.body), call.stamp(system_clock)
    product = products.add_product(asked, stamp, store, gate)
    shown = wire.show_product(product, stamp.at, buyer=False)
    return created(f"/products/{product.id}", shown, version=product.version)


@app.on(
    "PUT /products/{product_id}",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.ProductBody,
    versioned=True,
    answers={200: ProductView},
    raises=(NotFound, Stale, *SELLING),
)
def change_product(call: Call[wire.ProductBody, None]) -> Reply:
    """Replace what a product is; SKUs left out are withdrawn, their barcodes free again.

    Another wording of what was approved waits for somebody else; a price beyond
    what one person may change is asked for in a price book."""
    asked = wire.read_product(call.path["product_id"], call.body)
    stamp = call.stamp(system_clock)
    product = products.change_product(asked, call.if_match, stamp, store, gate)
    return ok(wire.show_product(product, stamp.at, buyer=False), version=product.version)


@app.on(
    "DELETE /products/{product_id}",
    allow=Permission.CATALOGUE_WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, ChangeTooLarge, Stale),
)
def remove_product(call: Call[None, None]) -> Reply:
    """Remove a product; its codes stay its own."""
    stamp = call.stamp(system_clock)
    products.remove_product(call.path["product_id"], call.if_match, stamp, store)
    return no_content()
