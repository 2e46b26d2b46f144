"""HTTP surface of targeted offers."""

from promenade.activity.targeted_offer.service import managing
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.wire import offers as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("targeted_offer", ACCESS, PATHS)
pages, zone = cursors(), shop_zone()
store = DynamoOfferStore()


@app.on(
    "POST /targeted-offers",
    allow=Permission.TARGETED_OFFER_WRITE,
    body=wire.OfferBody,
    idempotent=True,
    answers={201: wire.OfferView},
    raises=(Conflict,),
)
def draft_offer(call: Call[wire.OfferBody, None]) -> Reply:
    """Draft an offer; nobody is granted it before it is active."""
    terms, id_, stamp = (
        wire.read_terms(call.body, zone),
        call.new_id("offer"),
        call.stamp(system_clock),
    )
    made = managing.draft(id_, terms, stamp, store)
    return created(f"/targeted-offers/{id_}", wire.show_offer(made, stamp.at), version=made.version)


@app.on(
    "GET /targeted-offers",
    allow=Permission.TARGETED_OFFER_READ,
    query=PageQuery,
    answers={200: wire.OfferPage},
)
def list_offers(call: Call[None, PageQuery]) -> Reply:
    """List the offers, the latest first."""
    after = pages.open(call.query.cursor, "targeted offers")
    page = managing.list_latest(call.query.limit, after, store)
    return ok(wire.show_page(page, system_clock(), pages.seal(page.next, "targeted offers")))


@app.on(
    "GET /targeted-offers/{offer_id}",
    allow=Permission.TARGETED_OFFER_READ,
    answers={200: wire.OfferView},
    raises=(NotFound,),
)
def get_offer(call: Call[None, None]) -> Reply:
    """Show one offer as it is now."""
    found = managing.get(call.path["offer_id"], store)
    return ok(wire.show_offer(found, system_clock()), version=found.version)
