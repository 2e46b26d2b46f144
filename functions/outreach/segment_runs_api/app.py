"""HTTP surface of runs: all people are judged, and those who are in a segment are listed."""

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.outreach.segment.model.segment import SegmentArchivedBefore
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire import runs as wire

app = api("segment_runs", ACCESS, PATHS)
pages = cursors()
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)


@app.on(
    "POST /segments/{segment_id}/runs",
    allow=Permission.SEGMENT_WRITE,
    idempotent=True,
    answers={202: wire.RunView},
    raises=(NotFound, Conflict, SegmentArchivedBefore),
)
def compute_segment(call: Call[None, None]) -> Reply:
    """Judge all people by a segment's definition; the run's own route tells how far it is."""
    segment_id, run_id = call.path["segment_id"], call.new_id("run")
    run = computing.compute(segment_id, run_id, call.stamp(system_clock), doors)
    return accepted(f"/segments/{segment_id}/runs/{run.id}", wire.show_run(run, ()))


@app.on(
    "GET /segments/{segment_id}/runs/{run_id}",
    allow=Permission.SEGMENT_READ,
    answers={200: wire.RunView},
    raises=(NotFound,),
)
def get_segment_run(call: Call[None, None]) -> Reply:
    """Show how far a run is, and what it came to."""
    return ok(wire.show_run(*computing.get(call.path["segment_id"], call.path["run_id"], doors)))


@app.on(
    "GET /segments/{segment_id}/members",
    allow=Permission.SEGMENT_READ,
    query=wire.MemberQuery,
    answers={200: wire.MemberPage},
    raises=(NotFound,),
)
def list_members(call: Call[None, wire.MemberQuery]) -> Reply:
    """List who was in a segment when it was last computed, by pages of up to a hundred."""
    segment_id = call.path["segment_id"]
    scope = f"members of {segment_id}"
    page, run_id = wire.read_place(pages.open(call.query.cursor, scope))
    found = computing.members(segment_id, page, run_id, system_clock(), doors)
    cursor = pages.seal(wire.next_place(found), scope)
    return ok(wire.show_members(found, call.caller, cursor))
