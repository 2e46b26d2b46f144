"""HTTP surface of links for messages that clients send themselves."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.tracking.service.links import (
    MakeDoors,
    Marks,
    NotSentByCampaign,
    make,
)
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.wire import link_sets as wire
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, digest_ring
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.campaign.reader import DynamoCampaigns

app = api("tracking_link_sets", ACCESS)
doors = MakeDoors(DynamoLinkStore(), DynamoCampaigns(system_clock))
marks = Marks(digest_ring("LINK_SECRETS"))


@app.on(
    "POST /link-sets",
    allow=Permission.MESSAGE_WRITE,
    body=wire.LinkSetBody,
    answers={200: wire.LinkSetView},
    raises=(Conflict, NotFound, NotSentByCampaign),
)
def make_links(call: Call[wire.LinkSetBody, None]) -> Reply:
    """Make short links for a message that the shop sends itself, to know who followed them.

    It stands for a variant of a campaign's step, and what comes by it is told apart from what the
    campaign sent. The same set again is answered as it was made; an id names one set. Who made it
    is on record."""
    stamp = call.stamp(system_clock)
    kept = make(wire.read_set(call, stamp.at), stamp, doors)
    return ok(wire.show_set(kept, marks))
