"""HTTP surface of the catalogue: categories, products and SKUs."""

from typing import Any

from promenade.capabilities.catalogue.model.category import (
    CategoryCycle,
    CategoryGone,
    CategoryInUse,
    CategoryTooDeep,
)
from promenade.capabilities.catalogue.model.product import BarcodeTaken, ChangeTooLarge, SkuTaken
from promenade.capabilities.catalogue.service import categories, products
from promenade.capabilities.catalogue.store import DynamoCatalogueStore
from promenade.capabilities.catalogue.wire import categories as category_wire
from promenade.capabilities.catalogue.wire import products as wire
from promenade.capabilities.catalogue.wire.categories import CategoryView
from promenade.capabilities.catalogue.wire.products import ProductView
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.codes import code, label
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, no_content, ok
from promenade.kit.paging import PageQuery

PLACING = (CategoryCycle, CategoryGone, CategoryTooDeep, Stale)
SELLING = (BarcodeTaken, CategoryGone, ChangeTooLarge, SkuTaken, Stale)

app = api("catalogue", ACCESS)
pages = cursors()
store = DynamoCatalogueStore()


def is_buyer(call: Call[Any, Any]) -> bool:
    return call.caller.kind != "staff"


@app.on(
    "GET /categories",
    allow=Permission.CATALOGUE_READ,
    query=PageQuery,
    answers={200: category_wire.CategoryPage},
)
def list_categories(call: Call[None, PageQuery]) -> Reply:
    """All categories; `path` makes them a tree."""
    after = pages.open(call.query.cursor, "categories")
    page = store.list_categories(call.query.limit, after)
    return ok(category_wire.show_categories(page, pages.seal(page.next, "categories")))


@app.on(
    "POST /categories",
    allow=Permission.CATALOGUE_WRITE,
    body=category_wire.NewCategoryBody,
    answers={201: CategoryView},
    raises=(Conflict, *PLACING),
)
def add_category(call: Call[category_wire.NewCategoryBody, None]) -> Reply:
    """Add a category; its id is the key, so the same request again changes nothing."""
    command = category_wire.read_category(call.body.id, call.body)
    category = categories.add_category(command, call.stamp(system_clock), store)
    location = f"/categories/{category.id}"
    return created(location, show(category, CategoryView), version=category.version)


@app.on(
    "GET /categories/{category_id}",
    allow=Permission.CATALOGUE_READ,
    answers={200: CategoryView},
    raises=(NotFound,),
)
def get_category(call: Call[None, None]) -> Reply:
    """One category."""
    category = categories.get_category(call.path["category_id"], store)
    return ok(show(category, CategoryView), version=category.version)


@app.on(
    "PUT /categories/{category_id}",
    allow=Permission.CATALOGUE_WRITE,
    body=category_wire.CategoryBody,
    versioned=True,
    answers={200: CategoryView},
    raises=(NotFound, CategoryInUse, *PLACING),
)
def change_category(call: Call[category_wire.CategoryBody, None]) -> Reply:
    """Rename a category, or move it while nothing is in it."""
    command = category_wire.read_category(call.path["category_id"], call.body)
    stamp = call.stamp(system_clock)
    category = categories.change_category(command, call.if_match, stamp, store)
    return ok(show(category, CategoryView), version=category.version)


@app.on(
    "DELETE /categories/{category_id}",
    allow=Permission.CATALOGUE_WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, CategoryInUse, Stale),
)
def remove_category(call: Call[None, None]) -> Reply:
    """Remove a category that has neither children nor products."""
    stamp = call.stamp(system_clock)
    categories.remove_category(call.path["category_id"], call.if_match, stamp, store)
    return no_content()


@app.on(
    "GET /products",
    allow=Permission.CATALOGUE_READ,
    query=wire.ProductQuery,
    answers={200: wire.ProductPage},
)
def list_products(call: Call[None, wire.ProductQuery]) -> Reply:
    """Products, by category with all below it, by tag, or by both."""
    query, tag = call.query, None if call.query.tag is None else label(call.query.tag)
    path = products.category_path(query.category, store)
    scope = f"products of {'/'.join(path)} tagged {tag}"
    page = store.list_products(path, tag, query.limit, pages.open(query.cursor, scope))
    buyer = is_buyer(call)
    shown = products.sellable(page) if buyer else page
    return ok(wire.show_products(shown, pages.seal(page.next, scope), buyer=buyer))


@app.on(
    "POST /products",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.NewProductBody,
    answers={201: ProductView},
    raises=(Conflict, *SELLING),
)
def add_product(call: Call[wire.NewProductBody, None]) -> Reply:
    """Add a product; its id is the key, so the same request again changes nothing."""
    asked = wire.read_product(call.body.id, call.body)
    product = products.add_product(asked, call.stamp(system_clock), store)
    location = f"/products/{product.id}"
    return created(location, wire.show_product(product, buyer=False), version=product.version)


@app.on(
    "GET /products/{product_id}",
    allow=Permission.CATALOGUE_READ,
    answers={200: ProductView},
    raises=(NotFound,),
)
def get_product(call: Call[None, None]) -> Reply:
    """One product; buyers find only what is on the shelf."""
    buyer = is_buyer(call)
    product = products.get_product(code(call.path["product_id"]), store, buyer=buyer)
    return ok(wire.show_product(product, buyer=buyer), version=product.version)


@app.on(
    "PUT /products/{product_id}",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.ProductBody,
    versioned=True,
    answers={200: ProductView},
    raises=(NotFound, *SELLING),
)
def change_product(call: Call[wire.ProductBody, None]) -> Reply:
    """Replace what a product is; SKUs left out are withdrawn, their barcodes free again."""
    asked = wire.read_product(call.path["product_id"], call.body)
    product = products.change_product(asked, call.if_match, call.stamp(system_clock), store)
    return ok(wire.show_product(product, buyer=False), version=product.version)


@app.on(
    "DELETE /products/{product_id}",
    allow=Permission.CATALOGUE_WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, ChangeTooLarge, Stale),
)
def remove_product(call: Call[None, None]) -> Reply:
    """Remove a product; its codes stay its own."""
    product_id = code(call.path["product_id"])
    products.remove_product(product_id, call.if_match, call.stamp(system_clock), store)
    return no_content()


@app.on(
    "GET /skus/{sku}",
    allow=Permission.CATALOGUE_READ,
    answers={200: wire.OfferView},
    raises=(NotFound,),
)
def get_sku(call: Call[None, None]) -> Reply:
    """One SKU with what its product says of it; buyers find only what is on the shelf."""
    buyer = is_buyer(call)
    offer = products.get_offer(code(call.path["sku"]), store, buyer=buyer)
    return ok(wire.show_offer(offer, buyer=buyer))
