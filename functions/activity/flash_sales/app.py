"""HTTP surface of flash sales: what staff plan."""

from promenade.activity.flash_sale.model.sale import StatusForbids
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.phases import phase_of, with_phases
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import sales as wire
from promenade.activity.flash_sale.wire.plans import SalePage, SaleView, show_page, show_sale
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("flash_sales", ACCESS, PATHS)
pages, zone = cursors(), shop_zone()
store, claims = DynamoSaleStore(), DynamoClaimStore()


@app.on(
    "POST /flash-sales",
    allow=Permission.FLASH_SALE_WRITE,
    body=wire.SaleBody,
    idempotent=True,
    answers={201: SaleView},
    raises=(Conflict,),
)
def draft_flash_sale(call: Call[wire.SaleBody, None]) -> Reply:
    """Draft a sale; it sells nothing before it is approved and scheduled."""
    terms, id_ = wire.read_terms(call.body, zone), call.new_id("flash_sale")
    made = managing.draft(id_, terms, call.stamp(system_clock), store)
    return created(f"/flash-sales/{id_}/plan", show_sale(made), version=made.version)


@app.on(
    "GET /flash-sales",
    allow=Permission.FLASH_SALE_READ,
    query=wire.SaleQuery,
    answers={200: SalePage},
)
def list_flash_sales(call: Call[None, wire.SaleQuery]) -> Reply:
    """List sales of one status, the latest first."""
    query, scope = call.query, f"{call.query.status} flash sales"
    after = pages.open(query.cursor, scope)
    page = managing.list_by_status(query.status, query.limit, after, store)
    shown = with_phases(page.items, system_clock(), claims)
    return ok(show_page(shown, pages.seal(page.next, scope)))


@app.on(
    "GET /flash-sales/{sale_id}/plan",
    allow=Permission.FLASH_SALE_READ,
    answers={200: SaleView},
    raises=(NotFound,),
)
def get_flash_sale_plan(call: Call[None, None]) -> Reply:
    """Show a sale as staff see it."""
    found = managing.get(call.path["sale_id"], store)
    phase = phase_of(found, system_clock(), claims)
    return ok(show_sale(found, phase), version=found.version)


@app.on(
    "PUT /flash-sales/{sale_id}/plan",
    allow=Permission.FLASH_SALE_WRITE,
    body=wire.SaleBody,
    versioned=True,
    answers={200: SaleView},
    raises=(NotFound, Stale, StatusForbids),
)
def edit_flash_sale(call: Call[wire.SaleBody, None]) -> Reply:
    """Give one that is not scheduled other terms, to be reviewed anew."""
    change, terms = wire.read_change(call, system_clock), wire.read_terms(call.body, zone)
    edited = managing.edit(change, terms, store)
    return ok(show_sale(edited), version=edited.version)
