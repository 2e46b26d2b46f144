"""HTTP surface of what staff write to orders placed here: notes, answers, and new addresses."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.annotating import NothingRequested, TooManyNotes
from promenade.customer.order.model.shop_order import ShopOrder, StageForbids
from promenade.customer.order.service import notes as service
from promenade.customer.order.service.confined import within
from promenade.customer.order.service.ports import Course
from promenade.customer.order.service.readdressing import readdress
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import attached as wire
from promenade.customer.order.wire.desk import HandledOrderView, show_handled
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.auth import Principal
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.vault import Vault

app = api("order_note", ACCESS, PATHS)
shop = read_shop(setting("SHOP"))
course = Course(shop, DynamoShopOrderStore(shop.source))
vault = Vault(setting("ORDER_KEY_ID"))


@app.on(
    "POST /shop-orders/{number}/notes",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.NoteBody,
    idempotent=True,
    answers={201: HandledOrderView},
    raises=(Conflict, NotFound, TooManyNotes),
)
def add_note(call: Call[wire.NoteBody, None]) -> Reply:
    """Write something down about an order, whatever stage it is in; its buyer never sees it."""
    note, stamp = wire.read_note(call, system_clock), call.stamp(system_clock)
    order = service.annotate(call.path["number"], note, stamp, within(course, call.reach))
    where = f"/shop-orders/{order.number}/handling"
    return created(where, _shown(call.caller, order), version=order.version)


@app.on(
    "POST /shop-orders/{number}/cancellation-answers",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.AnswerBody,
    answers={200: HandledOrderView},
    raises=(NotFound, NothingRequested, StageForbids),
)
def answer_cancellation(call: Call[wire.AnswerBody, None]) -> Reply:
    """Decline to cancel a paid order, as its buyer asks. To grant that, cancel it (`customer`)."""
    stamp, here = call.stamp(system_clock), within(course, call.reach)
    order = service.decline_cancellation(call.path["number"], call.body.answer, stamp, here)
    return ok(_shown(call.caller, order), version=order.version)


@app.on(
    "PUT /shop-orders/{number}/handling/personal",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.RecipientBody,
    versioned=True,
    answers={200: HandledOrderView},
    raises=(NotFound, Stale, StageForbids),
)
def redirect_order(call: Call[wire.RecipientBody, None]) -> Reply:
    """Send an order elsewhere, as long as nothing of it is sent."""
    command, stamp = wire.read_recipient(call), call.stamp(system_clock)
    order = readdress(command, stamp, within(course, call.reach), vault, lambda each: each)
    return ok(_shown(call.caller, order), version=order.version)


def _shown(caller: Principal, order: ShopOrder) -> HandledOrderView:
    return show_handled(order, seen_whole=caller.may(Permission.PERSONAL_READ))
