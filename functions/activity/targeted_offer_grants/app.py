"""HTTP surface of who has a targeted offer."""

from secrets import SystemRandom

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.model.offer import StatusForbids
from promenade.activity.targeted_offer.model.personal import AlreadyInOffer, NoAlternative, OptedOut
from promenade.activity.targeted_offer.service import following, granting
from promenade.activity.targeted_offer.store.lists import DynamoListStore
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.wire import grants as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.coupon_gifts import CouponWithheld
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted, created, ok

app = api("targeted_offer_grants", ACCESS, PATHS)
gifts = DynamoCouponGifts(digests().pseudonym, SystemRandom().randint)
doors = granting.Doors(DynamoOfferStore(), DynamoPersonalStore(), gifts)
lists = granting.ListDoors(DynamoListStore(), doors)
HINDERED = (StatusForbids, AlreadyInOffer, OptedOut, NoAlternative, CouponWithheld)
GRANT = Permission.TARGETED_OFFER_GRANT


@app.on(
    "POST /targeted-offers/{offer_id}/grants",
    allow=GRANT,
    body=wire.GrantBody,
    idempotent=True,
    answers={201: wire.GrantView},
    raises=(Conflict, NotFound, *HINDERED),
)
def grant_offer(call: Call[wire.GrantBody, None]) -> Reply:
    """Grant a customer the offer, once; its coupon comes with it."""
    offer_id, customer = call.path["offer_id"], call.body.customer
    mine = granting.grant(offer_id, customer, call.stamp(system_clock), doors)
    return created(f"/targeted-offers/{offer_id}/statistics", wire.show_grant(mine))


@app.on(
    "POST /targeted-offers/{offer_id}/grant-lists",
    allow=GRANT,
    body=wire.GrantListBody,
    idempotent=True,
    answers={202: wire.GrantListView},
    raises=(Conflict, NotFound, StatusForbids),
)
def request_grants(call: Call[wire.GrantListBody, None]) -> Reply:
    """Grant a list of customers the offer, within minutes: each who may have it, once."""
    stamp = call.stamp(system_clock)
    asked = granting.request(wire.read_list(call, stamp), call.body.customers, stamp, lists)
    return accepted(f"/grant-lists/{asked.id}", wire.show_list(asked))


@app.on(
    "POST /targeted-offers/{offer_id}/bonuses",
    allow=GRANT,
    body=wire.GrantBody,
    answers={200: wire.GrantView},
    raises=(NotFound, CouponWithheld),
)
def give_bonus(call: Call[wire.GrantBody, None]) -> Reply:
    """Give who invited this customer the coupon that was withheld."""
    stamp = call.stamp(system_clock)
    mine = following.give_bonus(call.path["offer_id"], call.body.customer, stamp, doors)
    return ok(wire.show_grant(mine))
