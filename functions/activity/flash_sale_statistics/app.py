"""HTTP surface of how a flash sale sells."""

from promenade.activity.flash_sale.service import counting
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import statistics as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_statistics", ACCESS, PATHS)
sales, claims = DynamoSaleStore(), DynamoClaimStore()


@app.on(
    "GET /flash-sales/{sale_id}/statistics",
    allow=Permission.FLASH_SALE_READ,
    answers={200: wire.StatisticsView},
    raises=(NotFound,),
)
def get_flash_sale_statistics(call: Call[None, None]) -> Reply:
    """Count what is sold and left at this moment."""
    return ok(wire.show(*counting.count(call.path["sale_id"], sales, claims)))
