"""HTTP surface of what a targeted offer gives, and until when."""

from secrets import SystemRandom

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.model.offer import EndNotLater, StatusForbids
from promenade.activity.targeted_offer.service import managing
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.wire import offers as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import NotReady
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("targeted_offer_terms", ACCESS, PATHS)
store, zone = DynamoOfferStore(), shop_zone()
doors = managing.Doors(store, DynamoCouponGifts(digests().pseudonym, SystemRandom().randint))
UNFIT = (NotFound, Stale, StatusForbids)
WRITE, PUBLISH = Permission.TARGETED_OFFER_WRITE, Permission.TARGETED_OFFER_PUBLISH
SHOWN = {200: wire.OfferView}


@app.on(
    "PUT /targeted-offers/{offer_id}",
    allow=WRITE,
    body=wire.OfferBody,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def edit_offer(call: Call[wire.OfferBody, None]) -> Reply:
    """Give an offer that never was active other terms."""
    change, terms = wire.read_change(call, system_clock), wire.read_terms(call.body, zone)
    edited = managing.edit(change, terms, store)
    return ok(wire.show_offer(edited, change.at), version=edited.version)


@app.on(
    "POST /targeted-offers/{offer_id}/extend",
    allow=PUBLISH,
    body=wire.ExtensionBody,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, EndNotLater, NotReady),
)
def extend_offer(call: Call[wire.ExtensionBody, None]) -> Reply:
    """Let an offer end later; what was granted before keeps its end."""
    change = wire.read_change(call, system_clock)
    extended = managing.extend(change, wire.read_end(call.body), doors)
    return ok(wire.show_offer(extended, change.at), version=extended.version)


@app.on(
    "DELETE /targeted-offers/{offer_id}",
    allow=WRITE,
    versioned=True,
    answers={204: None},
    raises=UNFIT,
)
def delete_offer(call: Call[None, None]) -> Reply:
    """Drop an offer that never was active; others end."""
    managing.delete(call.path["offer_id"], call.if_match, system_clock(), store)
    return no_content()
