"""HTTP surface of invitations to targeted offers."""

from secrets import SystemRandom

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    NotShared,
    SelfReferral,
    ShareClosed,
)
from promenade.activity.targeted_offer.service import sharing
from promenade.activity.targeted_offer.service.granting import Doors
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.store.shares import DynamoShareStore
from promenade.activity.targeted_offer.wire import personal as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.coupon_gifts import CouponWithheld
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("targeted_offer_share", ACCESS, PATHS)
keyed = digests()
gifts = DynamoCouponGifts(keyed.pseudonym, SystemRandom().randint)
tokens = sharing.Tokens(keyed.pseudonym, keyed.proof)
doors = sharing.ShareDoors(
    DynamoShareStore(), tokens, Doors(DynamoOfferStore(), DynamoPersonalStore(), gifts)
)
TAKE = Permission.TARGETED_OFFER_TAKE


@app.on(
    "POST /wallet/offers/{offer_id}/share",
    allow=TAKE,
    answers={200: wire.ShareView},
    raises=(NotFound, NotShared),
)
def share_offer(call: Call[None, None]) -> Reply:
    """Get the token that invites others to an offer of the caller's: always the same one."""
    customer, stamp = wire.shopper(call.caller), call.stamp(system_clock)
    found = sharing.share(call.path["offer_id"], customer, stamp, doors)
    return ok(wire.show_share(found, tokens.token_of(found.share.id), stamp.at))


@app.on(
    "POST /wallet/offer-acceptances",
    allow=TAKE,
    body=wire.AcceptanceBody,
    idempotent=True,
    answers={201: wire.AcceptedView},
    raises=(Conflict, NotFound, SelfReferral, AlreadyInOffer, ShareClosed, CouponWithheld),
)
def accept_share(call: Call[wire.AcceptanceBody, None]) -> Reply:
    """Accept another customer's invitation, once for an offer: the first one counts."""
    claimant, stamp = wire.read_claimant(call.caller), call.stamp(system_clock)
    mine = sharing.accept(call.body.token, claimant, stamp, doors)
    return created(f"/wallet/offers/{mine.offer_id}", wire.show_accepted(mine))
