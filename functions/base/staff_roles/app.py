"""HTTP surface of roles: what those have in common who are granted one."""

from promenade.base.staff.model.giving import BeyondOwn, ToOneself
from promenade.base.staff.model.role import BUILT_IN, RoleBuiltIn, RoleInUse
from promenade.base.staff.service import roles
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import roles as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, no_content, ok
from promenade.kit.paging import PageQuery

app = api("staff_roles", ACCESS, PATHS)
pages, store = cursors(), DynamoStaffStore()
MANAGE, READ = Permission.STAFF_MANAGE, Permission.STAFF_READ


@app.on(
    "POST /roles",
    allow=MANAGE,
    second_factor=True,
    body=wire.NewRoleBody,
    idempotent=True,
    answers={201: wire.RoleView},
    raises=(Conflict, RoleBuiltIn, BeyondOwn),
)
def add_role(call: Call[wire.NewRoleBody, None]) -> Reply:
    """Make a role of permissions; under another key, also one that was removed."""
    asked, stamp = wire.read_role(call.body), call.stamp(system_clock)
    made = roles.add(asked, call.caller.id, stamp, store)
    return created(f"/roles/{made.id}", wire.show_role(made), version=made.version)


@app.on("GET /roles", allow=READ, query=PageQuery, answers={200: wire.RolePage})
def list_roles(call: Call[None, PageQuery]) -> Reply:
    """List the roles of the shop by their ids, and those that are built in."""
    page = store.list_roles(call.query.limit, pages.open(call.query.cursor, "roles"))
    return ok(wire.show_page(page, pages.seal(page.next, "roles")))


@app.on("GET /roles/{role_id}", allow=READ, answers={200: wire.RoleView}, raises=(NotFound,))
def get_role(call: Call[None, None]) -> Reply:
    """Show what a role has."""
    id_ = call.path["role_id"]
    shown = wire.built_in(id_) if id_ in BUILT_IN else wire.show_role(roles.get(id_, store))
    return ok(shown, version=shown.version)


@app.on(
    "PUT /roles/{role_id}",
    allow=MANAGE,
    second_factor=True,
    body=wire.RoleBody,
    versioned=True,
    answers={200: wire.RoleView},
    raises=(NotFound, Stale, RoleBuiltIn, BeyondOwn, ToOneself),
)
def edit_role(call: Call[wire.RoleBody, None]) -> Reply:
    """Change what a role has, for all who were granted it.

    What of that somebody could not give themselves, they cannot change."""
    change, permissions = wire.read_change(call, system_clock), wire.read_permissions(call.body)
    edited = roles.edit(change, call.body.name, permissions, store)
    return ok(wire.show_role(edited), version=edited.version)


@app.on(
    "DELETE /roles/{role_id}",
    allow=MANAGE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, Stale, RoleBuiltIn, RoleInUse),
)
def remove_role(call: Call[None, None]) -> Reply:
    """Remove a role that nobody has."""
    roles.remove(wire.read_change(call, system_clock), store)
    return no_content()
