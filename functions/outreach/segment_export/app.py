"""HTTP surface of snapshots as spreadsheets take them."""

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail
from promenade.outreach.segment.service import exporting, managing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire import exports as wire

app = api("segment_export", ACCESS, PATHS)
pages = cursors()
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "GET /segments/{segment_id}/runs/{run_id}/members",
    allow=Permission.SEGMENT_READ,
    second_factor=True,
    query=wire.ExportQuery,
    answers={200: str},
    media_type="text/csv",
    raises=(NotFound, exporting.SegmentRunGoesOn),
)
def export_members(call: Call[None, wire.ExportQuery]) -> Reply:
    """Download whom a run found, as CSV of a customer a line; on record.

    Its columns: customer, language, zone, country, channels (kinds of addresses, with semicolons
    between), purchases (how many), first_paid_at, last_paid_at.

    What is known of them is as it is now; who is gone since is left out."""
    segment, run_id = managing.get(call.path["segment_id"], doors.segments), call.path["run_id"]
    scope = f"export of {run_id}"
    first = wire.read_page(pages.open(call.query.cursor, scope))
    trail.note("SegmentExported", wire.subject_of(segment), call)
    found = exporting.export(segment.id, run_id, first, doors)
    link = wire.next_link(call, pages.seal(wire.next_page(found), scope))
    return Reply(200, wire.show_csv(found.people, call.caller), link)
