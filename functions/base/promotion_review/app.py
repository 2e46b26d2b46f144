"""HTTP surface of what is said of a promotion before it is published."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader.claims import DynamoClaimReader
from promenade.base.promotion.service import reviewing, simulating
from promenade.base.promotion.service.old_prices import OldPrices
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.simulations import DynamoSimulationStore
from promenade.base.promotion.wire import promotions as wire
from promenade.base.promotion.wire import reviews
from promenade.base.staff.reader import DynamoApprovalPolicy
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import ApprovedBefore, SelfApproval
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("promotion_review", ACCESS, PATHS)
store, policy = DynamoPromotionStore(), DynamoApprovalPolicy("promotion")
old_prices = OldPrices(DynamoCatalogueReader(), DynamoClaimReader())
simulations = DynamoSimulationStore()


@app.on(
    "GET /promotions/{promotion_id}/validation",
    allow=Permission.PROMOTION_READ,
    languages=LANGUAGES,
    answers={200: reviews.ValidationView},
    raises=(NotFound,),
)
def validate_promotion(call: Call[None, None]) -> Reply:
    """Check a promotion: what keeps it from review, whom it meets, its worst-case cost."""
    id_, now = call.path["promotion_id"], system_clock()
    found = reviewing.assess(id_, now, policy, store, old_prices)
    simulated = simulating.latest_of(found.managed, simulations)
    return ok(reviews.show_assessment(found, simulated, now, call.language))


@app.on(
    "POST /promotions/{promotion_id}/submit",
    allow=Permission.PROMOTION_WRITE,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=reviewing.UNREADY,
)
def submit_promotion(call: Call[None, None]) -> Reply:
    """Ask others to approve a promotion; how many depends on its worst-case cost."""
    submitted = reviewing.submit(wire.read_change(call, system_clock), policy, store, old_prices)
    return ok(wire.show_promotion(submitted, system_clock()), version=submitted.version)


@app.on(
    "POST /promotions/{promotion_id}/approve",
    allow=Permission.PROMOTION_APPROVE,
    second_factor=True,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=(*reviewing.UNFIT, SelfApproval, ApprovedBefore),
)
def approve_promotion(call: Call[None, None]) -> Reply:
    """Agree to a promotion's terms, which somebody else wrote and submitted."""
    approved = reviewing.approve(wire.read_change(call, system_clock), store)
    return ok(wire.show_promotion(approved, system_clock()), version=approved.version)


@app.on(
    "POST /promotions/{promotion_id}/reject",
    allow=Permission.PROMOTION_APPROVE,
    body=reviews.RejectionBody,
    versioned=True,
    answers={200: wire.PromotionView},
    raises=reviewing.UNFIT,
)
def reject_promotion(call: Call[reviews.RejectionBody, None]) -> Reply:
    """Send a promotion's terms back to be edited, saying why."""
    rejected = reviewing.reject(wire.read_change(call, system_clock), call.body.reason, store)
    return ok(wire.show_promotion(rejected, system_clock()), version=rejected.version)
