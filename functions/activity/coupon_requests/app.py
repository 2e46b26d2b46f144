"""HTTP surface of what was asked for of a coupon template, whoever did."""

from promenade.activity.coupon.service.requests import Lists
from promenade.activity.coupon.store.requests import DynamoRequests
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import codes, issues
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("coupon_requests", ACCESS, PATHS)
pages = cursors()
lists = Lists(DynamoTemplateStore(), DynamoRequests())


@app.on(
    "GET /coupon-templates/{template_id}/code-batches",
    allow=Permission.COUPON_READ,
    query=PageQuery,
    answers={200: codes.CodeBatchPage},
    raises=(NotFound,),
)
def list_code_batches(call: Call[None, PageQuery]) -> Reply:
    """List the batches of codes of a template and how far each is, the last one first."""
    template_id, limit = call.path["template_id"], call.query.limit
    scope = f"code batches of {template_id}"
    page = lists.batches(template_id, limit, pages.open(call.query.cursor, scope))
    return ok(codes.show_batches(page, pages.seal(page.next, scope)))


@app.on(
    "GET /coupon-templates/{template_id}/issues",
    allow=Permission.COUPON_READ,
    query=PageQuery,
    answers={200: issues.IssuePage},
    raises=(NotFound,),
)
def list_coupon_issues(call: Call[None, PageQuery]) -> Reply:
    """List the issues of a template and what became of each, the last one first."""
    template_id, limit = call.path["template_id"], call.query.limit
    scope = f"issues of {template_id}"
    page = lists.issues(template_id, limit, pages.open(call.query.cursor, scope))
    return ok(issues.show_issues(page, pages.seal(page.next, scope)))
