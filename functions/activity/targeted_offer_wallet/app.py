"""HTTP surface of a customer's own offers, and of what everybody can have instead."""

from secrets import SystemRandom

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.service import choosing
from promenade.activity.targeted_offer.service.granting import Doors
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.wire import personal as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("targeted_offer_wallet", ACCESS, PATHS)
pages = cursors()
gifts = DynamoCouponGifts(digests().pseudonym, SystemRandom().randint)
doors = Doors(DynamoOfferStore(), DynamoPersonalStore(), gifts)
TAKE = Permission.TARGETED_OFFER_TAKE


@app.on(
    "GET /wallet/offers",
    allow=TAKE,
    query=PageQuery,
    answers={200: wire.OwnOfferPage},
    raises=(NotFound,),
)
def list_own_offers(call: Call[None, PageQuery]) -> Reply:
    """List the caller's offers with the time that is left, those that are over as well."""
    customer, now, query = wire.shopper(call.caller), system_clock(), call.query
    scope = f"offers of {customer}"
    found = choosing.list_mine(customer, query.limit, pages.open(query.cursor, scope), now, doors)
    return ok(wire.show_own(found, now, pages.seal(found.page.next, scope)))


@app.on(
    "GET /wallet/offers/{offer_id}",
    allow=TAKE,
    answers={200: wire.OwnOfferView},
    raises=(NotFound,),
)
def get_own_offer(call: Call[None, None]) -> Reply:
    """Show one of the caller's offers with the time that is left."""
    customer, now = wire.shopper(call.caller), system_clock()
    return ok(wire.show_mine(choosing.get_mine(customer, call.path["offer_id"], now, doors), now))


@app.on("GET /wallet/targeting", allow=TAKE, answers={200: wire.TargetingView}, raises=(NotFound,))
def get_targeting(call: Call[None, None]) -> Reply:
    """Show whether the caller may be granted targeted offers."""
    found = choosing.targeting(wire.shopper(call.caller), doors.personal)
    return ok(wire.show_targeting(found))


@app.on(
    "PUT /wallet/targeting",
    allow=TAKE,
    body=wire.TargetingBody,
    answers={200: wire.TargetingView},
    raises=(NotFound,),
)
def choose_targeting(call: Call[wire.TargetingBody, None]) -> Reply:
    """Refuse targeted offers, or allow them again; alternatives stay open either way."""
    choice, stamp = wire.read_choice(call), call.stamp(system_clock)
    return ok(wire.show_targeting(choosing.choose(choice, stamp, doors.personal)))


@app.on("GET /offer-alternatives", allow=TAKE, query=PageQuery, answers={200: wire.AlternativePage})
def list_alternatives(call: Call[None, PageQuery]) -> Reply:
    """List the coupons that everybody can claim where others are granted targeted offers."""
    scope, now = "alternatives of offers", system_clock()
    after = pages.open(call.query.cursor, scope)
    page = choosing.alternatives(call.query.limit, after, now, doors)
    return ok(wire.show_alternatives(page, now, pages.seal(page.next, scope)))
