"""HTTP surface of parcels: what was bought, on its way."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.annotating import CancellationPending
from promenade.customer.order.model.shop_order import StageForbids
from promenade.customer.order.service import desk as service
from promenade.customer.order.service.confined import within
from promenade.customer.order.service.ports import Course
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import desk as wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created

app = api("order_parcel", ACCESS, PATHS)
shop = read_shop(setting("SHOP"))
course = Course(shop, DynamoShopOrderStore(shop.source))


@app.on(
    "POST /shop-orders/{number}/parcels",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.ParcelBody,
    idempotent=True,
    answers={201: wire.HandledOrderView},
    raises=(CancellationPending, Conflict, NotFound, StageForbids),
)
def send_parcel(call: Call[wire.ParcelBody, None]) -> Reply:
    """Send what was bought, at once or in several parcels; once for each Idempotency-Key."""
    command, stamp = wire.read_parcel(call), call.stamp(system_clock)
    order = service.ship(call.path["number"], command, stamp, within(course, call.reach))
    sees = call.caller.may(Permission.PERSONAL_READ)
    shown = wire.show_handled(order, seen_whole=sees)
    return created(f"/shop-orders/{order.number}/handling", shown, version=order.version)
