"""HTTP surface of a flash sale to its buyers, and of who may ask for units of it."""

from promenade.activity.flash_sale.model.claim import SaleNotRunning, SoldOut
from promenade.activity.flash_sale.model.queue import NotYourTurn, TicketInvalid
from promenade.activity.flash_sale.service.admitting import Admission
from promenade.activity.flash_sale.service.claiming import CurrentSales
from promenade.activity.flash_sale.service.giving import Gate, give_token
from promenade.activity.flash_sale.service.queueing import CurrentQueues, Line
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.service.tokens import Tokens
from promenade.activity.flash_sale.store.blocks import DynamoBlockStore
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import buying as wire
from promenade.activity.flash_sale.wire.queueing import TicketQuery
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, TooMany
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_page", ACCESS, PATHS)
sales = CurrentSales(DynamoSaleStore(), DynamoClaimStore())
line = Line(sales, CurrentQueues(DynamoQueueStore()), Tickets(digests().proof))
gate = Gate(line, Tokens(digests().proof), Admission(DynamoBlockStore()))


@app.on(
    "GET /flash-sales/{sale_id}",
    allow=Permission.CATALOGUE_READ,
    answers={200: wire.OfferView},
    raises=(NotFound,),
)
def get_flash_sale(call: Call[None, None]) -> Reply:
    """Show a sale as its buyers see it, and how long until it starts and ends."""
    now = system_clock()
    sale = sales.at(call.path["sale_id"], now)
    is_sold_out = sales.is_sold_out(sale, now)
    return ok(wire.show_offer(sale, now, is_sold_out=is_sold_out))


@app.on(
    "POST /flash-sales/{sale_id}/tokens",
    allow=Permission.ORDER_PLACE,
    query=TicketQuery,
    answers={200: wire.TokenView},
    raises=(NotFound, SaleNotRunning, SoldOut, TooMany, TicketInvalid, NotYourTurn),
)
def give_flash_sale_token(call: Call[None, TicketQuery]) -> Reply:
    """Let the caller order within a minute, while not too many others do.

    Where the sale has a queue: once it is the turn of the ticket."""
    bearer, now = wire.bearer(call.caller, call.path["sale_id"]), system_clock()
    return ok(wire.show_token(give_token(bearer, call.query.ticket, now, gate)))
