"""HTTP surface of the catalogue as it is seen: categories, products and SKUs."""

from functools import partial

from promenade.base.catalogue.service import categories, confined, products
from promenade.base.catalogue.service.price_tags import PriceTags
from promenade.base.catalogue.service.searching import Finder
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.search import DynamoProductIndex
from promenade.base.catalogue.wire import categories as tree
from promenade.base.catalogue.wire import products as wire
from promenade.base.catalogue.wire import searches
from promenade.base.catalogue.wire.audiences import audience_of, is_buyer
from promenade.base.price.reader import DynamoPriceReader
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("catalogue", ACCESS, PATHS)
pages, store, index = cursors(), DynamoCatalogueStore(), DynamoProductIndex()
tags = partial(PriceTags, DynamoPriceReader())
look = partial(app.on, allow=Permission.CATALOGUE_READ)


@look("GET /categories", held="anywhere", query=PageQuery, answers={200: tree.CategoryPage})
def list_categories(call: Call[None, PageQuery]) -> Reply:
    """List all categories; the `path` of each makes them a tree."""
    page = store.list_categories(call.query.limit, pages.open(call.query.cursor, "categories"))
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


@look("GET /products", held="within", query=searches.ProductQuery, answers={200: wire.ProductPage})
def list_products(call: Call[None, searches.ProductQuery]) -> Reply:
    """List products, by category with all below it and by tag, or search them.

    Words, brand and attributes find a change about a second later. For who sees some stores or
    categories alone, at most ten times `limit` products are looked at for a page."""
    query, buyer, now = call.query, is_buyer(call.caller), system_clock()
    scope = searches.scope_of(query, buyer=buyer)
    wanted = searches.read_listing(query, pages.open(query.cursor, scope), buyer=buyer)
    here = confined.Confined(store, call.reach)
    page = Finder(here, index, now, buyer, here.most_reads).list(wanted)
    shown = tags(audience_of(call.caller), now).products(page.items)
    return ok(wire.show_products(shown, pages.seal(page.next, scope), now, buyer=buyer))


@look(
    "GET /products/{product_id}", held="within", answers={200: wire.ProductView}, raises=(NotFound,)
)
def get_product(call: Call[None, None]) -> Reply:
    """Show one product; buyers find it while it is sold."""
    buyer, now, here = is_buyer(call.caller), system_clock(), confined.Confined(store, call.reach)
    product = products.get_product(call.path["product_id"], here, now, buyer=buyer)
    (shown,) = tags(audience_of(call.caller), now).products([product])
    return ok(wire.show_product(shown, now, buyer=buyer), version=product.version)


@look("GET /skus/{sku}", held="within", answers={200: wire.OfferView}, raises=(NotFound,))
def get_sku(call: Call[None, None]) -> Reply:
    """Show one SKU with what its product says of it; buyers find what is sold."""
    buyer, now, here = is_buyer(call.caller), system_clock(), confined.Confined(store, call.reach)
    offer = products.get_offer(call.path["sku"], here, now, buyer=buyer)
    return ok(wire.show_offer(tags(audience_of(call.caller), now).offer(offer), now, buyer=buyer))
