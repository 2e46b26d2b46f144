"""HTTP surface of what who bought asks for: another address, that it be cancelled."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.annotating import CancellationDeclined, CancellationPending
from promenade.customer.order.model.shop_order import StageForbids
from promenade.customer.order.service import notes, own
from promenade.customer.order.service.ports import Course
from promenade.customer.order.service.readdressing import readdress
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import attached as wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.vault import Vault

app = api("order_request", ACCESS, PATHS)
shop = read_shop(setting("SHOP"))
course = Course(shop, DynamoShopOrderStore(shop.source))
vault = Vault(setting("ORDER_KEY_ID"))


@app.on(
    "GET /shop-orders/{number}/requests",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.RequestsView},
    raises=(NotFound,),
)
def get_requests(call: Call[None, None]) -> Reply:
    """Show what the caller has asked for an order, and what became of it."""
    order = own.get_own(call.path["number"], call.caller, course).order
    return ok(wire.show_requests(order), version=order.version)


@app.on(
    "POST /shop-orders/{number}/cancellation-requests",
    allow=Permission.ORDER_PLACE,
    body=wire.CancellationRequestBody,
    idempotent=True,
    answers={201: wire.RequestsView},
    raises=(CancellationDeclined, CancellationPending, Conflict, NotFound, StageForbids),
)
def request_cancellation(call: Call[wire.CancellationRequestBody, None]) -> Reply:
    """Ask to cancel an order that is paid: nothing of it is sent until that is answered."""
    number, stamp = call.path["number"], call.stamp(system_clock)
    request = wire.read_cancellation(call, system_clock)
    order = notes.request_cancellation(number, request, call.caller, stamp, course)
    return created(f"/shop-orders/{number}/requests", wire.show_requests(order))


@app.on(
    "PUT /shop-orders/{number}/personal",
    allow=Permission.ORDER_PLACE,
    body=wire.RecipientBody,
    versioned=True,
    answers={200: wire.RequestsView},
    raises=(NotFound, Stale, StageForbids),
)
def change_recipient(call: Call[wire.RecipientBody, None]) -> Reply:
    """Send an own order elsewhere, as long as nothing of it is sent."""
    command, stamp = wire.read_recipient(call), call.stamp(system_clock)
    whose = own.whose(call.caller)
    order = readdress(command, stamp, course, vault, whose)
    return ok(wire.show_requests(order), version=order.version)
