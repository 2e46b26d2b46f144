"""HTTP surface of warehouses, and of what all of them have."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock.model.warehouses import WarehouseInUse
from promenade.base.stock.service import availability, warehouses
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.warehouses import DynamoWarehouseStore
from promenade.base.stock.wire import warehouses as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import within
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("stock_warehouses", ACCESS, PATHS)
levels, places, pools = DynamoStockStore(), DynamoWarehouseStore(), DynamoPoolStore()
catalogue = DynamoCatalogueReader()


@app.on(
    "GET /warehouses",
    allow=Permission.STOCK_READ,
    held="anywhere",
    answers={200: wire.WarehouseList},
)
def list_warehouses(_call: Call[None, None]) -> Reply:
    """List all warehouses, closed ones too, in the order in which orders come from them."""
    return ok(wire.show_warehouses(warehouses.list_warehouses(places)))


@app.on(
    "POST /warehouses",
    allow=Permission.STOCK_WRITE,
    body=wire.NewWarehouseBody,
    idempotent=True,
    answers={201: wire.WarehouseView},
    raises=(Conflict,),
)
def add_warehouse(call: Call[wire.NewWarehouseBody, None]) -> Reply:
    """Add a warehouse; orders come from it as its rank says."""
    wanted, stamp = wire.read_new_warehouse(call.body), call.stamp(system_clock)
    added = warehouses.add_warehouse(wanted, stamp, places)
    return created("/warehouses", show(added, wire.WarehouseView), version=added.version)


@app.on(
    "PUT /warehouses/{warehouse}",
    allow=Permission.STOCK_WRITE,
    body=wire.WarehouseBody,
    versioned=True,
    answers={200: wire.WarehouseView},
    raises=(NotFound, Stale, WarehouseInUse),
)
def change_warehouse(call: Call[wire.WarehouseBody, None]) -> Reply:
    """Rename a warehouse, rank it, close it when nothing is in it, or open it again."""
    wanted = wire.read_warehouse(call.path["warehouse"], call.body)
    stamp = call.stamp(system_clock)
    changed = warehouses.change_warehouse(wanted, call.if_match, stamp, places)
    return ok(show(changed, wire.WarehouseView), version=changed.version)


@app.on(
    "POST /stock-availability",
    allow=Permission.STOCK_READ,
    held="within",
    body=wire.AvailabilityBody,
    answers={200: wire.AvailabilityList},
)
def show_availability(call: Call[wire.AvailabilityBody, None]) -> Reply:
    """Show how many units of up to 100 SKUs may be promised, by warehouse."""
    codes = [each.code for each in warehouses.list_warehouses(places)]
    asked = wire.read_skus(call.body)
    here = within(asked, call.reach, catalogue)
    found = availability.availability([*filter(here.__contains__, asked)], codes, levels, pools)
    return ok(wire.show_availability({sku: found.get(sku, []) for sku in asked}))
