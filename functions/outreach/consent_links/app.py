"""HTTP surface of links in messages, to who sends these."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api, keyring
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.consent.service.links import Links
from promenade.outreach.consent.wire import links as wire

app = api("consent_links", ACCESS, PATHS)
links = Links(keyring("LINK_SECRETS"))


@app.on(
    "POST /customers/{customer}/unsubscribe-links",
    allow=Permission.CONSENT_RECORD,
    body=wire.LinkBody,
    answers={200: wire.LinkView},
)
def make_unsubscribe_link(call: Call[wire.LinkBody, None]) -> Reply:
    """Make the link by which a customer unsubscribes from messages of one channel.

    It is good for two years, and whoever sees it learns of nobody."""
    return ok(wire.show_link(wire.read_link(call, system_clock()), links))
