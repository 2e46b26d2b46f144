"""HTTP surface of the versions of coupon templates."""

from promenade.activity.coupon.service import versions
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import versions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.differences import DiffQuery
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("coupon_versions", ACCESS, PATHS)
pages = cursors()
store = DynamoTemplateStore()


@app.on(
    "GET /coupon-templates/{template_id}/versions",
    allow=Permission.COUPON_READ,
    query=PageQuery,
    answers={200: wire.TemplateVersionPage},
    raises=(NotFound,),
)
def list_template_versions(call: Call[None, PageQuery]) -> Reply:
    """List all versions of a coupon template, the latest first."""
    template_id, limit = call.path["template_id"], call.query.limit
    scope = f"versions of {template_id}"
    after = pages.open(call.query.cursor, scope)
    page = versions.list_versions(template_id, limit, after, store)
    return ok(wire.show_versions(page, pages.seal(page.next, scope)))


@app.on(
    "GET /coupon-templates/{template_id}/versions/{version}",
    allow=Permission.COUPON_READ,
    answers={200: wire.TemplateVersionView},
    raises=(NotFound,),
)
def get_template_version(call: Call[None, None]) -> Reply:
    """Show one version of a coupon template, as it was at its instant."""
    number = int(call.path["version"])
    return ok(wire.show_version(versions.get_version(call.path["template_id"], number, store)))


@app.on(
    "GET /coupon-templates/{template_id}/diff",
    allow=Permission.COUPON_READ,
    query=DiffQuery,
    answers={200: wire.TemplateDiffView},
    raises=(NotFound,),
)
def compare_template_versions(call: Call[None, DiffQuery]) -> Reply:
    """Show what differs between two versions of a coupon template, field by field."""
    template_id, asked = call.path["template_id"], call.query
    found = versions.compare(template_id, asked.before, asked.after, store)
    return ok(wire.show_diff(template_id, asked, found))
