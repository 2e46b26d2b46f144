"""HTTP surface of stock."""

from promenade.base.stock import service, wire
from promenade.base.stock.model import StockShort
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("stock", ACCESS, PATHS)
pages = cursors()
store = DynamoStockStore()


@app.on(
    "GET /stock/{sku}",
    allow=Permission.STOCK_READ,
    answers={200: wire.LevelView},
    raises=(NotFound,),
)
def get_level(call: Call[None, None]) -> Reply:
    """The counts of one SKU."""
    level = service.get_level(call.path["sku"], store)
    return ok(show(level, wire.LevelView), version=level.version)


@app.on(
    "PUT /stock/{sku}",
    allow=Permission.STOCK_WRITE,
    body=wire.SafetyBody,
    versioned=True,
    answers={200: wire.LevelView},
    raises=(NotFound, Stale, StockShort),
)
def set_safety(call: Call[wire.SafetyBody, None]) -> Reply:
    """Set how many units are never sold."""
    sku, stamp = call.path["sku"], call.stamp(system_clock)
    level = service.set_safety(sku, call.body.safety_count, call.if_match, stamp, store)
    return ok(show(level, wire.LevelView), version=level.version)


@app.on(
    "POST /stock/{sku}/movements",
    allow=Permission.STOCK_WRITE,
    body=wire.MovementBody,
    idempotent=True,
    answers={201: wire.MovementView},
    raises=(Conflict, StockShort),
)
def move_stock(call: Call[wire.MovementBody, None]) -> Reply:
    """Receive, adjust or count units; the ledger keeps the reason."""
    command = wire.read_movement(call.new_id("movement"), call.path["sku"], call.body)
    movement = service.move_stock(command, call.stamp(system_clock), store)
    return created(f"/stock/{movement.sku}/movements", show(movement, wire.MovementView))


@app.on(
    "GET /stock/{sku}/movements",
    allow=Permission.STOCK_READ,
    query=PageQuery,
    answers={200: wire.MovementPage},
)
def list_movements(call: Call[None, PageQuery]) -> Reply:
    """The ledger of one SKU, oldest first."""
    sku = call.path["sku"]
    scope = f"movements of {sku}"
    page = store.list_entries(sku, call.query.limit, pages.open(call.query.cursor, scope))
    return ok(wire.show_movements(page, pages.seal(page.next, scope)))
