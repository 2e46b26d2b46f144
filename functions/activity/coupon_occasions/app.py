"""HTTP surface of what happens to customers and gives them coupons."""

from secrets import SystemRandom

from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.service.occasions import AutoTemplates, give_for
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import occasions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("coupon_occasions", ACCESS)
templates = AutoTemplates(DynamoTemplateStore())
giver = Giver(DynamoCouponStore(digests().pseudonym), SystemRandom().randint)


@app.on(
    "POST /coupon-occasions",
    allow=Permission.COUPON_GIVE,
    body=wire.OccasionBody,
    answers={200: wire.GivenView},
)
def tell_occasion(call: Call[wire.OccasionBody, None]) -> Reply:
    """Give a customer what a registration, a birthday or an invitation gives, once."""
    stamp = call.stamp(system_clock)
    given = give_for(wire.read_occasion(call.body), stamp, templates, giver)
    return ok(wire.show_given(given, stamp))
