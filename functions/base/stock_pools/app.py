"""HTTP surface of pools."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock.model import StockShort
from promenade.base.stock.model.pools import PoolClosed, PoolOwned
from promenade.base.stock.service import pools
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.wire import pools as wire
from promenade.base.stock.wire import read_codes
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.contracts.stock import place
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("stock_pools", ACCESS, PATHS)
store, catalogue = DynamoPoolStore(), DynamoCatalogueReader()


@app.on(
    "POST /stock/{sku}/pools",
    allow=Permission.STOCK_WRITE,
    held="within",
    body=wire.PoolBody,
    idempotent=True,
    answers={201: wire.CarvedView},
    raises=(Conflict, NotFound, PoolClosed, PoolOwned, StockShort),
)
def carve_pool(call: Call[wire.PoolBody, None]) -> Reply:
    """Set units apart for an activity, or give its pool more; they are available to nobody else."""
    require_within(call.path["sku"], call.reach, catalogue)
    command = wire.read_carving(call.new_id("carving"), call.path["sku"], call.body)
    pool = pools.carve_pool(command, call.stamp(system_clock), store)
    return created(f"/stock/{pool.sku}/pools", show(pool, wire.CarvedView))


@app.on(
    "GET /stock/{sku}/pools",
    allow=Permission.STOCK_READ,
    held="within",
    answers={200: wire.PoolList},
    raises=(NotFound,),
)
def list_pools(call: Call[None, None]) -> Reply:
    """List the pools of a SKU, closed ones too, in all warehouses."""
    require_within(call.path["sku"], call.reach, catalogue)
    return ok(wire.show_pools(pools.list_pools(call.path["sku"], store)))


@app.on(
    "POST /stock/{sku}/pools/{pool}/closing",
    allow=Permission.STOCK_WRITE,
    held="within",
    body=wire.ClosingBody,
    answers={200: wire.PoolView},
    raises=(NotFound, PoolOwned),
)
def close_pool(call: Call[wire.ClosingBody, None]) -> Reply:
    """Give back what is left of a pool; what is held of it follows when it is released."""
    require_within(call.path["sku"], call.reach, catalogue)
    (warehouse,) = read_codes({"/warehouse": call.body.warehouse})
    key = place(call.path["sku"], warehouse, call.path["pool"])
    pool = pools.close_pool(key, call.stamp(system_clock), store)
    return ok(wire.show_pool(pool, store.balance(key)))
