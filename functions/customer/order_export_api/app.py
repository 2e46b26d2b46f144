"""HTTP surface of orders as spreadsheets take them."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.order.service.searching import search
from promenade.customer.order.store.searching import DynamoOrderSearch
from promenade.customer.order.wire import exports as wire
from promenade.customer.order.wire.searching import read_search
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import AnswerTooLarge, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail

app = api("order_export", ACCESS)
pages = cursors()
shop = read_shop(setting("SHOP"))
orders = DynamoOrderSearch()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "GET /order-exports",
    allow=Permission.ORDER_READ,
    second_factor=True,
    query=wire.ExportQuery,
    answers={200: str},
    media_type="text/csv",
    raises=(AnswerTooLarge, NotFound),
)
def export_orders(call: Call[None, wire.ExportQuery]) -> Reply:
    """Download orders as a search finds them, as CSV of a row a line; on record."""
    wanted, query = read_search(call, shop), call.query
    scope = f"order exports {wanted}"
    trail.note("OrdersExported", wire.subject_of(wanted), call)
    page = search(wanted, query.limit, pages.open(query.cursor, scope), orders)
    sees = call.caller.may(Permission.PERSONAL_READ)
    shown = wire.show_csv(page.items, seen_whole=sees)
    return Reply(200, shown, wire.next_link(call, pages.seal(page.next, scope)))
