"""HTTP surface of shops on other platforms: owners connect them."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.service import connections as service
from promenade.customer.order.store.connections import DynamoConnectionStore
from promenade.customer.order.wire import connections as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.vault import Vault

app = api("order-connections", ACCESS, PATHS)
store = DynamoConnectionStore()
vault = Vault(setting("WEBHOOK_KEY_ID"))


@app.on(
    "POST /order-connections",
    allow=Permission.ORDER_CONNECT,
    body=wire.ConnectionBody,
    idempotent=True,
    answers={201: wire.ConnectionView},
    raises=(Conflict,),
)
def connect(call: Call[wire.ConnectionBody, None]) -> Reply:
    """Connect a shop of Shopify or WooCommerce, whose order webhooks are taken from then on."""
    sealed = service.seal_secrets(wire.read_new(call.body), call.body.secrets, vault)
    made = service.connect(sealed, call.stamp(system_clock), store)
    return created(wire.path_of(made), wire.show_connection(made), version=made.version)


@app.on(
    "PUT /order-connections/{platform}/{shop}",
    allow=Permission.ORDER_CONNECT,
    body=wire.TermsBody,
    versioned=True,
    answers={200: wire.ConnectionView},
    raises=(NotFound, Stale),
)
def change_connection(call: Call[wire.TermsBody, None]) -> Reply:
    """Change a shop's terms or secrets, or stop taking its webhooks."""
    sealed = service.seal_secrets(wire.read_change(call), call.body.secrets, vault)
    made = service.change(sealed, call.if_match, call.stamp(system_clock), store)
    return ok(wire.show_connection(made), version=made.version)


@app.on(
    "GET /order-connections/{platform}/{shop}",
    allow=Permission.ORDER_CONNECT,
    answers={200: wire.ConnectionView},
    raises=(NotFound,),
)
def get_connection(call: Call[None, None]) -> Reply:
    """Show how a shop is connected; its secrets are never shown."""
    found = service.get_connection(*wire.place(call), store)
    return ok(wire.show_connection(found), version=found.version)
