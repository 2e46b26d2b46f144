"""HTTP surface of orders as they are stored."""

from functools import partial
from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order import service
from promenade.customer.order.service import Day
from promenade.customer.order.service.confined import ConfinedOrders
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
look = partial(app.on, allow=Permission.ORDER_READ, held="within", raises=(NotFound,))
store = DynamoOrderStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)
vault = Vault(setting("ORDER_KEY_ID"))


@look("GET /orders", query=bodies.OrderQuery, answers={200: views.OrderPage})
def list_orders(call: Call[None, bodies.OrderQuery]) -> Reply:
    """List a store's orders of one day by source and time; a client sees its own."""
    query, own = call.query, call.caller.client
    here = ConfinedOrders(store, call.reach)
    place = Day(query.store, query.day, query.source or own)
    scope = f"orders of {place}"
    page = service.list_orders(place, own, query.limit, pages.open(query.cursor, scope), here)
    return ok(views.show_orders(page, pages.seal(page.next, scope), seen_whole=_sees_people(call)))


@look("GET /orders/{source}/{number}", answers={200: views.OrderView})
def get_order(call: Call[None, None]) -> Reply:
    """Show one order; its personal data only to who may see them, and on record then.

    A number with a slash does not pass every gateway: `GET /orders/{source}?number=` takes any."""
    return _show(call, call.path["number"])


@look("GET /orders/{source}", query=bodies.NumberQuery, answers={200: views.OrderView})
def find_order(call: Call[None, bodies.NumberQuery]) -> Reply:
    """Show one order by its number, whatever characters are in it."""
    return _show(call, call.query.number)


def _show(call: Call[Any, Any], number: str) -> Reply:
    here = ConfinedOrders(store, call.reach)
    order = service.get_order(call.path["source"], number, call.caller.client, here)
    sees, subject = _sees_people(call), subject_of(order.document)
    person = sees and service.open_person(
        order, vault, lambda: trail.note("PersonalDataOpened", subject, call)
    )
    shown = views.show_order(order, person or None, seen_whole=sees)
    return ok(shown, version=order.document.version)


def _sees_people(call: Call[Any, Any]) -> bool:
    return call.caller.may(Permission.PERSONAL_READ)
