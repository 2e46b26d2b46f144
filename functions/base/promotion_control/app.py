"""HTTP surface of what puts promotions in force and takes them out again."""

from promenade.activity.coupon.holds import DynamoCodeRegister
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader.claims import DynamoClaimReader
from promenade.base.promotion.model.lifecycle import NothingProposed, StatusForbids, WindowOver
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.old_prices import OldPrices
from promenade.base.promotion.service.revisions import CodeTaken, PromotionsOverlap
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.wire import promotions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import NotReady
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("promotion_control", ACCESS, PATHS)
store = DynamoPromotionStore(DynamoCodeRegister())
allotments = DynamoAllotments()
old_prices = OldPrices(DynamoCatalogueReader(), DynamoClaimReader())
_CHANGED = (NotFound, Stale, StatusForbids)
_UNFIT = (NothingProposed, NotReady, ClaimFalse, WindowOver, CodeTaken, PromotionsOverlap)


@app.on(
    "POST /promotions/{promotion_id}/publish",
    allow=Permission.PROMOTION_PUBLISH,
    query=wire.OverlapQuery,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=(*_CHANGED, *_UNFIT),
)
def publish_promotion(call: Call[None, wire.OverlapQuery]) -> Reply:
    """Put what has been approved in force: a draft, or the edit of a running promotion."""
    change, accept = wire.read_change(call, system_clock), call.query.accept_overlaps
    changed = managing.publish(change, store, allotments, old_prices, accept_overlaps=accept)
    return ok(wire.show_promotion(changed, system_clock()), version=changed.version)


@app.on(
    "POST /promotions/{promotion_id}/pause",
    allow=Permission.PROMOTION_PUBLISH,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=_CHANGED,
)
def pause_promotion(call: Call[None, None]) -> Reply:
    """Take a running promotion out of all quotes, within seconds."""
    changed = managing.pause(wire.read_change(call, system_clock), store)
    return ok(wire.show_promotion(changed, system_clock()), version=changed.version)


@app.on(
    "POST /promotions/{promotion_id}/resume",
    allow=Permission.PROMOTION_PUBLISH,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=(*_CHANGED, ClaimFalse),
)
def resume_promotion(call: Call[None, None]) -> Reply:
    """Put a paused promotion back in force."""
    changed = managing.resume(wire.read_change(call, system_clock), store, old_prices)
    return ok(wire.show_promotion(changed, system_clock()), version=changed.version)


@app.on(
    "POST /promotions/{promotion_id}/end",
    allow=Permission.PROMOTION_PUBLISH,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=_CHANGED,
)
def end_promotion(call: Call[None, None]) -> Reply:
    """End a promotion for good, or a draft that is not wanted any more."""
    changed = managing.end(wire.read_change(call, system_clock), store)
    return ok(wire.show_promotion(changed, system_clock()), version=changed.version)
