"""HTTP surface of API clients as owners stop them: suspending, reactivating, removing. Whoever is
answered knows that no call is judged any more by what was there before."""

from promenade.base.staff.model.client import ClientRemoved
from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.service import clients
from promenade.base.staff.service.ports import ClientDesk
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import clients as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.api_clients import outlast_leases
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, deployed_client
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("staff_client_control", ACCESS, PATHS)
desk = ClientDesk(DynamoStaffStore(), deployed_client(), outlast_leases)
MANAGE, REFUSALS = Permission.STAFF_MANAGE, (NotFound, BeyondOwn, ClientRemoved)


@app.on(
    "POST /api-clients/{client_id}/suspend",
    allow=MANAGE,
    answers={200: wire.ClientItem},
    raises=REFUSALS,
)
def suspend_api_client(call: Call[None, None]) -> Reply:
    """Let a client do nothing from the next call on. Its keys stay."""
    asked = wire.read_asked(call, system_clock)
    return ok(wire.show_item(clients.put(asked, "suspended", desk)))


@app.on(
    "POST /api-clients/{client_id}/reactivate",
    allow=MANAGE,
    second_factor=True,
    answers={200: wire.ClientItem},
    raises=REFUSALS,
)
def reactivate_api_client(call: Call[None, None]) -> Reply:
    """Let a client that was suspended call again."""
    asked = wire.read_asked(call, system_clock)
    return ok(wire.show_item(clients.put(asked, "active", desk)))


@app.on(
    "DELETE /api-clients/{client_id}",
    allow=MANAGE,
    answers={204: None},
    raises=REFUSALS,
)
def remove_api_client(call: Call[None, None]) -> Reply:
    """Remove a client for good, with its keys."""
    clients.put(wire.read_asked(call, system_clock), "removed", desk)
    return no_content()
