"""HTTP surface of batches of codes, handed out on record."""

from promenade.activity.coupon.model.codes import KeySpaceTooSmall
from promenade.activity.coupon.model.coupon import CouponsGone, NotClaimable
from promenade.activity.coupon.service import coding
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import codes as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail

app = api("coupon_codes", ACCESS, PATHS)
templates, store = CurrentTemplates(DynamoTemplateStore()), DynamoBatchStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "POST /coupon-templates/{template_id}/code-batches",
    allow=Permission.COUPON_ISSUE,
    second_factor=True,
    body=wire.BatchBody,
    idempotent=True,
    answers={202: wire.BatchView},
    raises=(Conflict, NotFound, NotClaimable, KeySpaceTooSmall, CouponsGone),
)
def request_codes(call: Call[wire.BatchBody, None]) -> Reply:
    """Ask for single codes; they are made within minutes."""
    stamp = call.stamp(system_clock)
    made = coding.request(wire.read_batch(call, stamp), stamp, templates, store)
    return accepted(f"/code-batches/{made.batch.id}", wire.show_batch(made))


@app.on(
    "GET /code-batches/{batch_id}",
    allow=Permission.COUPON_READ,
    answers={200: wire.BatchView},
    raises=(NotFound,),
)
def get_batch(call: Call[None, None]) -> Reply:
    """Show how far a batch of codes is: made, used and taken out of use."""
    return ok(wire.show_batch(coding.get(call.path["batch_id"], store)))


@app.on(
    "GET /code-batches/{batch_id}/codes",
    allow=Permission.COUPON_ISSUE,
    second_factor=True,
    answers={200: str},
    media_type="text/csv",
    raises=(NotFound,),
)
def read_codes(call: Call[None, None]) -> Reply:
    """Download the codes of a batch that are made so far, as CSV; on record."""
    made = coding.get(call.path["batch_id"], store)
    trail.note("CouponCodesRead", wire.subject_of(made), call)
    return Reply(200, wire.show_codes(store.codes(made.batch.id)))
