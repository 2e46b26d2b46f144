"""HTTP surface of codes that customers know."""

from secrets import SystemRandom

from promenade.activity.coupon.model.audience import NotInAudience
from promenade.activity.coupon.model.codes import CodeInvalid
from promenade.activity.coupon.model.coupon import ClaimLimitReached, CouponsGone
from promenade.activity.coupon.service.giving import CurrentTemplates, Giver
from promenade.activity.coupon.service.redeeming import GUESSES, Doors, redeem
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.records import GuessTally
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import codes, coupons
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created
from promenade.kit.limits import Limiter

app = api("coupon_redeem", ACCESS)
keyed = digests()
store, templates = DynamoCouponStore(keyed.pseudonym), CurrentTemplates(DynamoTemplateStore())
giver = Giver(store, SystemRandom().randint)
guesses = Limiter(GUESSES, GuessTally, keyed)
doors = Doors(DynamoBatchStore(), store, templates, giver, guesses)


@app.on(
    "POST /wallet/coupons",
    allow=Permission.COUPON_CLAIM,
    body=codes.RedeemBody,
    idempotent=True,
    answers={201: coupons.CouponView},
    raises=(NotFound, CodeInvalid, NotInAudience, ClaimLimitReached, CouponsGone),
)
def redeem_code(call: Call[codes.RedeemBody, None]) -> Reply:
    """Take the coupon of a code into the caller's wallet."""
    stamp = call.stamp(system_clock)
    held = redeem(codes.read_redeem(call), stamp, doors)
    template = templates.at(held.coupon.template_id, stamp.at)
    shown = coupons.show_coupon(held, template, held.told_at(stamp))
    return created(f"/wallet/coupons/{held.coupon.id}", shown, version=held.coupon.version)
