"""HTTP surface of what campaigns come to: before they are sent, and after."""

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.contracts.tracking import as_long_as_a_link
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery
from promenade.outreach.campaign.service import estimating, history, planning
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.store.runs import DynamoRunStore
from promenade.outreach.campaign.wire import calendar, estimates, runs
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.delivery.reader import DynamoFrequencies, DynamoOutcomes
from promenade.outreach.segment.reader import DynamoAudiences

app = api("campaign_outlook", ACCESS, PATHS)
pages, zone, store = cursors(), shop_zone(), DynamoCampaignStore()
READ = Permission.CAMPAIGN_READ
ahead = estimating.Doors(
    campaigns=store,
    audiences=DynamoAudiences(DynamoScoring(), DynamoBehaviour(), system_clock),
    templates=DynamoTemplates(),
    frequencies=DynamoFrequencies(system_clock),
    link=as_long_as_a_link(setting("API_BASE_URL")),
)
behind = history.Doors(store, DynamoRunStore(), DynamoOutcomes())


@app.on(
    "GET /campaigns/{campaign_id}/estimate",
    allow=READ,
    answers={200: estimates.CampaignEstimateView},
    raises=(NotFound,),
)
def estimate_campaign(call: Call[None, None]) -> Reply:
    """Tell how many people it would reach now, who falls to which rule, and what it costs.

    Few people are all looked at, of many a sample; nothing is sent, and nobody's address opened."""
    found = estimating.estimate(call.path["campaign_id"], system_clock(), ahead)
    return ok(estimates.show_estimate(found), version=found.campaign.version)


@app.on(
    "GET /campaigns/{campaign_id}/runs",
    allow=READ,
    query=PageQuery,
    answers={200: runs.RunPage},
    raises=(NotFound,),
)
def list_campaign_runs(call: Call[None, PageQuery]) -> Reply:
    """List the runs of a campaign, the last one first, and what became of their people."""
    id_, query = call.path["campaign_id"], call.query
    scope = f"runs of {id_}"
    found = history.history(id_, query.limit, pages.open(query.cursor, scope), behind)
    return ok(runs.show_history(found, pages.seal(found.page.next, scope)))


@app.on(
    "GET /campaign-calendar",
    allow=READ,
    query=calendar.CalendarQuery,
    answers={200: calendar.CalendarView},
)
def show_campaign_calendar(call: Call[None, calendar.CalendarQuery]) -> Reply:
    """List the launches that are sent, and which of them go to one segment by one channel."""
    now = system_clock()
    span = calendar.read_span(call.query, zone, now)
    return ok(calendar.show_calendar(span, planning.calendar(span, now, store)))
