"""HTTP surface of reservations, for shops whose orders are kept elsewhere."""

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model.holdings import AlreadyHeld
from promenade.base.stock.service import holdings
from promenade.base.stock.service.holdings import Doors
from promenade.base.stock.store.holdings import DynamoHoldingStore
from promenade.base.stock.wire import reservations as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.stock import OutOfStock, ReservationConflict
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.holds import Refused, TooManyWrites
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

ENDING = (NotFound, Refused, ReservationConflict)

app = api("stock_reservations", ACCESS, PATHS)
doors = Doors(DynamoHoldingStore(), DynamoStockHolds())


@app.on(
    "POST /stock-reservations",
    allow=Permission.STOCK_RESERVE,
    body=wire.ReservationBody,
    idempotent=True,
    answers={201: wire.ReservationView},
    raises=(AlreadyHeld, Conflict, NotFound, OutOfStock, Refused, TooManyWrites),
)
def hold_units(call: Call[wire.ReservationBody, None]) -> Reply:
    """Hold units for an order, all or none."""
    units, stamp = wire.read_units(call.body.lines), call.stamp(system_clock)
    holder = wire.read_holder(call.body)
    held = holdings.hold_units(holder, units, call.body.minutes, stamp, doors)
    return created(f"/stock-reservations/{held.holder}", wire.show_reservation(held))


@app.on(
    "GET /stock-reservations/{holder}",
    allow=Permission.STOCK_RESERVE,
    answers={200: wire.ReservationView},
    raises=(NotFound,),
)
def get_holding(call: Call[None, None]) -> Reply:
    """Show which units an order holds, bought or gave back."""
    return ok(wire.show_reservation(holdings.get_holding(call.path["holder"], doors)))


@app.on(
    "POST /stock-reservations/{holder}/commit",
    allow=Permission.STOCK_RESERVE,
    answers={200: wire.ReservationView},
    raises=ENDING,
)
def commit_units(call: Call[None, None]) -> Reply:
    """Sell the units that an order holds."""
    stamp = call.stamp(system_clock)
    return ok(wire.show_reservation(holdings.commit_units(call.path["holder"], stamp, doors)))


@app.on(
    "POST /stock-reservations/{holder}/release",
    allow=Permission.STOCK_RESERVE,
    answers={200: wire.ReservationView},
    raises=ENDING,
)
def release_units(call: Call[None, None]) -> Reply:
    """Make the units that an order holds available again."""
    stamp = call.stamp(system_clock)
    return ok(wire.show_reservation(holdings.release_units(call.path["holder"], stamp, doors)))
