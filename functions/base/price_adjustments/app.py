"""HTTP surface of adjustments of many prices."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.service.adjusting import Adjuster, Rehearsal
from promenade.base.price.service.judging import Ground
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import adjustments as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.messages import LANGUAGES

app = api("price_adjustment", ACCESS)
pages = cursors()
catalogue = DynamoCatalogueReader()
evidence = DynamoEvidenceStore()
limit_bp = int(setting("PRICE_CHANGE_LIMIT_BP"))
store = DynamoPriceStore()


@app.on(
    "POST /price-adjustments",
    allow=Permission.PRICE_WRITE,
    body=wire.AdjustmentBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={201: wire.AdjustmentView},
    raises=(Conflict,),
)
def adjust_prices(call: Call[wire.AdjustmentBody, None]) -> Reply:
    """Move the prices of many SKUs, each whole or not at all, and report what became of each.

    The same call again does what is missing."""
    stamp = call.stamp(system_clock)
    asked = wire.read_adjustment(call.new_id("price_adjustment"), call.body, stamp.at, store)
    chosen = wire.select(call.body.selection, catalogue, pages)
    ground = Ground(catalogue.facts(chosen.skus), limit_bp, evidence)
    rows = Adjuster(asked, ground, stamp, store).rows(chosen.skus)
    shown = wire.show_adjustment(asked, rows, chosen.next, call.language)
    return created("/price-changes", shown)


@app.on(
    "POST /price-adjustments/simulations",
    allow=Permission.PRICE_READ,
    body=wire.AdjustmentBody,
    languages=LANGUAGES,
    answers={200: wire.AdjustmentView},
)
def simulate_adjustment(call: Call[wire.AdjustmentBody, None]) -> Reply:
    """What an adjustment would come to now, and the margin it would leave; nothing is stored."""
    stamp = call.stamp(system_clock)
    asked = wire.read_adjustment("simulation", call.body, stamp.at, store)
    chosen = wire.select(call.body.selection, catalogue, pages)
    ground = Ground(catalogue.facts(chosen.skus), limit_bp, evidence)
    rows = Adjuster(asked, ground, stamp, Rehearsal(store)).rows(chosen.skus)
    return ok(wire.show_adjustment(asked, rows, chosen.next, call.language))
