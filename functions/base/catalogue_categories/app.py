"""HTTP surface of the catalogue as staff shape it: categories."""

from promenade.base.catalogue.model.agreeing import DefinitionsDiffer
from promenade.base.catalogue.model.category import (
    CategoryArchived,
    CategoryCycle,
    CategoryGone,
    CategoryInUse,
    CategoryTooDeep,
)
from promenade.base.catalogue.service import categories
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import categories as wire
from promenade.base.catalogue.wire.categories import CategoryView
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

PLACING = (CategoryArchived, CategoryCycle, CategoryGone, CategoryTooDeep)

app = api("catalogue_categories", ACCESS, PATHS)
store = DynamoCatalogueStore()


@app.on(
    "POST /categories",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.NewCategoryBody,
    idempotent=True,
    answers={201: CategoryView},
    raises=(Conflict, *PLACING),
)
def add_category(call: Call[wire.NewCategoryBody, None]) -> Reply:
    """Add a category; under another key, also one that was removed."""
    command = wire.read_category(call.body.id, call.body)
    category = categories.add_category(command, call.stamp(system_clock), store)
    location = f"/categories/{category.id}"
    return created(location, show(category, CategoryView), version=category.version)


@app.on(
    "PUT /categories/{category_id}",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.CategoryBody,
    versioned=True,
    answers={200: CategoryView},
    raises=(NotFound, CategoryInUse, DefinitionsDiffer, Stale, *PLACING),
)
def change_category(call: Call[wire.CategoryBody, None]) -> Reply:
    """Rename a category, or move it while nothing is in it."""
    command = wire.read_category(call.path["category_id"], call.body)
    stamp = call.stamp(system_clock)
    category = categories.change_category(command, call.if_match, stamp, store)
    return ok(show(category, CategoryView), version=category.version)
