"""HTTP surface of segment."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.segment import service, wire
from promenade.outreach.segment.store import DynamoSegmentStore

app = api("segment", ACCESS, PATHS)
store = DynamoSegmentStore()


@app.on(
    "GET /segment/{segment_id}",
    allow=Permission.SEGMENT_READ,
    answers={200: wire.SegmentView},
    raises=(NotFound,),
)
def get_segment(call: Call[None, None]) -> Reply:
    """One of segment, as it is now."""
    found = service.get_segment(call.path["segment_id"], store)
    return ok(show(found, wire.SegmentView), version=found.version)
