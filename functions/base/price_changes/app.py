"""HTTP surface of changes of prices."""

from functools import partial
from typing import Any

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.model.book import BookOver
from promenade.base.price.model.change import WindowOver
from promenade.base.price.model.entry import PriceOverlap, TooManyEntries
from promenade.base.price.service import changing
from promenade.base.price.service.judging import Ground
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import changes as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("price_change", ACCESS, PATHS)
pages = cursors()
catalogue = DynamoCatalogueReader()
evidence = DynamoEvidenceStore()
look = partial(app.on, allow=Permission.PRICE_READ, held="within")
limit_bp = int(setting("PRICE_CHANGE_LIMIT_BP"))
store = DynamoPriceStore()


def ground(call: Call[Any, None]) -> Ground:
    return Ground(wire.known(call.path["sku"], catalogue), limit_bp, evidence)


@app.on(
    "POST /prices/{sku}/changes",
    allow=Permission.PRICE_WRITE,
    held="within",
    body=wire.ChangeBody,
    idempotent=True,
    answers={201: wire.ChangeView},
    raises=(NotFound, Conflict, BookOver, PriceOverlap, TooManyEntries, WindowOver, ClaimFalse),
)
def propose_change(call: Call[wire.ChangeBody, None]) -> Reply:
    """Set the price of a SKU in a book, now or later.

    Beyond the limit or below cost it waits for a second person."""
    require_within(call.path["sku"], call.reach, catalogue)
    stamp = call.stamp(system_clock)
    asked = wire.read_change(call, stamp, store)
    made = changing.propose(asked, lambda: ground(call), stamp, store)
    shown = wire.show_made(made)
    return created(f"/prices/{shown.sku}/changes/{shown.id}", shown, version=shown.version)


@look(
    "GET /prices/{sku}/changes/{change_id}",
    answers={200: wire.ChangeView},
    raises=(NotFound,),
)
def get_change(call: Call[None, None]) -> Reply:
    """Show one change of a price as it is now."""
    require_within(call.path["sku"], call.reach, catalogue)
    found = changing.get(call.path["sku"], call.path["change_id"], store)
    shown = wire.show_change(found, system_clock())
    return ok(shown, version=shown.version)


@look("GET /price-changes", query=wire.ChangeQuery, answers={200: wire.ChangePage})
def list_changes(call: Call[None, wire.ChangeQuery]) -> Reply:
    """List changes of prices, of one status or all, the last one made first."""
    query, scope, now = call.query, f"{call.query.status} price changes", system_clock()
    after = pages.open(query.cursor, scope)
    read = changing.confined(wire.read_changes(query, now, store), call.reach, catalogue)
    page = read(query.limit, after)
    return ok(wire.show_changes(page, now, pages.seal(page.next, scope)))
