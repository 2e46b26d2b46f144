"""HTTP surface of the queue of a flash sale to its buyers: what very many ask for at once."""

from promenade.activity.flash_sale.model.claim import SaleNotRunning
from promenade.activity.flash_sale.model.queue import (
    NoQueue,
    QueueFull,
    QueueNotOpen,
    TicketInvalid,
)
from promenade.activity.flash_sale.service import queueing
from promenade.activity.flash_sale.service.claiming import CurrentSales
from promenade.activity.flash_sale.service.queueing import CurrentQueues, Line
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import queueing as wire
from promenade.activity.flash_sale.wire.buying import bearer
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_queue", ACCESS, PATHS)
sales = CurrentSales(DynamoSaleStore(), DynamoClaimStore())
line = Line(sales, CurrentQueues(DynamoQueueStore()), Tickets(digests().proof))


@app.on(
    "POST /flash-sales/{sale_id}/spot",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.SpotView},
    raises=(NotFound, NoQueue, QueueNotOpen, QueueFull, SaleNotRunning),
)
def join_flash_sale_queue(call: Call[None, None]) -> Reply:
    """Join the queue: once, however often and from wherever the caller asks."""
    queuer = bearer(call.caller, call.path["sale_id"])
    return ok(wire.show_spot(queueing.join(queuer, system_clock(), line)))


@app.on(
    "GET /flash-sales/{sale_id}/spot",
    allow=Permission.ORDER_PLACE,
    query=wire.TicketQuery,
    answers={200: wire.SpotView},
    raises=(NotFound, NoQueue, TicketInvalid),
)
def get_flash_sale_spot(call: Call[None, wire.TicketQuery]) -> Reply:
    """Show where the caller stands in the queue."""
    queuer = bearer(call.caller, call.path["sale_id"])
    return ok(wire.show_spot(queueing.look(queuer, call.query.ticket, system_clock(), line)))


@app.on(
    "GET /flash-sales/{sale_id}/draws",
    allow=Permission.CATALOGUE_READ,
    answers={200: wire.DrawsView},
    raises=(NotFound, NoQueue),
)
def list_flash_sale_draws(call: Call[None, None]) -> Reply:
    """Show how the queue was drawn, so that anybody can repeat it."""
    sale, draws = queueing.draws(call.path["sale_id"], system_clock(), line)
    return ok(wire.show_draws(sale, draws))
