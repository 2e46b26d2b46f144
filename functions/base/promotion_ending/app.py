"""HTTP surface of how promotions come to their end."""

from promenade.activity.coupon.holds import DynamoCodeRegister
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader.claims import DynamoClaimReader
from promenade.base.promotion.model.lifecycle import StatusForbids, WindowOver
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.old_prices import OldPrices
from promenade.base.promotion.service.revisions import CodeTaken, PromotionsOverlap
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.wire import endings
from promenade.base.promotion.wire import promotions as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("promotion_ending", ACCESS, PATHS)
store = DynamoPromotionStore(DynamoCodeRegister())
old_prices = OldPrices(DynamoCatalogueReader(), DynamoClaimReader())
_UNMOVED = (NotFound, Stale, StatusForbids, WindowOver, ClaimFalse, CodeTaken, PromotionsOverlap)


@app.on(
    "POST /promotions/{promotion_id}/extend",
    allow=Permission.PROMOTION_PUBLISH,
    body=endings.EndBody,
    query=wire.OverlapQuery,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=_UNMOVED,
)
def extend_promotion(call: Call[endings.EndBody, wire.OverlapQuery]) -> Reply:
    """Let a running promotion end at another time, which lies ahead: a date is its 24:00."""
    change, accept = wire.read_change(call, system_clock), call.query.accept_overlaps
    end = endings.read_end(call.body)
    moved = managing.move_end(change, end, store, old_prices, accept_overlaps=accept)
    return ok(wire.show_promotion(moved, system_clock()), version=moved.version)


@app.on(
    "POST /promotions/{promotion_id}/kill",
    allow=Permission.PROMOTION_PUBLISH,
    body=endings.KillBody,
    answers={200: wire.PromotionView},
    raises=(NotFound, StatusForbids),
)
def kill_promotion(call: Call[endings.KillBody, None]) -> Reply:
    """End a running promotion at once, whatever its version."""
    promotion_id, reason = call.path["promotion_id"], call.body.reason
    killed = managing.kill(promotion_id, reason, call.stamp(system_clock), store)
    return ok(wire.show_promotion(killed, system_clock()), version=killed.version)


@app.on(
    "POST /promotions/{promotion_id}/archive",
    allow=Permission.PROMOTION_PUBLISH,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=(NotFound, Stale, StatusForbids),
)
def archive_promotion(call: Call[None, None]) -> Reply:
    """Put an ended promotion away among the archived ones; it is never deleted."""
    archived = managing.archive(wire.read_change(call, system_clock), store)
    return ok(wire.show_promotion(archived, system_clock()), version=archived.version)
