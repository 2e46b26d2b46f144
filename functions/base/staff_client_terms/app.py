"""HTTP surface of API clients as owners shape them: what each may do, and its keys."""

from promenade.base.staff.model.client import ClientRemoved, TooManyKeys
from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.service import clients
from promenade.base.staff.service.ports import ClientDesk
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import clients as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.api_clients import new_secret, outlast_leases
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, deployed_client
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("staff_client_terms", ACCESS, PATHS)
desk = ClientDesk(DynamoStaffStore(), deployed_client(), outlast_leases)
MANAGE, REFUSALS = Permission.STAFF_MANAGE, (NotFound, Stale, BeyondOwn, ClientRemoved)


@app.on(
    "POST /api-clients",
    allow=MANAGE,
    second_factor=True,
    body=wire.ClientBody,
    idempotent=True,
    answers={201: wire.ClientItem},
    raises=(Conflict, BeyondOwn),
)
def register_api_client(call: Call[wire.ClientBody, None]) -> Reply:
    """Register a server that may call. It can do so once it has a key."""
    asked, terms = wire.read_registration(call, system_clock), wire.read_terms(call.body)
    made = clients.register(asked, terms, desk)
    return created(f"/api-clients/{made.id}", wire.show_item(made), version=made.version)


@app.on(
    "PUT /api-clients/{client_id}",
    allow=MANAGE,
    second_factor=True,
    body=wire.ClientBody,
    versioned=True,
    answers={200: wire.ClientItem},
    raises=REFUSALS,
)
def change_api_client(call: Call[wire.ClientBody, None]) -> Reply:
    """Say anew what a client may do, how often and until when."""
    asked, terms = wire.read_asked(call, system_clock), wire.read_terms(call.body)
    changed = clients.change(asked, call.if_match, terms, desk)
    return ok(wire.show_item(changed), version=changed.version)


@app.on(
    "POST /api-clients/{client_id}/keys",
    allow=MANAGE,
    second_factor=True,
    body=wire.KeyBody,
    versioned=True,
    answers={200: wire.NewKeyView},
    raises=(*REFUSALS, TooManyKeys),
)
def make_api_client_key(call: Call[wire.KeyBody, None]) -> Reply:
    """Give a client another key, shown this once; those before it end after a while, or at once.

    Repeated, it is refused as `stale`: whoever has lost the answer makes another key."""
    asked, secret = wire.read_asked(call, system_clock), new_secret(call.path["client_id"])
    overlap = wire.read_overlap(call.body)
    client = clients.make_key(asked, call.if_match, secret, overlap, desk)
    return ok(wire.show_key(client, secret), version=client.version)
