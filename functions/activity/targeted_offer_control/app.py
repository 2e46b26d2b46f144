"""HTTP surface of what brings a targeted offer into force, and out of it."""

from secrets import SystemRandom

from promenade.activity.coupon.holds import DynamoCouponGifts
from promenade.activity.targeted_offer.model.offer import StatusForbids
from promenade.activity.targeted_offer.service import managing
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.wire import offers as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import NotReady
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("targeted_offer_control", ACCESS, PATHS)
store = DynamoOfferStore()
doors = managing.Doors(store, DynamoCouponGifts(digests().pseudonym, SystemRandom().randint))
UNFIT = (NotFound, Stale, StatusForbids)
PUBLISH = Permission.TARGETED_OFFER_PUBLISH
SHOWN = {200: wire.OfferView}


@app.on(
    "POST /targeted-offers/{offer_id}/activate",
    allow=PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, NotReady),
)
def activate_offer(call: Call[None, None]) -> Reply:
    """Put an offer in force; refused unless its coupons, and what everybody else can have, are."""
    change = wire.read_change(call, system_clock)
    active = managing.activate(change, doors)
    return ok(wire.show_offer(active, change.at), version=active.version)


@app.on(
    "POST /targeted-offers/{offer_id}/pause",
    allow=PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def pause_offer(call: Call[None, None]) -> Reply:
    """Grant it to nobody, and take no invitation, until it is resumed."""
    change = wire.read_change(call, system_clock)
    paused = managing.pause(change, store)
    return ok(wire.show_offer(paused, change.at), version=paused.version)


@app.on(
    "POST /targeted-offers/{offer_id}/resume",
    allow=PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def resume_offer(call: Call[None, None]) -> Reply:
    """Let a paused offer go on."""
    change = wire.read_change(call, system_clock)
    resumed = managing.resume(change, store)
    return ok(wire.show_offer(resumed, change.at), version=resumed.version)


@app.on(
    "POST /targeted-offers/{offer_id}/end",
    allow=PUBLISH,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def end_offer(call: Call[None, None]) -> Reply:
    """End an offer for good; coupons that were given stay good."""
    change = wire.read_change(call, system_clock)
    ended = managing.end(change, store)
    return ok(wire.show_offer(ended, change.at), version=ended.version)
