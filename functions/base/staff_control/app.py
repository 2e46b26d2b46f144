"""HTTP surface of the staff as owners shape it: inviting, suspending, removing."""

from promenade.base.staff.model.member import Details, EmailTaken
from promenade.base.staff.service import placing, standing
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import members as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, no_content, ok
from promenade.kit.staff_pool import StaffPool
from promenade.kit.vault import Vault

app = api("staff_control", ACCESS, PATHS)
pool, vault = StaffPool(setting("STAFF_POOL_ID")), Vault(setting("STAFF_KEY_ID"))
doors = Doors(DynamoStaffStore(), pool, vault, digests())


@app.on(
    "POST /staff",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    body=wire.InvitationBody,
    idempotent=True,
    answers={201: wire.StaffItem},
    raises=(Conflict, EmailTaken),
)
def invite_staff(call: Call[wire.InvitationBody, None]) -> Reply:
    """Invite somebody to the staff, who is written to.

    Until they take their place nothing counts that they are granted."""
    made = placing.invite(wire.read_invitation(call, system_clock), doors)
    return created(f"/staff/{made.id}", wire.show_item(made, Details(call.body.email)))


@app.on(
    "POST /staff/{staff_id}/suspend",
    allow=Permission.STAFF_MANAGE,
    answers={200: wire.StaffItem},
    raises=standing.REFUSALS,
)
def suspend_staff(call: Call[None, None]) -> Reply:
    """Let a member do nothing from the next call on, and sign them out. Their grants stay."""
    return ok(wire.show_item(standing.put(wire.read_wish(call, "suspended", system_clock), doors)))


@app.on(
    "POST /staff/{staff_id}/reactivate",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    answers={200: wire.StaffItem},
    raises=standing.REFUSALS,
)
def reactivate_staff(call: Call[None, None]) -> Reply:
    """Let who was suspended do again what their grants say."""
    return ok(wire.show_item(standing.put(wire.read_wish(call, "active", system_clock), doors)))


@app.on(
    "DELETE /staff/{staff_id}",
    allow=Permission.STAFF_MANAGE,
    answers={204: None},
    raises=standing.REFUSALS,
)
def remove_staff(call: Call[None, None]) -> Reply:
    """Remove a member for good. Nothing personal is kept of them."""
    standing.put(wire.read_wish(call, "removed", system_clock), doors)
    return no_content()
