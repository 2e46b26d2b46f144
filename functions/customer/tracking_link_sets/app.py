"""HTTP surface of links for messages that clients send themselves."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.tracking.service.links import Marks, make
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.wire import link_sets as wire
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api, digest_ring
from promenade.kit.http.routes import Call, Reply, ok

app = api("tracking_link_sets", ACCESS)
store = DynamoLinkStore()
marks = Marks(digest_ring("LINK_SECRETS"))


@app.on(
    "POST /link-sets",
    allow=Permission.MESSAGE_WRITE,
    body=wire.LinkSetBody,
    answers={200: wire.LinkSetView},
    raises=(Conflict,),
)
def make_links(call: Call[wire.LinkSetBody, None]) -> Reply:
    """Make short links for a message to some customers, by which is known who followed them.

    The same set again is answered as it was made; an id names one set."""
    stamp = wire.read_stamp(call.body, call.stamp(system_clock))
    kept = make(wire.read_set(call), stamp, store)
    return ok(wire.show_set(kept, marks))
