"""HTTP surface of the versions of promotions."""

from promenade.base.promotion.service import versions
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.wire import promotions as wire
from promenade.base.promotion.wire import versions as views
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.differences import DiffQuery
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("promotion_versions", ACCESS, PATHS)
pages = cursors()
store = DynamoPromotionStore()


@app.on(
    "GET /promotions/{promotion_id}/versions",
    allow=Permission.PROMOTION_READ,
    query=PageQuery,
    answers={200: views.VersionPage},
    raises=(NotFound,),
)
def list_versions(call: Call[None, PageQuery]) -> Reply:
    """List all versions of a promotion, the latest first."""
    promotion_id, limit = call.path["promotion_id"], call.query.limit
    scope = f"versions of {promotion_id}"
    after = pages.open(call.query.cursor, scope)
    page = versions.list_versions(promotion_id, limit, after, store)
    return ok(views.show_versions(page, pages.seal(page.next, scope)))


@app.on(
    "GET /promotions/{promotion_id}/versions/{version}",
    allow=Permission.PROMOTION_READ,
    answers={200: views.VersionView},
    raises=(NotFound,),
)
def get_version(call: Call[None, None]) -> Reply:
    """Show one version of a promotion, as it was at its instant."""
    number = int(call.path["version"])
    return ok(views.show_version(versions.get_version(call.path["promotion_id"], number, store)))


@app.on(
    "GET /promotions/{promotion_id}/diff",
    allow=Permission.PROMOTION_READ,
    query=DiffQuery,
    answers={200: views.DiffView},
    raises=(NotFound,),
)
def compare_versions(call: Call[None, DiffQuery]) -> Reply:
    """Show what differs between two versions of a promotion, field by field."""
    promotion_id, asked = call.path["promotion_id"], call.query
    found = versions.compare(promotion_id, asked.before, asked.after, store)
    return ok(views.show_diff(promotion_id, asked, found))


@app.on(
    "POST /promotions/{promotion_id}/clone",
    allow=Permission.PROMOTION_WRITE,
    idempotent=True,
    answers={201: wire.PromotionView},
    raises=(NotFound, Conflict),
)
def clone_promotion(call: Call[None, None]) -> Reply:
    """Draft another promotion with the same terms, but for the code."""
    stamp, copy_id = call.stamp(system_clock), call.new_id("promotion")
    made = versions.clone(call.path["promotion_id"], copy_id, stamp, store)
    shown = wire.show_promotion(made, system_clock())
    return created(f"/promotions/{made.id}", shown, version=made.version)
