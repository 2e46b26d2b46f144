"""HTTP surface of addresses of feeds, and of feeds that go."""

from promenade.base.catalogue.model.feed import new_secret
from promenade.base.catalogue.service import feeds
from promenade.base.catalogue.store.feeds import DynamoFeedStore, S3FeedFiles
from promenade.base.catalogue.wire import feeds as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("catalogue_feed_control", ACCESS, PATHS)
store, files = DynamoFeedStore(), S3FeedFiles()


@app.on(
    "POST /product-feeds/{feed_id}/address",
    allow=Permission.CATALOGUE_WRITE,
    second_factor=True,
    versioned=True,
    answers={200: wire.FeedAddressView},
    raises=(NotFound, Stale),
)
def make_address(call: Call[None, None]) -> Reply:
    """Make a feed's address, which is told this once; the one before leads nowhere from now on.

    A repeated call is refused."""
    secret = new_secret()
    made = feeds.make_address(wire.read_version(call), secret, call.stamp(system_clock), store)
    return ok(wire.show_address(made, secret), version=made.version)


@app.on(
    "DELETE /product-feeds/{feed_id}/address",
    allow=Permission.CATALOGUE_WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, Stale),
)
def revoke_address(call: Call[None, None]) -> Reply:
    """Let a feed have no address: whoever fetches it is answered 404."""
    feeds.revoke_address(wire.read_version(call), call.stamp(system_clock), store)
    return no_content()


@app.on(
    "DELETE /product-feeds/{feed_id}",
    allow=Permission.CATALOGUE_WRITE,
    versioned=True,
    answers={204: None},
    raises=(NotFound, Stale),
)
def remove_feed(call: Call[None, None]) -> Reply:
    """Remove a feed, with its address and its file."""
    feeds.remove(wire.read_version(call), call.stamp(system_clock), store, files)
    return no_content()
