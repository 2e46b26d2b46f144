"""HTTP surface of the staff: who is on it, and one's own place."""

from promenade.base.staff.model.member import EmailTaken
from promenade.base.staff.service import looking, placing
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.store import subject_of
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.base.staff.wire import members as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.staff_pool import StaffPool
from promenade.kit.trail import Trail
from promenade.kit.vault import Vault

app = api("staff", ACCESS, PATHS)
pages, store = cursors(), DynamoStaffStore()
safe, pool = Vault(setting("STAFF_KEY_ID")), StaffPool(setting("STAFF_POOL_ID"))
doors = Doors(store, pool, safe, digests())
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "GET /staff/me", allow=Permission.STAFF_OWN, answers={200: wire.StaffView}, raises=(NotFound,)
)
def get_own_place(call: Call[None, None]) -> Reply:
    """Show the caller what they may do, and by which grants."""
    shown = looking.show_own(call.caller.id, store)
    return ok(wire.show_member(shown, looking.unseal(shown.kept, safe), system_clock()))


@app.on(
    "PUT /staff/me",
    allow=Permission.STAFF_OWN,
    body=wire.OwnBody,
    answers={200: wire.StaffItem},
    raises=(Conflict, EmailTaken),
)
def take_own_place(call: Call[wire.OwnBody, None]) -> Reply:
    """Take the place that one was invited to, under this name; from then on grants count.

    While there is no owner, one of the pool's group `owner` becomes the first."""
    kept = placing.take(wire.read_place(call), call.stamp(system_clock), doors)
    return ok(wire.show_kept(kept, looking.unseal(kept, safe)))


@app.on(
    "GET /staff", allow=Permission.STAFF_READ, query=wire.StaffQuery, answers={200: wire.StaffPage}
)
def list_staff(call: Call[None, wire.StaffQuery]) -> Reply:
    """List the staff, the one invited last first. Names and addresses are on record then."""
    page = store.list_members(call.query.limit, pages.open(call.query.cursor, "staff"))
    details = {}
    if call.caller.may(Permission.PERSONAL_READ):
        trail.note_all("PersonalDataOpened", [subject_of(k.member) for k in page.items], call)
        details = {k.member.id: looking.unseal(k, safe) for k in page.items}
    return ok(wire.show_page(page, details, pages.seal(page.next, "staff")))


@app.on(
    "GET /staff/{staff_id}",
    allow=Permission.STAFF_READ,
    answers={200: wire.StaffView},
    raises=(NotFound,),
)
def get_staff(call: Call[None, None]) -> Reply:
    """Show a member, and by which grants they may do what. Name and address are on record then."""
    shown, details = looking.show(call.path["staff_id"], store), None
    if call.caller.may(Permission.PERSONAL_READ):
        trail.note("PersonalDataOpened", subject_of(shown.kept.member), call)
        details = looking.unseal(shown.kept, safe)
    return ok(wire.show_member(shown, details, system_clock()))
