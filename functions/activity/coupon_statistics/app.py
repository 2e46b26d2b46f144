"""HTTP surface of how far coupons went."""

from promenade.activity.coupon.service import managing
from promenade.activity.coupon.store.funnel import DynamoFunnel
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import statistics as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("coupon_statistics", ACCESS, PATHS)
templates, funnel = DynamoTemplateStore(), DynamoFunnel()


@app.on(
    "GET /coupon-templates/{template_id}/statistics",
    allow=Permission.COUPON_READ,
    answers={200: wire.StatisticsView},
    raises=(NotFound,),
)
def get_statistics(call: Call[None, None]) -> Reply:
    """Count how many of a template's coupons were issued, given, used and given back."""
    template = managing.get(call.path["template_id"], templates)
    return ok(wire.show_statistics(template, funnel.read(template.id)))
