"""HTTP surface of estimates: how many people conditions hold of, at once."""

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.shops import shop_zone
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.segment.service import estimating
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from promenade.outreach.segment.wire import estimates, segments

app = api("segment_estimates", ACCESS)
zone = shop_zone()
doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)


@app.on(
    "POST /segment-estimates",
    allow=Permission.SEGMENT_READ,
    body=segments.EstimateBody,
    answers={200: estimates.FoundView},
)
def estimate_segment(call: Call[segments.EstimateBody, None]) -> Reply:
    """Tell how many people a definition holds of, exactly or from a sample, and show some.

    With each is told which of the conditions hold."""
    found = estimating.estimate(segments.read_asked(call.body, zone), system_clock, doors)
    return ok(estimates.show_found(found, call.caller))


@app.on(
    "POST /segment-overlaps",
    allow=Permission.SEGMENT_READ,
    body=segments.OverlapBody,
    answers={200: estimates.OverlapsView},
)
def compare_segments(call: Call[segments.OverlapBody, None]) -> Reply:
    """Tell how many people are in each of up to five segments, and in all of any of them at once.

    By their definitions as they are now."""
    ids = segments.read_compared(call.body)
    return ok(estimates.show_overlaps(estimating.overlaps(ids, system_clock, doors)))
