"""HTTP surface of the catalogue as it is seen: categories, products and SKUs."""

from functools import partial
from typing import Any

from promenade.base.catalogue.service import categories, confined, products
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
look = partial(app.on, allow=Permission.CATALOGUE_READ)


def is_buyer(call: Call[Any, Any]) -> bool:
    return call.caller.kind != "staff"


@look("GET /categories", held="anywhere", query=PageQuery, answers={200: tree.CategoryPage})
def list_categories(call: Call[None, PageQuery]) -> Reply:
    """List all categories; the `path` of each makes them a tree."""
    after = pages.open(call.query.cursor, "categories")
    page = store.list_categories(call.query.limit, after)
    return ok(tree.show_categories(page, pages.seal(page.next, "categories")))


@look(
    "GET /categories/{category_id}",
    held="anywhere",
    answers={200: tree.CategoryView},
    raises=(NotFound,),
)
def get_category(call: Call[None, None]) -> Reply:
    """Show one category."""
    found = categories.get_category(call.path["category_id"], store)
    return ok(show(found, tree.CategoryView), version=found.version)


@look("GET /products", held="within", query=ProductQuery, answers={200: wire.ProductPage})
def list_products(call: Call[None, ProductQuery]) -> Reply:
    """List products, by category with all below it and by tag, or search them.

    Words, brand and attributes find a change about a second later. For who sees some stores or
    categories alone, at most ten times `limit` products are looked at for a page."""
    query, buyer, now = call.query, is_buyer(call), system_clock()
    scope = searches.scope_of(query, buyer=buyer)
    wanted = searches.read_listing(query, pages.open(query.cursor, scope), buyer=buyer)
    here = confined.Confined(store, call.reach)
    page = Finder(here, index, now, buyer, here.most_reads).list(wanted)
    return ok(wire.show_products(page, pages.seal(page.next, scope), now, buyer=buyer))


@look(
    "GET /products/{product_id}", held="within", answers={200: wire.ProductView}, raises=(NotFound,)
)
def get_product(call: Call[None, None]) -> Reply:
    """Show one product; buyers find it while it is sold."""
    buyer, now, here = is_buyer(call), system_clock(), confined.Confined(store, call.reach)
    product = products.get_product(call.path["product_id"], here, now, buyer=buyer)
    return ok(wire.show_product(product, now, buyer=buyer), version=product.version)


@look("GET /skus/{sku}", held="within", answers={200: wire.OfferView}, raises=(NotFound,))
def get_sku(call: Call[None, None]) -> Reply:
    """Show one SKU with what its product says of it; buyers find what is sold."""
    buyer, now, here = is_buyer(call), system_clock(), confined.Confined(store, call.reach)
    offer = products.get_offer(call.path["sku"], here, now, buyer=buyer)
    return ok(wire.show_offer(offer, now, buyer=buyer))
