"""HTTP surface of API clients for who looks at them: what each may do, and how often it calls."""

from promenade.base.staff.service import clients
from promenade.base.staff.service.ports import ClientDesk
from promenade.base.staff.store.clients import calls_of, list_clients
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import clients as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.api_clients import outlast_leases
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors, deployed_client
from promenade.kit.http.routes import Call, Reply, ok

app = api("staff_clients", ACCESS, PATHS)
pages, desk = cursors(), ClientDesk(DynamoStaffStore(), deployed_client(), outlast_leases)


@app.on(
    "GET /api-clients",
    allow=Permission.STAFF_READ,
    query=wire.ClientQuery,
    answers={200: wire.ClientPage},
)
def list_api_clients(call: Call[None, wire.ClientQuery]) -> Reply:
    """List the API clients, the one registered last first, with how often each calls."""
    page = list_clients(call.query.limit, pages.open(call.query.cursor, "clients"))
    deployed = clients.get(desk.deployed_id, desk).client
    ids = [deployed.id, *(kept.client.id for kept in page.items)]
    calls, cursor = calls_of(ids, system_clock()), pages.seal(page.next, "clients")
    return ok(wire.show_page(deployed, page, calls, cursor))


@app.on(
    "GET /api-clients/{client_id}",
    allow=Permission.STAFF_READ,
    answers={200: wire.ClientView},
    raises=(NotFound,),
)
def get_api_client(call: Call[None, None]) -> Reply:
    """Show what a client may do, until when its keys are good, and how often it calls."""
    client = clients.get(call.path["client_id"], desk).client
    calls = calls_of([client.id], system_clock())
    shown = wire.show_client(client, calls.get(client.id, wire.NO_CALLS))
    return ok(shown, version=client.version)
