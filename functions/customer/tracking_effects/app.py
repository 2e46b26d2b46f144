"""HTTP surface of what came of campaigns."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.tracking.service.effects import effect_of, effects_of, lines_of
from promenade.customer.tracking.store.effects import DynamoEffectStore
from promenade.customer.tracking.wire import effect_comparisons as comparisons
from promenade.customer.tracking.wire.effect_lines import CreditedOrderPage, show_lines
from promenade.customer.tracking.wire.effect_views import EffectView
from promenade.customer.tracking.wire.effects import show_effect
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("tracking_effects", ACCESS, PATHS)
pages, store = cursors(), DynamoEffectStore()
READ = Permission.TRACKING_READ
CSV = {"Content-Type": "text/csv; charset=utf-8"}


@app.on(
    "GET /campaigns/{campaign_id}/effect", allow=READ, answers={200: EffectView}, raises=(NotFound,)
)
def get_effect(call: Call[None, None]) -> Reply:
    """Show how far a campaign's people came, what is credited to it, and what it changed."""
    return ok(show_effect(effect_of(call.path["campaign_id"], system_clock(), store)))


@app.on(
    "GET /campaigns/{campaign_id}/orders",
    allow=READ,
    query=PageQuery,
    answers={200: CreditedOrderPage},
    raises=(NotFound,),
)
def list_credited_orders(call: Call[None, PageQuery]) -> Reply:
    """List the orders that a campaign is credited with, and why, the last placed first."""
    id_ = call.path["campaign_id"]
    scope = f"orders of {id_}"
    page = lines_of(id_, call.query.limit, pages.open(call.query.cursor, scope), store)
    whole = call.caller.may(Permission.PERSONAL_READ)
    return ok(show_lines(page.items, pages.seal(page.next, scope), whole=whole))


@app.on(
    "GET /campaign-effects",
    allow=READ,
    query=comparisons.ComparisonQuery,
    answers={200: comparisons.ComparisonView},
    raises=(NotFound,),
)
def compare_campaigns(call: Call[None, comparisons.ComparisonQuery]) -> Reply:
    """Compare what came of up to 20 campaigns, by one model.

    As CSV, amounts are in major units."""
    known = effects_of(call.query.ids, system_clock(), store)
    shown = comparisons.show_comparison(known, call.query)
    if call.query.format == "csv":
        return Reply(200, comparisons.show_sheet(shown), CSV)
    return ok(shown)
