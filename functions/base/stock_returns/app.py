"""HTTP surface of units that come back to the shelf."""

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model.warehouses import WarehouseClosed
from promenade.base.stock.service import holdings
from promenade.base.stock.service.holdings import Doors
from promenade.base.stock.store.holdings import DynamoHoldingStore
from promenade.base.stock.wire import reservations as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.stock import ReservationConflict
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.holds import Refused
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created

ENDING = (NotFound, Refused, ReservationConflict)

app = api("stock_returns", ACCESS, PATHS)
doors = Doors(DynamoHoldingStore(), DynamoStockHolds())


@app.on(
    "POST /stock-reservations/{holder}/returns",
    allow=Permission.STOCK_RESERVE,
    body=wire.ReturnBody,
    idempotent=True,
    answers={201: wire.ReservationView},
    raises=(Conflict, WarehouseClosed, *ENDING),
)
def return_units(call: Call[wire.ReturnBody, None]) -> Reply:
    """Put some or all units sold back on the shelf; a refund alone brings none back.

    Of orders from elsewhere, which were reserved here. Of an order placed here, the refund puts
    back what was not sent; what was sent and came back is received: `POST /stock/{sku}/movements`.
    """
    units, stamp = wire.read_units(call.body.lines), call.stamp(system_clock)
    id_, holder = call.new_id("return"), call.path["holder"]
    returned = holdings.return_units(id_, holder, units, stamp, doors)
    return created(f"/stock-reservations/{holder}", wire.show_reservation(returned))
