"""HTTP surface of what is said of a coupon template before it is active."""

from promenade.activity.coupon.model.template import StatusForbids
from promenade.activity.coupon.service import managing
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import templates as wire
from promenade.base.staff.reader import DynamoApprovalPolicy
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import ApprovedBefore, NotReady, SelfApproval
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("coupon_review", ACCESS, PATHS)
store, policy = DynamoTemplateStore(), DynamoApprovalPolicy("coupon_template")
UNFIT = (NotFound, Stale, StatusForbids)
SHOWN = {200: wire.TemplateView}


@app.on(
    "POST /coupon-templates/{template_id}/submit",
    allow=Permission.COUPON_WRITE,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, NotReady),
)
def submit_coupon_template(call: Call[None, None]) -> Reply:
    """Ask others to approve a template; how many depends on its worst-case cost."""
    submitted = managing.submit(wire.read_change(call, system_clock), policy, store)
    return ok(wire.show_template(submitted), version=submitted.version)


@app.on(
    "POST /coupon-templates/{template_id}/approve",
    allow=Permission.COUPON_APPROVE,
    second_factor=True,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, SelfApproval, ApprovedBefore),
)
def approve_coupon_template(call: Call[None, None]) -> Reply:
    """Agree to a template's terms, which somebody else wrote and submitted."""
    approved = managing.approve(wire.read_change(call, system_clock), store)
    return ok(wire.show_template(approved), version=approved.version)


@app.on(
    "POST /coupon-templates/{template_id}/reject",
    allow=Permission.COUPON_APPROVE,
    body=wire.RejectionBody,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def reject_coupon_template(call: Call[wire.RejectionBody, None]) -> Reply:
    """Send a template back to be edited, saying why."""
    change = wire.read_change(call, system_clock)
    rejected = managing.reject(change, call.body.reason, store)
    return ok(wire.show_template(rejected), version=rejected.version)
