"""HTTP surface of feeds: registered, and looked at."""

from promenade.base.catalogue.model.feed import TooManyFeeds
from promenade.base.catalogue.service import feeds
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.feeds import DynamoFeedStore
from promenade.base.catalogue.wire import feeds as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("catalogue_feeds", ACCESS, PATHS)
store, catalogue = DynamoFeedStore(), DynamoCatalogueStore()


@app.on(
    "POST /product-feeds",
    allow=Permission.CATALOGUE_WRITE,
    second_factor=True,
    body=wire.FeedBody,
    idempotent=True,
    answers={201: wire.FeedView},
    raises=(Conflict, TooManyFeeds),
)
def register_feed(call: Call[wire.FeedBody, None]) -> Reply:
    """Register a feed for Google Merchant Center, which is written from the next hour on.

    It has no address until one is made. A shop has 50 at most."""
    stamp = call.stamp(system_clock)
    made = feeds.register(wire.read_feed(call, stamp.at), stamp, store, catalogue)
    return created(wire.path_of(made), wire.show_feed(made), version=made.version)


@app.on("GET /product-feeds", allow=Permission.CATALOGUE_WRITE, answers={200: wire.FeedList})
def list_feeds(_call: Call[None, None]) -> Reply:
    """List all feeds with what was written last, and what failed since."""
    found = store.list_feeds()
    noted = store.progress(each.id for each in found)
    return ok(wire.FeedList([wire.show_feed(each, noted.get(each.id)) for each in found]))


@app.on(
    "GET /product-feeds/{feed_id}",
    allow=Permission.CATALOGUE_WRITE,
    answers={200: wire.FeedView},
    raises=(NotFound,),
)
def get_feed(call: Call[None, None]) -> Reply:
    """Show a feed with what was written last, and what failed since."""
    found = feeds.get(call.path["feed_id"], store).value
    noted = store.progress([found.id]).get(found.id)
    return ok(wire.show_feed(found, noted), version=found.version)
