"""HTTP surface of promotions."""

from promenade.activity.coupon.holds import DynamoCodeRegister
from promenade.base.promotion.model.lifecycle import StatusForbids, WindowOver
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.revisions import CodeTaken
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.wire import promotions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("promotion", ACCESS, PATHS)
pages, zone, store = cursors(), shop_zone(), DynamoPromotionStore(DynamoCodeRegister())


@app.on(
    "POST /promotions",
    allow=Permission.PROMOTION_WRITE,
    body=wire.PromotionBody,
    max_body_bytes=wire.MAX_BYTES,
    idempotent=True,
    answers={201: wire.PromotionView},
    raises=(Conflict, CodeTaken),
)
def draft_promotion(call: Call[wire.PromotionBody, None]) -> Reply:
    """Draft a promotion; it counts in no quote before it is published."""
    asked = wire.read_promotion(call.new_id("promotion"), call.body, zone)
    made = managing.draft(asked, call.stamp(system_clock), store)
    shown = wire.show_promotion(made, system_clock())
    return created(f"/promotions/{made.id}", shown, version=made.version)


@app.on(
    "GET /promotions",
    allow=Permission.PROMOTION_READ,
    query=wire.ListQuery,
    answers={200: wire.PromotionPage},
)
def list_promotions(call: Call[None, wire.ListQuery]) -> Reply:
    """List promotions of one status: running ones by their end, ended ones latest first."""
    query, scope, now = call.query, f"{call.query.status} promotions", system_clock()
    after = pages.open(query.cursor, scope)
    page = managing.list_by_status(query.status, now, query.limit, after, store)
    return ok(wire.show_page(page, now, pages.seal(page.next, scope)))


@app.on(
    "GET /promotions/{promotion_id}",
    allow=Permission.PROMOTION_READ,
    answers={200: wire.PromotionView},
    raises=(NotFound,),
)
def get_promotion(call: Call[None, None]) -> Reply:
    """Show one promotion as it is now."""
    found = managing.get(call.path["promotion_id"], store)
    return ok(wire.show_promotion(found, system_clock()), version=found.version)


@app.on(
    "PUT /promotions/{promotion_id}",
    allow=Permission.PROMOTION_WRITE,
    body=wire.PromotionBody,
    max_body_bytes=wire.MAX_BYTES,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=(NotFound, Stale, StatusForbids, WindowOver, CodeTaken),
)
def edit_promotion(call: Call[wire.PromotionBody, None]) -> Reply:
    """Write the next version of a promotion, to be reviewed anew.

    Of a running promotion the terms in force stay until the new ones are published; these count
    in new quotes only."""
    asked = wire.read_promotion(call.path["promotion_id"], call.body, zone)
    edited = managing.edit(wire.read_change(call, system_clock), asked, store)
    return ok(wire.show_promotion(edited, system_clock()), version=edited.version)
