"""HTTP surface of campaigns: what staff plan."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.outreach.campaign.model.campaign import Campaign, StatusForbids, TermsFixed
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire import bodies as wire
from promenade.outreach.campaign.wire.views import (
    CampaignPage,
    CampaignView,
    show_campaign,
    show_page,
)

app = api("campaign", ACCESS, PATHS)
pages, zone = cursors(), shop_zone()
store = DynamoCampaignStore()
READ, WRITE = Permission.CAMPAIGN_READ, Permission.CAMPAIGN_WRITE
SHOWN = {200: CampaignView}


@app.on(
    "POST /campaigns",
    allow=WRITE,
    body=wire.CampaignBody,
    idempotent=True,
    answers={201: CampaignView},
    raises=(Conflict,),
)
def draft_campaign(call: Call[wire.CampaignBody, None]) -> Reply:
    """Draft a campaign; it sends nothing before somebody else has approved it."""
    terms, id_ = wire.read_terms(call.body, zone), call.new_id("campaign")
    made = managing.draft(id_, terms, call.stamp(system_clock), store)
    shown = show_campaign(made, made.created_at)
    return created(f"/campaigns/{made.id}", shown, version=made.version)


@app.on("GET /campaigns", allow=READ, query=wire.CampaignQuery, answers={200: CampaignPage})
def list_campaigns(call: Call[None, wire.CampaignQuery]) -> Reply:
    """List campaigns of one state, or of all, the latest first."""
    query, scope = call.query, f"{call.query.state or 'all'} campaigns"
    after = pages.open(query.cursor, scope)
    page = managing.list_campaigns(query.state, query.limit, after, store)
    return ok(show_page(page.items, pages.seal(page.next, scope), system_clock()))


@app.on("GET /campaigns/{campaign_id}", allow=READ, answers=SHOWN, raises=(NotFound,))
def get_campaign(call: Call[None, None]) -> Reply:
    """Show a campaign, and when it is launched next."""
    return _shown(managing.get(call.path["campaign_id"], store))


@app.on(
    "PUT /campaigns/{campaign_id}",
    allow=WRITE,
    body=wire.CampaignBody,
    versioned=True,
    answers=SHOWN,
    raises=(NotFound, Stale, StatusForbids, TermsFixed),
)
def edit_campaign(call: Call[wire.CampaignBody, None]) -> Reply:
    """Give it other terms, to be reviewed anew.

    One that was submitted, approved or scheduled is a draft again, and launched only once it has
    been approved anew. Once it is under way: another name, a later end or a higher budget, which
    are `proposed`: submit them next; until they are approved, it goes on by what was."""
    change, terms = wire.read_change(call, system_clock), wire.read_terms(call.body, zone)
    return _shown(managing.edit(change, terms, store))


def _shown(campaign: Campaign) -> Reply:
    return ok(show_campaign(campaign, system_clock()), version=campaign.version)
