"""HTTP surface of delivery."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.delivery import service, wire
from promenade.outreach.delivery.store import DynamoDeliveryStore

app = api("delivery", ACCESS, PATHS)
store = DynamoDeliveryStore()


@app.on(
    "GET /delivery/{delivery_id}",
    allow=Permission.DELIVERY_READ,
    answers={200: wire.DeliveryView},
    raises=(NotFound,),
)
def get_delivery(call: Call[None, None]) -> Reply:
    """One of delivery, as it is now."""
    found = service.get_delivery(call.path["delivery_id"], store)
    return ok(show(found, wire.DeliveryView), version=found.version)
