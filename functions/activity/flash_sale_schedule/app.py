"""HTTP surface of what brings a flash sale before its buyers."""

from promenade.activity.flash_sale.model.sale import StatusForbids
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.phases import phase_of
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import sales as wire
from promenade.activity.flash_sale.wire.plans import SaleView, show_sale
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock.holds.pools import DynamoStockPools
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import NotReady
from promenade.contracts.stock import OutOfStock
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_schedule", ACCESS, PATHS)
store, claims, tickets = DynamoSaleStore(), DynamoClaimStore(), Tickets(digests().proof)
setting = managing.Setting(DynamoCatalogueReader(), DynamoStockPools(), tickets)


@app.on(
    "POST /flash-sales/{sale_id}/schedule",
    allow=Permission.FLASH_SALE_PUBLISH,
    versioned=True,
    answers={200: SaleView},
    raises=(NotFound, Stale, StatusForbids, NotReady, OutOfStock),
)
def schedule_flash_sale(call: Call[None, None]) -> Reply:
    """Set its units apart from the stock, to be sold from its start on."""
    change = wire.read_change(call, system_clock)
    scheduled = managing.schedule(change, setting, store)
    phase = phase_of(scheduled, change.stamp.at, claims)
    return ok(show_sale(scheduled, phase), version=scheduled.version)
