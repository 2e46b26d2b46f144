"""HTTP surface of coupon templates."""

from promenade.activity.coupon.model.template import StatusForbids
from promenade.activity.coupon.service import managing
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import templates as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("coupon_templates", ACCESS, PATHS)
pages, zone = cursors(), shop_zone()
store = DynamoTemplateStore()


@app.on(
    "POST /coupon-templates",
    allow=Permission.COUPON_WRITE,
    body=wire.TemplateBody,
    idempotent=True,
    answers={201: wire.TemplateView},
    raises=(Conflict,),
)
def draft_coupon_template(call: Call[wire.TemplateBody, None]) -> Reply:
    """Draft a template; it gives no coupons before it is active."""
    terms, id_ = wire.read_terms(call.body, zone), call.new_id("template")
    made = managing.draft(id_, terms, call.stamp(system_clock), store)
    return created(f"/coupon-templates/{id_}", wire.show_template(made), version=made.version)


@app.on(
    "GET /coupon-templates",
    allow=Permission.COUPON_READ,
    query=wire.TemplateQuery,
    answers={200: wire.TemplatePage},
)
def list_coupon_templates(call: Call[None, wire.TemplateQuery]) -> Reply:
    """List the templates of one status, the latest first."""
    query, scope = call.query, f"{call.query.status} coupon templates"
    after = pages.open(query.cursor, scope)
    page = managing.list_by_status(query.status, query.limit, after, store)
    return ok(wire.show_page(page, pages.seal(page.next, scope)))


@app.on(
    "GET /coupon-templates/{template_id}",
    allow=Permission.COUPON_READ,
    answers={200: wire.TemplateView},
    raises=(NotFound,),
)
def get_coupon_template(call: Call[None, None]) -> Reply:
    """Show one template as it is now."""
    found = managing.get(call.path["template_id"], store)
    return ok(wire.show_template(found), version=found.version)


@app.on(
    "PUT /coupon-templates/{template_id}",
    allow=Permission.COUPON_WRITE,
    body=wire.TemplateBody,
    versioned=True,
    answers={200: wire.TemplateView},
    raises=(NotFound, Stale, StatusForbids),
)
def edit_coupon_template(call: Call[wire.TemplateBody, None]) -> Reply:
    """Give a template that never was active other terms, to be reviewed anew."""
    change, terms = wire.read_change(call, system_clock), wire.read_terms(call.body, zone)
    edited = managing.edit(change, terms, store)
    return ok(wire.show_template(edited), version=edited.version)
