"""HTTP surface of the second person who decides about a change of a price."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.model.book import BookOver
from promenade.base.price.model.change import SelfApproval, StatusForbids, WindowOver
from promenade.base.price.model.entry import PriceOverlap, TooManyEntries
from promenade.base.price.service import changing
from promenade.base.price.service.judging import Ground
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.base.price.wire import changes as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.paths import PATHS
from promenade.contracts.sku_places import require_within
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("price_approval", ACCESS, PATHS)
catalogue = DynamoCatalogueReader()
evidence = DynamoEvidenceStore()
limit_bp = int(setting("PRICE_CHANGE_LIMIT_BP"))
store = DynamoPriceStore()


@app.on(
    "POST /prices/{sku}/changes/{change_id}/approve",
    allow=Permission.PRICE_APPROVE,
    held="within",
    second_factor=True,
    versioned=True,
    answers={200: wire.ChangeView},
    raises=(
        NotFound,
        Stale,
        StatusForbids,
        SelfApproval,
        BookOver,
        PriceOverlap,
        TooManyEntries,
        WindowOver,
        ClaimFalse,
    ),
)
def approve_change(call: Call[None, None]) -> Reply:
    """Agree, as the second person, to a change that waits."""
    require_within(call.path["sku"], call.reach, catalogue)
    ground = Ground(wire.known(call.path["sku"], catalogue), limit_bp, evidence)
    done = changing.approve(wire.read_step(call, system_clock), ground, store)
    shown = wire.show_change(done, system_clock())
    return ok(shown, version=shown.version)


@app.on(
    "POST /prices/{sku}/changes/{change_id}/reject",
    allow=Permission.PRICE_APPROVE,
    held="within",
    versioned=True,
    answers={200: wire.ChangeView},
    raises=(NotFound, Stale, StatusForbids, SelfApproval),
)
def reject_change(call: Call[None, None]) -> Reply:
    """Refuse, as the second person, a change that waits."""
    require_within(call.path["sku"], call.reach, catalogue)
    done = changing.reject(wire.read_step(call, system_clock), store)
    shown = wire.show_change(done, system_clock())
    return ok(shown, version=shown.version)
