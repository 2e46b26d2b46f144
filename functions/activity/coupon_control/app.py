"""HTTP surface of what brings a coupon template into force, and out of it."""

from promenade.activity.coupon.model.codes import CodeTaken
from promenade.activity.coupon.model.template import StatusForbids
from promenade.activity.coupon.service import managing
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import templates as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import NotReady
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("coupon_control", ACCESS, PATHS)
store = DynamoTemplateStore()
UNFIT = (NotFound, Stale, StatusForbids)
SHOWN = {200: wire.TemplateView}


@app.on(
    "POST /coupon-templates/{template_id}/activate",
    allow=Permission.COUPON_PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, NotReady, CodeTaken),
)
def activate_coupon_template(call: Call[None, None]) -> Reply:
    """Put a template in force: coupons are given by it from now on, its terms stay."""
    active = managing.activate(wire.read_change(call, system_clock), store)
    return ok(wire.show_template(active), version=active.version)


@app.on(
    "POST /coupon-templates/{template_id}/stop",
    allow=Permission.COUPON_PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def stop_coupon_template(call: Call[None, None]) -> Reply:
    """Give no more coupons by a template within seconds; those given stay good."""
    stopped = managing.stop(wire.read_change(call, system_clock), store)
    return ok(wire.show_template(stopped), version=stopped.version)


@app.on(
    "POST /coupon-templates/{template_id}/archive",
    allow=Permission.COUPON_PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def archive_coupon_template(call: Call[None, None]) -> Reply:
    """Put away a template that has stopped, or that never was active."""
    archived = managing.archive(wire.read_change(call, system_clock), store)
    return ok(wire.show_template(archived), version=archived.version)


@app.on(
    "DELETE /coupon-templates/{template_id}",
    allow=Permission.COUPON_WRITE,
    versioned=True,
    answers={204: None},
    raises=UNFIT,
)
def delete_coupon_template(call: Call[None, None]) -> Reply:
    """Drop a template that never was active; others are archived."""
    managing.delete(call.path["template_id"], call.if_match, store)
    return no_content()
