"""HTTP surface of grants: who may do what, where and until when."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.staff.model.giving import BeyondOwn, ToOneself
from promenade.base.staff.model.member import LastOwner, MemberRemoved, TooManyGrants
from promenade.base.staff.model.role import RoleFull
from promenade.base.staff.service import granting
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import grants as wire
from promenade.base.staff.wire.members import GrantView, show_grant
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, no_content

app = api("staff_grants", ACCESS, PATHS)
store, tree = DynamoStaffStore(), DynamoCatalogueReader()


@app.on(
    "POST /staff/{staff_id}/grants",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    body=wire.GrantBody,
    idempotent=True,
    answers={201: GrantView},
    raises=(NotFound, Conflict, BeyondOwn, ToOneself, MemberRemoved, TooManyGrants, RoleFull),
)
def give_grant(call: Call[wire.GrantBody, None]) -> Reply:
    """Give a member a role.

    Nobody gives what they do not hold themselves there and for as long, and nobody to themselves;
    who holds a category gives those below it, too, as the tree is then.
    For some stores or categories alone it opens what keeps within these (`x-permission-held`)."""
    given = granting.give(wire.read_giving(call, system_clock), store, tree)
    return created(f"/staff/{call.path['staff_id']}", show_grant(given))


@app.on(
    "DELETE /staff/{staff_id}/grants/{grant_id}",
    allow=Permission.STAFF_MANAGE,
    answers={204: None},
    raises=(NotFound, BeyondOwn, LastOwner),
)
def end_grant(call: Call[None, None]) -> Reply:
    """End a grant, from the next call on. Who could not give it does not end it."""
    granting.take(wire.read_taking(call, system_clock), store, tree)
    return no_content()
