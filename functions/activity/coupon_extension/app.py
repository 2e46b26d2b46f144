"""HTTP surface of what an active coupon template shall give beyond its terms."""

from promenade.activity.coupon.model.extending import NotAnExtension, RaisedTooOften
from promenade.activity.coupon.model.template import StatusForbids
from promenade.activity.coupon.service import extending
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import templates as wire
from promenade.activity.coupon.wire.versions import ExtensionBody, read_extension
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("coupon_extension", ACCESS, PATHS)
store = DynamoTemplateStore()
UNFIT = (NotFound, Stale, StatusForbids)


@app.on(
    "PUT /coupon-templates/{template_id}/extension",
    allow=Permission.COUPON_WRITE,
    body=ExtensionBody,
    versioned=True,
    answers={200: wire.TemplateView},
    raises=(*UNFIT, NotAnExtension, RaisedTooOften),
)
def propose_extension(call: Call[ExtensionBody, None]) -> Reply:
    """Propose that an active template gives more coupons, or for longer; what is promised stays.
    It is submitted, approved and activated as the template was."""
    change, asked = wire.read_change(call, system_clock), read_extension(call.body)
    proposed = extending.extend(change, asked, store)
    return ok(wire.show_template(proposed), version=proposed.version)


@app.on(
    "DELETE /coupon-templates/{template_id}/extension",
    allow=Permission.COUPON_WRITE,
    versioned=True,
    answers={200: wire.TemplateView},
    raises=UNFIT,
)
def withdraw_extension(call: Call[None, None]) -> Reply:
    """Propose it no more; the template goes on by its terms."""
    kept = extending.give_up(wire.read_change(call, system_clock), store)
    return ok(wire.show_template(kept), version=kept.version)
