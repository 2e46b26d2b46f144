"""HTTP surface of orders as they are stored."""

from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order import service
from promenade.customer.order.model.order import Order, Person
from promenade.customer.order.service import Day
from promenade.customer.order.store import DynamoOrderStore, subject_of
from promenade.customer.order.wire import bodies, views
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail
from promenade.kit.vault import Vault

app = api("order", ACCESS, PATHS)
pages = cursors()
store = DynamoOrderStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)
vault = Vault(setting("ORDER_KEY_ID"))


@app.on(
    "GET /orders",
    allow=Permission.ORDER_READ,
    query=bodies.OrderQuery,
    answers={200: views.OrderPage},
    raises=(NotFound,),
)
def list_orders(call: Call[None, bodies.OrderQuery]) -> Reply:
    """A store's orders of one day by source and time; a client sees its own."""
    query, own = call.query, _own_source(call)
    place = Day(query.store, query.day, query.source or own)
    scope = f"orders of {place}"
    after = pages.open(query.cursor, scope)
    page = service.list_orders(place, own, query.limit, after, store)
    return ok(views.show_orders(page, pages.seal(page.next, scope)))


@app.on(
    "GET /orders/{source}/{number}",
    allow=Permission.ORDER_READ,
    answers={200: views.OrderView},
    raises=(NotFound,),
)
def get_order(call: Call[None, None]) -> Reply:
    """One order; its personal data only for who may see them, and on record then."""
    order = service.get_order(call.path["source"], call.path["number"], _own_source(call), store)
    sees_person = Permission.PERSONAL_READ in call.caller.permissions
    person = _open_person(order, call) if sees_person else None
    return ok(views.show_order(order, person), version=order.document.version)


def _open_person(order: Order, call: Call[None, None]) -> Person | None:
    subject = subject_of(order.document)
    return service.open_person(
        order, vault, lambda: trail.note("PersonalDataOpened", subject, call)
    )


def _own_source(call: Call[Any, Any]) -> str | None:
    """A client is the source that its id names; staff see all."""
    return call.caller.id if call.caller.kind == "client" else None
