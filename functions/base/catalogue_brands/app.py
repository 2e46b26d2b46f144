"""HTTP surface of the register of brands."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from promenade.base.catalogue.model.brand import BrandRenamed
from promenade.base.catalogue.service import brands
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import brands as wire
from promenade.base.catalogue.wire.fields import text
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("catalogue_brands", ACCESS, PATHS)
pages, store = cursors(), DynamoCatalogueStore()
WRITE = Permission.CATALOGUE_WRITE


def shopping_at(call: Call[Any, Any]) -> datetime | None:
    return None if call.caller.kind == "staff" else system_clock()


look = partial(app.on, allow=Permission.CATALOGUE_READ, held="anywhere")


@look("GET /brands", query=PageQuery, answers={200: wire.BrandPage})
def list_brands(call: Call[None, PageQuery]) -> Reply:
    """List the brands on the register, by name.

    Shoppers see those that staff added, and others from when a product of theirs is on sale."""
    after = pages.open(call.query.cursor, "brands")
    page = brands.list_brands(call.query.limit, after, shopping_at(call), store)
    return ok(wire.show_brands(page, pages.seal(page.next, "brands")))


@look("GET /brands/{brand}", answers={200: wire.BrandView}, raises=(NotFound,))
def get_brand(call: Call[None, None]) -> Reply:
    """Show one brand."""
    brand = brands.get_brand(call.path["brand"], shopping_at(call), store)
    return ok(show(brand, wire.BrandView), version=brand.version)


@app.on(
    "POST /brands",
    allow=WRITE,
    body=wire.NewBrandBody,
    idempotent=True,
    answers={201: wire.BrandView},
    raises=(Conflict,),
)
def add_brand(call: Call[wire.NewBrandBody, None]) -> Reply:
    """Put a brand on the register; products bring theirs by themselves."""
    brand = brands.add_brand(text(call.body.name), call.stamp(system_clock), store)
    location = f"/brands/{quote(brand.id, safe='')}"
    return created(location, show(brand, wire.BrandView), version=brand.version)


@app.on(
    "PUT /brands/{brand}",
    allow=WRITE,
    body=wire.BrandBody,
    versioned=True,
    answers={200: wire.BrandView},
    raises=(NotFound, BrandRenamed, Stale),
)
def change_brand(call: Call[wire.BrandBody, None]) -> Reply:
    """Spell a brand otherwise, or archive it."""
    brand = brands.change_brand(wire.read_brand(call), call.stamp(system_clock), store)
    return ok(show(brand, wire.BrandView), version=brand.version)
