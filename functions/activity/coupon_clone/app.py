"""HTTP surface of coupon templates that begin as copies."""

from promenade.activity.coupon.service import managing
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import templates as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created

app = api("coupon_clone", ACCESS, PATHS)
store = DynamoTemplateStore()


@app.on(
    "POST /coupon-templates/{template_id}/clone",
    allow=Permission.COUPON_WRITE,
    idempotent=True,
    answers={201: wire.TemplateView},
    raises=(NotFound, Conflict),
)
def clone_coupon_template(call: Call[None, None]) -> Reply:
    """Draft a new template with the terms of this one, in whatever status it is."""
    source, id_ = call.path["template_id"], call.new_id("template")
    made = managing.clone(source, id_, call.stamp(system_clock), store)
    return created(f"/coupon-templates/{id_}", wire.show_template(made), version=made.version)
