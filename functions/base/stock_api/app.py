"""HTTP surface of stock."""

from functools import partial

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock import service, wire
from promenade.base.stock.model import StockShort
from promenade.base.stock.model.warehouses import WarehouseClosed
from promenade.base.stock.service import counting, transfers
from promenade.base.stock.service.availability import as_sold
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.wire import warehouses as places
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("stock", ACCESS, PATHS)
pages = cursors()
look = partial(app.on, allow=Permission.STOCK_READ, held="within", raises=(NotFound,))
move = partial(app.on, allow=Permission.STOCK_WRITE, held="within")
store, pools, catalogue = DynamoStockStore(), DynamoPoolStore(), DynamoCatalogueReader()


@look("GET /stock/{sku}", query=wire.WarehouseQuery, answers={200: wire.LevelView})
def get_level(call: Call[None, wire.WarehouseQuery]) -> Reply:
    """Show the counts of one SKU in a warehouse."""
    require_within(call.path["sku"], call.reach, catalogue)
    (level,) = as_sold([service.get_level(wire.place_in_query(call), store)], pools)
    return ok(show(level, wire.LevelView), version=level.version)


@move(
    "POST /stock/{sku}/movements",
    body=wire.MovementBody,
    idempotent=True,
    answers={201: wire.MadeMovementView},
    raises=(Conflict, NotFound, StockShort, WarehouseClosed),
)
def move_stock(call: Call[wire.MovementBody, None]) -> Reply:
    """Receive, adjust or count units, also before the catalogue has the SKU."""
    require_within(call.path["sku"], call.reach, catalogue)
    command = wire.read_movement(call.new_id("movement"), call.path["sku"], call.body)
    movement = counting.move_stock(command, call.stamp(system_clock), counting.Doors(store, pools))
    shown = wire.show_made(movement, catalogue.facts([movement.sku]))
    return created(f"/stock/{movement.sku}/movements", shown)


@look("GET /stock/{sku}/movements", query=wire.MovementQuery, answers={200: wire.MovementPage})
def list_movements(call: Call[None, wire.MovementQuery]) -> Reply:
    """List the movements of one SKU in a warehouse, oldest first."""
    require_within(call.path["sku"], call.reach, catalogue)
    key = wire.place_in_query(call)
    scope = f"movements of {key}"
    page = store.list_entries(key, call.query.limit, pages.open(call.query.cursor, scope))
    return ok(wire.show_movements(page, pages.seal(page.next, scope)))


@move(
    "POST /stock/{sku}/transfers",
    body=places.TransferBody,
    idempotent=True,
    answers={201: places.TransferView},
    raises=(Conflict, NotFound, StockShort, WarehouseClosed),
)
def transfer_stock(call: Call[places.TransferBody, None]) -> Reply:
    """Move units from one warehouse to another: both levels change, or neither."""
    require_within(call.path["sku"], call.reach, catalogue)
    command = places.read_transfer(call.new_id("transfer"), call.path["sku"], call.body)
    done = transfers.transfer_stock(command, call.stamp(system_clock), store)
    return created(f"/stock/{done.sku}/movements", show(done, places.TransferView))
