"""HTTP surface of promotions made from templates."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.promotion.service import activities
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.wire import activities as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("promotion_activity", ACCESS)
store = DynamoPromotionStore()
catalogue, zone = DynamoCatalogueReader(), shop_zone()


@app.on(
    "POST /activities/previews",
    allow=Permission.PROMOTION_WRITE,
    body=wire.ActivityBody,
    answers={200: wire.PreviewView},
)
def preview_activity(call: Call[wire.ActivityBody, None]) -> Reply:
    """Tell of each of an activity's goods whether it fits, and what it would cost."""
    asked = wire.read_activity("preview", call.body, zone)
    return ok(wire.show_preview(activities.check(asked, system_clock(), catalogue)))


@app.on(
    "POST /activities",
    allow=Permission.PROMOTION_WRITE,
    body=wire.ActivityBody,
    idempotent=True,
    answers={201: wire.ActivityView},
    raises=(Conflict,),
)
def draft_activity(call: Call[wire.ActivityBody, None]) -> Reply:
    """Draft a promotion from a template and goods; it is then reviewed like any other."""
    asked = wire.read_activity(call.new_id("promotion"), call.body, zone)
    stamp = call.stamp(system_clock)
    made, goods = activities.draft_activity(asked, stamp, store, catalogue)
    shown = wire.show_activity(made, goods, stamp)
    return created(f"/promotions/{made.id}", shown, version=made.version)
