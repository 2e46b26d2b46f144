"""HTTP surface of what came of targeted offers."""

from promenade.activity.targeted_offer.service import granting, managing
from promenade.activity.targeted_offer.store.lists import DynamoListStore
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.wire import grants as wire
from promenade.activity.targeted_offer.wire import offers as offers_wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("targeted_offer_statistics", ACCESS, PATHS)
offers, lists = DynamoOfferStore(), DynamoListStore()
READ = Permission.TARGETED_OFFER_READ


@app.on(
    "GET /grant-lists/{list_id}",
    allow=READ,
    answers={200: wire.GrantListView},
    raises=(NotFound,),
)
def get_grant_list(call: Call[None, None]) -> Reply:
    """Show how many of a list have the offer by it, and why others have not."""
    return ok(wire.show_list(granting.get_list(call.path["list_id"], lists)))


@app.on(
    "GET /targeted-offers/{offer_id}/statistics",
    allow=READ,
    answers={200: offers_wire.OfferStatisticsView},
    raises=(NotFound,),
)
def get_offer_statistics(call: Call[None, None]) -> Reply:
    """Show what came of an offer."""
    offer, tally = managing.statistics(call.path["offer_id"], offers)
    return ok(offers_wire.show_statistics(offer, tally, system_clock()))
