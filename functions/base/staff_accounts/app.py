"""HTTP surface of who cannot get in: an invitation sent again, a second factor that was lost."""

from promenade.base.staff.model.member import MemberCame
from promenade.base.staff.service import renewing
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import members as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.staff_pool import StaffPool
from promenade.kit.vault import Vault

app = api("staff_accounts", ACCESS, PATHS)
pool, vault = StaffPool(setting("STAFF_POOL_ID")), Vault(setting("STAFF_KEY_ID"))
doors = Doors(DynamoStaffStore(), pool, vault, digests())


@app.on(
    "POST /staff/{staff_id}/invitations",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    idempotent=True,
    answers={200: wire.StaffItem},
    raises=(*renewing.REFUSALS, MemberCame),
)
def invite_staff_again(call: Call[None, None]) -> Reply:
    """Write once more to who has not come yet, with another first password.

    What they were sent before is good for nothing; what they were granted stays."""
    return ok(wire.show_item(renewing.invite_again(wire.read_renewal(call, system_clock), doors)))


@app.on(
    "POST /staff/{staff_id}/second-factor-resets",
    allow=Permission.STAFF_MANAGE,
    second_factor=True,
    idempotent=True,
    answers={200: wire.StaffItem},
    raises=renewing.RESET_REFUSALS,
)
def reset_second_factor(call: Call[None, None]) -> Reply:
    """Let who lost their second factor choose another one, by a first password in a mail.

    They are signed out at once, and stay who they are: their grants, and what they did. Nobody
    does it for themselves, nor for who holds more than they do."""
    wanted = wire.read_renewal(call, system_clock)
    return ok(wire.show_item(renewing.reset_second_factor(wanted, doors)))
