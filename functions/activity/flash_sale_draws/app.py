"""HTTP surface of the draws of a flash sale's queue to whoever looks whether they were fair."""

from promenade.activity.flash_sale.service.queueing import list_positions
from promenade.activity.flash_sale.store.queues import DynamoQueueStore
from promenade.activity.flash_sale.wire import queueing as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_draws", ACCESS, PATHS)
pages, store = cursors(), DynamoQueueStore()


@app.on(
    "GET /flash-sales/{sale_id}/positions",
    allow=Permission.CATALOGUE_READ,
    query=wire.DrawQuery,
    answers={200: wire.PositionPage},
    raises=(NotFound,),
)
def list_flash_sale_positions(call: Call[None, wire.DrawQuery]) -> Reply:
    """List the marks of a draw with their positions, by mark."""
    query, sale_id = call.query, call.path["sale_id"]
    scope = f"draw {query.draw} of {sale_id}"
    after = pages.open(query.cursor, scope)
    page = list_positions(sale_id, query.draw, query.limit, after, store)
    return ok(wire.show_positions(page, pages.seal(page.next, scope)))
