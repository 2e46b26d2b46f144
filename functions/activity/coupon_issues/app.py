"""HTTP surface of coupons that staff give to customers whom they name."""

from secrets import SystemRandom

from promenade.activity.coupon.model.audience import NotInAudience
from promenade.activity.coupon.model.coupon import CouponsGone, NotClaimable
from promenade.activity.coupon.service import issuing
from promenade.activity.coupon.service.giving import CurrentTemplates, Giver
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.issues import DynamoIssueStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import issues as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.imports import CSV
from promenade.kit.messages import LANGUAGES

app = api("coupon_issues", ACCESS, PATHS)
keyed = digests().pseudonym
giver = Giver(DynamoCouponStore(keyed), SystemRandom().randint)
templates = CurrentTemplates(DynamoTemplateStore())
doors = issuing.Doors(DynamoIssueStore(keyed), templates, giver)


@app.on(
    "POST /coupon-templates/{template_id}/issues",
    allow=Permission.COUPON_ISSUE,
    second_factor=True,
    body=wire.IssueBody,
    idempotent=True,
    answers={202: wire.IssueView},
    raises=(Conflict, NotFound, NotClaimable, NotInAudience, CouponsGone),
)
def request_issue(call: Call[wire.IssueBody, None]) -> Reply:
    """Give customers a coupon each, all of them or none; it is done within minutes."""
    stamp = call.stamp(system_clock)
    issue = issuing.request(wire.read_issue(call, stamp), stamp, doors)
    return accepted(f"/coupon-issues/{issue.id}", wire.show_issue(issue))


@app.on(
    "POST /coupon-templates/{template_id}/issue-lists",
    allow=Permission.COUPON_ISSUE,
    second_factor=True,
    body=bytes,
    query=wire.ListQuery,
    consumes=(CSV,),
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_LIST_BYTES,
    idempotent=True,
    answers={202: wire.IssueView},
    raises=(Conflict, NotFound, NotClaimable, NotInAudience, CouponsGone),
)
def request_issue_list(call: Call[bytes, wire.ListQuery]) -> Reply:
    """Give up to 100,000 customers of a file a coupon each, all of them or none.

    The file is CSV of one column, `customer`. All coupons are counted at once; they come page by
    page, and the issue tells how far it is."""
    stamp = call.stamp(system_clock)
    issue = issuing.request(wire.read_list(call, stamp), stamp, doors)
    return accepted(f"/coupon-issues/{issue.id}", wire.show_issue(issue))


@app.on(
    "GET /coupon-issues/{issue_id}",
    allow=Permission.COUPON_READ,
    answers={200: wire.IssueView},
    raises=(NotFound,),
)
def get_issue(call: Call[None, None]) -> Reply:
    """Show what became of an issue, and who already had as many coupons as one may."""
    return ok(wire.show_issue(issuing.get(call.path["issue_id"], doors.issues)))
