"""HTTP surface of the register of brands."""

from functools import partial
from urllib.parse import quote

from promenade.base.catalogue.model.brand import BrandInUse, BrandRenamed
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
from promenade.kit.http.routes import Call, Reply, created, no_content, ok
from promenade.kit.paging import PageQuery

app = api("catalogue_brands", ACCESS, PATHS)
pages, store = cursors(), DynamoCatalogueStore()
WRITE = Permission.CATALOGUE_WRITE
look = partial(app.on, allow=Permission.CATALOGUE_READ, held="anywhere")


@look("GET /brands", query=PageQuery, answers={200: wire.BrandPage})
def list_brands(call: Call[None, PageQuery]) -> Reply:
    """List the brands on the register, by name."""
    page = store.list_brands(call.query.limit, pages.open(call.query.cursor, "brands"))
    return ok(wire.show_brands(page, pages.seal(page.next, "brands")))


@look("GET /brands/{brand}", answers={200: wire.BrandView}, raises=(NotFound,))
def get_brand(call: Call[None, None]) -> Reply:
    """Show one brand."""
    brand = brands.get_brand(call.path["brand"], store)
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


@app.on(
    "DELETE /brands/{brand}",
    allow=WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, BrandInUse, Stale),
)
def remove_brand(call: Call[None, None]) -> Reply:
    """Remove a brand that no product is of."""
    stamp = call.stamp(system_clock)
    brands.remove_brand(call.path["brand"], call.if_match, stamp, store)
    return no_content()
