"""Files of feeds, for whoever has an address."""

from promenade.base.catalogue.model.feed import FeedNotWritten
from promenade.base.catalogue.service import feeds
from promenade.base.catalogue.store.feeds import DynamoFeedStore, S3FeedFiles
from promenade.base.catalogue.wire import feeds as wire
from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, see
from promenade.kit.values import replace

app = api("catalogue_feed_file", ACCESS, PATHS)
store, files = DynamoFeedStore(), S3FeedFiles()


@app.on(
    "GET /feeds/{feed_id}/{feed_file}",
    allow=PUBLIC,
    answers={302: None},
    raises=(NotFound, FeedNotWritten),
)
def fetch_feed(call: Call[None, None]) -> Reply:
    """Fetch a feed's last file, packed by gzip, by a link that is good for a minute.

    An address that was revoked or replaced is answered as one that never was."""
    led = see(feeds.link(call.path["feed_id"], wire.read_secret(call), store, files))
    return replace(led, headers={**led.headers, **wire.KEPT_BY_NOBODY})
