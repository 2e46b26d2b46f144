"""HTTP surface of claims: what many customers ask for at once."""

from secrets import SystemRandom

from promenade.activity.coupon.model.audience import NotInAudience
from promenade.activity.coupon.model.coupon import ClaimLimitReached, CouponsGone, NotClaimable
from promenade.activity.coupon.service.giving import CurrentTemplates, Giver, claim
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import coupons as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created

app = api("coupon_claim", ACCESS, PATHS)
templates = CurrentTemplates(DynamoTemplateStore())
giver = Giver(DynamoCouponStore(digests().pseudonym), SystemRandom().randint)


@app.on(
    "POST /coupon-templates/{template_id}/claims",
    allow=Permission.COUPON_CLAIM,
    idempotent=True,
    answers={201: wire.CouponView},
    raises=(NotFound, NotClaimable, NotInAudience, ClaimLimitReached, CouponsGone),
)
def claim_coupon(call: Call[None, None]) -> Reply:
    """Take a coupon into the caller's wallet."""
    claimant, stamp = wire.read_claimant(call.caller), call.stamp(system_clock)
    held = claim(call.path["template_id"], claimant, stamp, templates, giver)
    template = templates.at(held.coupon.template_id, stamp.at)
    shown = wire.show_coupon(held, template, held.told_at(stamp))
    return created(f"/wallet/coupons/{held.coupon.id}", shown, version=held.coupon.version)
