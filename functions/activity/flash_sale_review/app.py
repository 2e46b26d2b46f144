"""HTTP surface of what is said of a flash sale before it is scheduled."""

from promenade.activity.flash_sale.model.sale import StatusForbids
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import sales as wire
from promenade.activity.flash_sale.wire.plans import SaleView, show_sale
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.staff.reader import DynamoApprovalPolicy
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import ApprovedBefore, NotReady, SelfApproval
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_review", ACCESS, PATHS)
store, catalogue = DynamoSaleStore(), DynamoCatalogueReader()
policy = DynamoApprovalPolicy("flash_sale")
UNFIT = (NotFound, Stale, StatusForbids)
SHOWN = {200: SaleView}


@app.on(
    "POST /flash-sales/{sale_id}/submit",
    allow=Permission.FLASH_SALE_WRITE,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, NotReady),
)
def submit_flash_sale(call: Call[None, None]) -> Reply:
    """Ask others to approve it; how many depends on what it costs at worst."""
    change = wire.read_change(call, system_clock)
    submitted = managing.submit(change, policy, catalogue, store)
    return ok(show_sale(submitted), version=submitted.version)


@app.on(
    "POST /flash-sales/{sale_id}/approve",
    allow=Permission.FLASH_SALE_APPROVE,
    second_factor=True,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, SelfApproval, ApprovedBefore),
)
def approve_flash_sale(call: Call[None, None]) -> Reply:
    """Agree to terms that somebody else wrote and submitted."""
    approved = managing.approve(wire.read_change(call, system_clock), store)
    return ok(show_sale(approved), version=approved.version)


@app.on(
    "POST /flash-sales/{sale_id}/reject",
    allow=Permission.FLASH_SALE_APPROVE,
    body=wire.RejectionBody,
    versioned=True,
    answers=SHOWN,
    raises=UNFIT,
)
def reject_flash_sale(call: Call[wire.RejectionBody, None]) -> Reply:
    """Send it back to be edited, saying why."""
    change = wire.read_change(call, system_clock)
    rejected = managing.reject(change, call.body.reason, store)
    return ok(show_sale(rejected), version=rejected.version)
