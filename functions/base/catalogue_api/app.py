"""HTTP surface of the catalogue as it is seen: categories, products and SKUs."""

from typing import Any

from promenade.base.catalogue.service import categories, products
from promenade.base.catalogue.service.searching import Finder
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.search import DynamoProductIndex
from promenade.base.catalogue.wire import categories as tree
from promenade.base.catalogue.wire import products as wire
from promenade.base.catalogue.wire import searches
from promenade.base.catalogue.wire.searches import ProductQuery
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("catalogue", ACCESS, PATHS)
pages = cursors()
store, index = DynamoCatalogueStore(), DynamoProductIndex()
READ = Permission.CATALOGUE_READ


def is_buyer(call: Call[Any, Any]) -> bool:
    return call.caller.kind != "staff"


@app.on("GET /categories", allow=READ, query=PageQuery, answers={200: tree.CategoryPage})
def list_categories(call: Call[None, PageQuery]) -> Reply:
    """List all categories; the `path` of each makes them a tree."""
    after = pages.open(call.query.cursor, "categories")
    page = store.list_categories(call.query.limit, after)
    return ok(tree.show_categories(page, pages.seal(page.next, "categories")))


@app.on(
    "GET /categories/{category_id}",
    allow=READ,
    answers={200: tree.CategoryView},
    raises=(NotFound,),
)
def get_category(call: Call[None, None]) -> Reply:
    """Show one category."""
    category = categories.get_category(call.path["category_id"], store)
    return ok(show(category, tree.CategoryView), version=category.version)


@app.on("GET /products", allow=READ, query=ProductQuery, answers={200: wire.ProductPage})
def list_products(call: Call[None, ProductQuery]) -> Reply:
    """List products, by category with all below it and by tag, or search them.

    Words, brand and attributes find a change about a second later."""
    query, buyer, now = call.query, is_buyer(call), system_clock()
    scope = searches.scope_of(query, buyer=buyer)
    wanted = searches.read_listing(query, pages.open(query.cursor, scope), buyer=buyer)
    page = Finder(store, index, now, buyer).list(wanted)
    return ok(wire.show_products(page, pages.seal(page.next, scope), now, buyer=buyer))


@app.on(
    "GET /products/{product_id}", allow=READ, answers={200: wire.ProductView}, raises=(NotFound,)
)
def get_product(call: Call[None, None]) -> Reply:
    """Show one product; buyers find it while it is sold."""
    buyer, now = is_buyer(call), system_clock()
    product = products.get_product(call.path["product_id"], store, now, buyer=buyer)
    return ok(wire.show_product(product, now, buyer=buyer), version=product.version)


@app.on("GET /skus/{sku}", allow=READ, answers={200: wire.OfferView}, raises=(NotFound,))
def get_sku(call: Call[None, None]) -> Reply:
    """Show one SKU with what its product says of it; buyers find what is sold."""
    buyer, now = is_buyer(call), system_clock()
    offer = products.get_offer(call.path["sku"], store, now, buyer=buyer)
    return ok(wire.show_offer(offer, now, buyer=buyer))
