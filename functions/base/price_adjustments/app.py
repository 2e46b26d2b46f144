"""HTTP surface of adjustments of many prices."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.model.book import BookOver
from promenade.base.price.service import settling
from promenade.base.price.service.adjusting import Rehearsal
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.settling import Plan
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


def plan(call: Call[wire.AdjustmentBody, None]) -> Plan:
    chosen = wire.select(call.body.selection, catalogue, pages)
    ground = Ground(catalogue.facts(chosen.skus), limit_bp, evidence)
    return Plan(chosen.skus, ground, chosen.next)


@app.on(
    "POST /price-adjustments",
    allow=Permission.PRICE_WRITE,
    body=wire.AdjustmentBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={201: wire.AdjustmentView},
    raises=(Conflict, BookOver),
)
def adjust_prices(call: Call[wire.AdjustmentBody, None]) -> Reply:
    """Move the prices of many SKUs, each whole or not at all, and report what became of each.

    A call that broke off does what is missing when it comes again."""
    stamp = call.stamp(system_clock)
    asked = wire.read_adjustment(call.new_id("price_adjustment"), call.body, stamp.at, store)
    settled = settling.adjust(asked, lambda: plan(call), stamp, store)
    return created("/price-changes", wire.show_adjustment(asked.id, settled, call.language))


@app.on(
    "POST /price-adjustments/simulations",
    allow=Permission.PRICE_READ,
    body=wire.AdjustmentBody,
    languages=LANGUAGES,
    answers={200: wire.AdjustmentView},
    raises=(BookOver,),
)
def simulate_adjustment(call: Call[wire.AdjustmentBody, None]) -> Reply:
    """Show what an adjustment would come to now, and its margin; nothing is stored."""
    stamp = call.stamp(system_clock)
    asked = wire.read_adjustment("simulation", call.body, stamp.at, store)
    settled = settling.settle(asked, plan(call), stamp, Rehearsal(store))
    return ok(wire.show_adjustment(asked.id, settled, call.language))
