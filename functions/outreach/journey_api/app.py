"""HTTP surface of people on their way through campaigns."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from promenade.outreach.journey.wire import views

app = api("journey", ACCESS, PATHS)
pages = cursors()
store, campaigns = DynamoTravellerStore(), DynamoCampaigns(system_clock)


@app.on(
    "GET /campaigns/{campaign_id}/travellers",
    allow=Permission.JOURNEY_READ,
    query=PageQuery,
    answers={200: views.TravellerPage},
    raises=(NotFound,),
)
def list_travellers(call: Call[None, PageQuery]) -> Reply:
    """Count the people at each step of a campaign, and list them, newest first."""
    campaign, query = call.path["campaign_id"], call.query
    scope = f"travellers of {campaign}"
    page = store.list_in(campaign, query.limit, pages.open(query.cursor, scope))
    if not page.items and query.cursor is None:
        campaigns.require(campaign)
    counts, after = store.counts(campaign), pages.seal(page.next, scope)
    return ok(views.show_travellers(page.items, counts, after))


@app.on(
    "GET /customers/{customer}/journeys",
    allow=Permission.JOURNEY_READ,
    query=PageQuery,
    answers={200: views.JourneyPage},
)
def list_journeys(call: Call[None, PageQuery]) -> Reply:
    """List a customer's ways through campaigns, ended ones of about a year too."""
    customer, query = call.path["customer"], call.query
    scope = f"journeys of {customer}"
    page = store.list_of(customer, query.limit, pages.open(query.cursor, scope))
    return ok(views.show_journeys(page.items, pages.seal(page.next, scope)))
