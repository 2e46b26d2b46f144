"""HTTP surface of the log of decisions, to staff: why somebody got a message, or did not."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.delivery.service import telling
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.store.log import DynamoLogStore
from promenade.outreach.delivery.wire import views

app = api("delivery_api", ACCESS, PATHS)
pages, store = cursors(), DynamoLogStore()
campaigns = DynamoCampaigns(system_clock)


@app.on(
    "GET /customers/{customer}/messages",
    allow=Permission.MESSAGE_READ,
    query=views.MessagesQuery,
    languages=LANGUAGES,
    answers={200: views.DecisionPage},
)
def list_messages_of_customer(call: Call[None, views.MessagesQuery]) -> Reply:
    """List what a customer was sent and what not, each with its reason, newest first.

    A page looks at `limit` messages and has those of the campaign asked for: it may be empty before
    the last one, go on until `next` is null. Nobody's address is in it."""
    customer, query = call.path["customer"], call.query
    scope = f"messages of {customer} in {query.campaign or ''}"
    after = pages.open(query.cursor, scope)
    wanted = telling.Wanted(customer, query.limit, after, query.campaign or "")
    page = telling.messages_of(wanted, store, Ending(campaigns, system_clock()))
    return ok(views.show_decisions(page.items, pages.seal(page.next, scope), call.language))


@app.on(
    "GET /campaigns/{campaign_id}/decisions",
    allow=Permission.MESSAGE_READ,
    query=views.DecisionsQuery,
    languages=LANGUAGES,
    answers={200: views.DecisionPage},
    raises=(NotFound,),
)
def list_decisions_of_campaign(call: Call[None, views.DecisionsQuery]) -> Reply:
    """List what became of a campaign's messages, request by request, or those of one outcome.

    A page is of whole requests, of at most a hundred people together. Of a rare outcome it may be
    empty before the last one: go on until `next` is null."""
    campaign, outcome = call.path["campaign_id"], call.query.outcome or ""
    scope = f"decisions of {campaign} {outcome}"
    after = pages.open(call.query.cursor, scope)
    page = telling.decisions_of(campaign, outcome, after, store, Ending(campaigns, system_clock()))
    if not page.items and call.query.cursor is None:
        campaigns.require(campaign)
    return ok(views.show_decisions(page.items, pages.seal(page.next, scope), call.language))
