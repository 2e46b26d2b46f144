"""HTTP surface of what attributes the products of a category have."""

from promenade.base.catalogue.model.attributes import DefinitionInUse
from promenade.base.catalogue.model.category import CategoryGone
from promenade.base.catalogue.service import definitions
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import definitions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("catalogue_attributes", ACCESS, PATHS)
store = DynamoCatalogueStore()


@app.on(
    "GET /categories/{category_id}/attributes",
    allow=Permission.CATALOGUE_READ,
    held="anywhere",
    answers={200: wire.DefinitionsView},
    raises=(NotFound,),
)
def list_attributes(call: Call[None, None]) -> Reply:
    """Show what attributes products of a category have, its own and those that it inherits."""
    shown = definitions.show_definitions(call.path["category_id"], store)
    return ok(wire.show_definitions(shown), version=shown.version)


@app.on(
    "PUT /categories/{category_id}/attributes",
    allow=Permission.CATALOGUE_WRITE,
    body=wire.DefinitionsBody,
    versioned=True,
    answers={200: wire.DefinitionsView},
    raises=(NotFound, CategoryGone, DefinitionInUse, Stale),
)
def define_attributes(call: Call[wire.DefinitionsBody, None]) -> Reply:
    """Say which attributes the products of a category, and of those below it, have.

    The first time, send version 0. Of one name there is one type and one unit, above and below.
    Products that are there are asked for what is new when they change next."""
    asked = wire.read_definitions(call)
    shown = definitions.define(asked, call.stamp(system_clock), store)
    return ok(wire.show_definitions(shown), version=shown.version)
