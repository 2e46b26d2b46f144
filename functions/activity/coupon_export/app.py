"""HTTP surface of coupons as spreadsheets take them."""

from promenade.activity.coupon.service import coding, managing
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.store.exporting import DynamoCouponExports
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import exporting as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail

app = api("coupon_export", ACCESS, PATHS)
pages = cursors()
batches, exports, templates = DynamoBatchStore(), DynamoCouponExports(), DynamoTemplateStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "GET /coupon-templates/{template_id}/coupons",
    allow=Permission.COUPON_READ,
    second_factor=True,
    query=wire.ExportQuery,
    answers={200: str},
    media_type="text/csv",
    raises=(NotFound,),
)
def export_coupons(call: Call[None, wire.ExportQuery]) -> Reply:
    """Download the coupons that a template gave, as CSV; on record."""
    template, query = managing.get(call.path["template_id"], templates), call.query
    path = f"/coupon-templates/{template.id}/coupons"
    trail.note("CouponsExported", wire.subject_of("TEMPLATE", template.id, template.version), call)
    page = exports.of_template(template.id, query.limit, pages.open(query.cursor, path))
    sight = wire.sight_of(call, template, system_clock(), Permission.PERSONAL_READ)
    link = wire.next_link(call, path, pages.seal(page.next, path))
    return Reply(200, wire.show_coupons(page.items, sight), link)


@app.on(
    "GET /code-batches/{batch_id}/coupons",
    allow=Permission.COUPON_ISSUE,
    second_factor=True,
    query=wire.BatchExportQuery,
    answers={200: str},
    media_type="text/csv",
    raises=(NotFound,),
)
def export_batch(call: Call[None, wire.BatchExportQuery]) -> Reply:
    """Download the codes of a batch and what became of each, as CSV; on record."""
    made = coding.get(call.path["batch_id"], batches)
    template, path = managing.get(made.batch.template_id, templates), wire.batch_path(made)
    trail.note("CouponsExported", wire.subject_of("BATCH", made.batch.id, made.version), call)
    page = exports.of_batch(made.batch.id, pages.open(call.query.cursor, path))
    sight = wire.sight_of(call, template, system_clock(), Permission.PERSONAL_READ)
    link = wire.next_link(call, path, pages.seal(page.next, path))
    return Reply(200, wire.show_codes(page.items, sight), link)
