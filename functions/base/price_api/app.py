"""HTTP surface of what prices are, were, and may be said to have been."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.service import claiming
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import baselines, entries
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("price", ACCESS, PATHS)
pages = cursors()
store = DynamoPriceStore()
evidence = DynamoEvidenceStore()
catalogue = DynamoCatalogueReader()


@app.on(
    "GET /prices/{sku}",
    allow=Permission.PRICE_READ,
    held="within",
    answers={200: entries.PricesView},
    raises=(NotFound,),
)
def get_prices(call: Call[None, None]) -> Reply:
    """Show the entries of one SKU in all price books."""
    require_within(call.path["sku"], call.reach, catalogue)
    held = store.prices(call.path["sku"])
    return ok(entries.show_prices(held), version=held.version)


@app.on(
    "GET /prices/{sku}/history",
    allow=Permission.PRICE_READ,
    held="within",
    query=PageQuery,
    answers={200: entries.HistoryPage},
    raises=(NotFound,),
)
def list_history(call: Call[None, PageQuery]) -> Reply:
    """List what was done to the entries of one SKU, the last first."""
    require_within(call.path["sku"], call.reach, catalogue)
    sku = call.path["sku"]
    scope = f"prices of {sku}"
    page = store.list_history(sku, call.query.limit, pages.open(call.query.cursor, scope))
    return ok(entries.show_history(page, pages.seal(page.next, scope)))


@app.on(
    "GET /prices/{sku}/baseline",
    allow=Permission.PRICE_READ,
    held="within",
    query=baselines.BaselineQuery,
    answers={200: baselines.BaselineView},
    raises=(NotFound,),
)
def get_baseline(call: Call[None, baselines.BaselineQuery]) -> Reply:
    """Show what a SKU may be said to have cost before a promotion, with the evidence."""
    require_within(call.path["sku"], call.reach, catalogue)
    question = baselines.read_question(call.path["sku"], call.query, system_clock())
    found = claiming.baseline(question, evidence)
    return ok(baselines.show_baseline(found, baselines.judge(found, call.query)))
