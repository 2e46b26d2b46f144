"""HTTP surface of what is kept of a level, when to warn, and what was found to be wrong."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock import service, wire
from promenade.base.stock.model import StockShort
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.base.stock.wire import proofs
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("stock_control", ACCESS, PATHS)
store, proven, catalogue = DynamoStockStore(), DynamoProofStore(), DynamoCatalogueReader()


@app.on(
    "PUT /stock/{sku}",
    allow=Permission.STOCK_WRITE,
    held="within",
    body=wire.SafetyBody,
    versioned=True,
    answers={200: wire.LevelView},
    raises=(NotFound, Stale, StockShort),
)
def set_safety(call: Call[wire.SafetyBody, None]) -> Reply:
    """Set how many units are never sold."""
    require_within(call.path["sku"], call.reach, catalogue)
    key, count = wire.place_in_body(call), call.body.safety_count
    level = service.set_safety(key, count, call.if_match, call.stamp(system_clock), store)
    return ok(show(level, wire.LevelView), version=level.version)


@app.on(
    "PUT /stock/{sku}/alert",
    allow=Permission.STOCK_WRITE,
    held="within",
    body=wire.AlertBody,
    versioned=True,
    answers={200: wire.LevelView},
    raises=(NotFound, Stale),
)
def set_alert(call: Call[wire.AlertBody, None]) -> Reply:
    """Set at how many available units stock counts as low, and is told (`StockLow`)."""
    require_within(call.path["sku"], call.reach, catalogue)
    key, count = wire.place_in_body(call), call.body.low_count
    level = service.set_alert(key, count, call.if_match, call.stamp(system_clock), store)
    return ok(show(level, wire.LevelView), version=level.version)


@app.on(
    "GET /stock-faults",
    allow=Permission.STOCK_WRITE,
    languages=LANGUAGES,
    answers={200: proofs.FaultsList},
)
def list_faults(call: Call[None, None]) -> Reply:
    """List where stored stock is not what the books say, as long as it is not mended."""
    return ok(proofs.show_faults(proven.list_faults(100), call.language))
