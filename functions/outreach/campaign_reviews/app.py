"""HTTP surface of what is said of a campaign before it is sent."""

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.activity.coupon.reader import DynamoCouponTemplates
from promenade.base.staff.reader import DynamoApprovalPolicy
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.contracts.reviews import ApprovedBefore, NotReady, SelfApproval
from promenade.contracts.tracking import as_long_as_a_link
from promenade.customer.profile.reader import DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.outreach.campaign.model.campaign import Campaign, StatusForbids
from promenade.outreach.campaign.service import reviewing
from promenade.outreach.campaign.store.budgets import DynamoBudgetStore
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire.bodies import RejectionBody, read_change
from promenade.outreach.campaign.wire.views import CampaignView, show_campaign
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.segment.reader import segments_by

app = api("campaign_reviews", ACCESS, PATHS)
store, budgets, templates = DynamoCampaignStore(), DynamoBudgetStore(), DynamoTemplates()
segments = segments_by(DynamoScoring(), DynamoBehaviour(), system_clock)
link, policy = as_long_as_a_link(setting("API_BASE_URL")), DynamoApprovalPolicy("campaign")
sources = reviewing.Sources(segments, templates, DynamoCouponTemplates(), link, policy)
EDIT = Permission.CAMPAIGN_WRITE
UNFIT, SHOW = (NotFound, Stale, StatusForbids), {200: CampaignView}
UNREADY = (*UNFIT, NotReady)


@app.on(
    "POST /campaigns/{campaign_id}/submit", allow=EDIT, versioned=True, answers=SHOW, raises=UNREADY
)
def submit_campaign(call: Call[None, None]) -> Reply:
    """Ask others to approve it; how many depends on what it costs at worst."""
    return _shown(reviewing.submit(read_change(call, system_clock), sources, store))


@app.on(
    "POST /campaigns/{campaign_id}/approve",
    allow=Permission.CAMPAIGN_APPROVE,
    second_factor=True,
    versioned=True,
    answers=SHOW,
    raises=(*UNREADY, SelfApproval, ApprovedBefore),
)
def approve_campaign(call: Call[None, None]) -> Reply:
    """Agree to terms that somebody else wrote and submitted; the last approval schedules it."""
    return _shown(reviewing.approve(read_change(call, system_clock), sources, budgets, store))


@app.on(
    "POST /campaigns/{campaign_id}/reject",
    allow=Permission.CAMPAIGN_APPROVE,
    body=RejectionBody,
    versioned=True,
    answers=SHOW,
    raises=UNFIT,
)
def reject_campaign(call: Call[RejectionBody, None]) -> Reply:
    """Send it back to be edited, saying why."""
    return _shown(reviewing.reject(read_change(call, system_clock), call.body.reason, store))


@app.on(
    "POST /campaigns/{campaign_id}/withdraw", allow=EDIT, versioned=True, answers=SHOW, raises=UNFIT
)
def withdraw_campaign(call: Call[None, None]) -> Reply:
    """Ask nobody any more."""
    return _shown(reviewing.withdraw(read_change(call, system_clock), store))


def _shown(campaign: Campaign) -> Reply:
    return ok(show_campaign(campaign, system_clock()), version=campaign.version)
