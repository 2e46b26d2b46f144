"""HTTP surface of segments: who is meant, by which conditions."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, no_content, ok
from promenade.outreach.campaign.holds import DynamoSegmentUsers
from promenade.outreach.segment.model import registry
from promenade.outreach.segment.model.segment import SegmentArchivedBefore, SegmentInUse
from promenade.outreach.segment.service import managing
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire import segments as wire

app = api("segment", ACCESS, PATHS)
pages, zone = cursors(), shop_zone()
store, users = DynamoSegmentStore(), DynamoSegmentUsers(system_clock)
ONE, READ, WRITE = "/segments/{segment_id}", Permission.SEGMENT_READ, Permission.SEGMENT_WRITE
UNFIT = (registry.CircularSegments, registry.NamedTooDeep, registry.TooManySegments)
MOVED = (NotFound, Stale, SegmentArchivedBefore)
SHOWN, DRAFTED = {200: wire.SegmentView}, {201: wire.SegmentView}


@app.on(
    "POST /segments",
    allow=WRITE,
    body=wire.SegmentBody,
    idempotent=True,
    answers=DRAFTED,
    raises=(Conflict, *UNFIT),
)
def draft_segment(call: Call[wire.SegmentBody, None]) -> Reply:
    """Say by which conditions people are in a segment; nobody is counted yet."""
    id_, terms = call.new_id("segment"), wire.read_terms(call.body, zone)
    made = managing.draft(id_, terms, call.stamp(system_clock), store)
    return created(f"/segments/{made.id}", wire.show_segment(made), version=made.version)


@app.on("GET /segments", allow=READ, query=wire.SegmentQuery, answers={200: wire.SegmentPage})
def list_segments(call: Call[None, wire.SegmentQuery]) -> Reply:
    """List the segments of a status, the latest first."""
    query, scope = call.query, f"segments {call.query.status}"
    after = pages.open(query.cursor, scope)
    page = managing.list_by_status(query.status, query.limit, after, store)
    return ok(wire.show_page(page, pages.seal(page.next, scope)))


@app.on(f"GET {ONE}", allow=READ, answers=SHOWN, raises=(NotFound,))
def get_segment(call: Call[None, None]) -> Reply:
    """Show a segment, and what it came to when it was last computed."""
    found = managing.get(call.path["segment_id"], store)
    return ok(wire.show_segment(found), version=found.version)


@app.on(
    f"PUT {ONE}",
    allow=WRITE,
    body=wire.SegmentBody,
    versioned=True,
    answers=SHOWN,
    raises=(*MOVED, *UNFIT, SegmentInUse),
)
def edit_segment(call: Call[wire.SegmentBody, None]) -> Reply:
    """Give a segment other terms; what was computed by others is stale then.

    One that others name stays dynamic."""
    terms = wire.read_terms(call.body, zone)
    edited = managing.edit(wire.read_change(call, system_clock), terms, store)
    return ok(wire.show_segment(edited), version=edited.version)


@app.on(
    f"DELETE {ONE}", allow=WRITE, versioned=True, answers={204: None}, raises=(*MOVED, SegmentInUse)
)
def archive_segment(call: Call[None, None]) -> Reply:
    """Put away a segment that no other one and no open campaign names; it is still shown."""
    managing.archive(wire.read_change(call, system_clock), store, users)
    return no_content()
