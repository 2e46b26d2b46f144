"""HTTP surface of simulations: drafts over past orders."""

from promenade.base.promotion.model.lifecycle import StatusForbids
from promenade.base.promotion.model.simulation import SimulationOver, SimulationsBusy
from promenade.base.promotion.service import simulating
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.simulations import DynamoSimulationStore
from promenade.base.promotion.wire import promotion_simulations as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.paging import PageQuery

app = api("promotion_simulation", ACCESS, PATHS)
pages = cursors()
promotions = DynamoPromotionStore()
store = DynamoSimulationStore()


@app.on(
    "POST /promotions/{promotion_id}/simulations",
    allow=Permission.QUOTE_SIMULATE,
    body=wire.PromotionSimulationBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={202: wire.PromotionSimulationView},
    raises=(NotFound, Conflict, StatusForbids, SimulationsBusy),
)
def simulate_promotion(call: Call[wire.PromotionSimulationBody, None]) -> Reply:
    """Replay the orders of past days under a promotion's latest terms, in the background."""
    asked, stamp = wire.read_asked(call), call.stamp(system_clock)
    made = simulating.request(asked, stamp, promotions, store)
    return accepted(wire.path_of(made), wire.show_simulation(made, call.language))


@app.on(
    "GET /promotions/{promotion_id}/simulations",
    allow=Permission.PROMOTION_READ,
    query=PageQuery,
    languages=LANGUAGES,
    answers={200: wire.PromotionSimulationPage},
    raises=(NotFound,),
)
def list_simulations(call: Call[None, PageQuery]) -> Reply:
    """List the simulations of one promotion, the newest first."""
    promotion_id, query = call.path["promotion_id"], call.query
    scope = f"simulations of {promotion_id}"
    asked = (promotion_id, query.limit, pages.open(query.cursor, scope))
    page = simulating.list_newest(*asked, promotions, store)
    return ok(wire.show_simulations(page, pages.seal(page.next, scope), call.language))


@app.on(
    "GET /promotions/{promotion_id}/simulations/{simulation_id}",
    allow=Permission.PROMOTION_READ,
    languages=LANGUAGES,
    answers={200: wire.PromotionSimulationView},
    raises=(NotFound,),
)
def get_simulation(call: Call[None, None]) -> Reply:
    """Show how far a simulation is, and what it comes to so far."""
    found = simulating.get(call.path["promotion_id"], call.path["simulation_id"], store)
    return ok(wire.show_simulation(found, call.language))


@app.on(
    "POST /promotions/{promotion_id}/simulations/{simulation_id}/cancel",
    allow=Permission.QUOTE_SIMULATE,
    languages=LANGUAGES,
    answers={200: wire.PromotionSimulationView},
    raises=(NotFound, SimulationOver),
)
def cancel_simulation(call: Call[None, None]) -> Reply:
    """Stop a simulation after the page that it is at; what was read stays to be seen."""
    named, stamp = (call.path["promotion_id"], call.path["simulation_id"]), call.stamp(system_clock)
    return ok(wire.show_simulation(simulating.cancel(*named, stamp, store), call.language))
