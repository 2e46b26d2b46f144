"""HTTP surface of what staff do with campaigns that are there: copies, and what stops them."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.outreach.campaign.model.campaign import Campaign, StatusForbids
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire.bodies import CopyBody, read_change
from promenade.outreach.campaign.wire.views import CampaignView, show_campaign

app = api("campaign_control", ACCESS, PATHS)
store = DynamoCampaignStore()
UNFIT = (NotFound, StatusForbids)
SHOWN = {200: CampaignView}
ALLOW = Permission.CAMPAIGN_PUBLISH


@app.on(
    "POST /campaigns/{campaign_id}/copy",
    allow=Permission.CAMPAIGN_WRITE,
    body=CopyBody,
    idempotent=True,
    answers={201: CampaignView},
    raises=(NotFound, Conflict),
)
def copy_campaign(call: Call[CopyBody, None]) -> Reply:
    """Draft another one by the same terms."""
    source, id_ = call.path["campaign_id"], call.new_id("campaign")
    made = managing.copy(source, call.body.name, id_, call.stamp(system_clock), store)
    shown = show_campaign(made, made.created_at)
    return created(f"/campaigns/{made.id}", shown, version=made.version)


@app.on("POST /campaigns/{campaign_id}/pause", allow=ALLOW, answers=SHOWN, raises=UNFIT)
def pause_campaign(call: Call[None, None]) -> Reply:
    """Launch and send nothing until it is resumed, whatever its version."""
    return _shown(managing.pause(call.path["campaign_id"], call.stamp(system_clock), store))


@app.on(
    "POST /campaigns/{campaign_id}/resume",
    allow=ALLOW,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, Stale),
)
def resume_campaign(call: Call[None, None]) -> Reply:
    """Let it go on with whom it has not decided on, or be launched at its time.

    What came due meanwhile is not made up for, but what is sent once, and missed its time, is sent
    now."""
    return _shown(managing.resume(read_change(call, system_clock), store))


@app.on("POST /campaigns/{campaign_id}/cancel", allow=ALLOW, answers=SHOWN, raises=UNFIT)
def cancel_campaign(call: Call[None, None]) -> Reply:
    """Send nothing more of it, ever, whatever its version."""
    return _shown(managing.cancel(call.path["campaign_id"], call.stamp(system_clock), store))


def _shown(campaign: Campaign) -> Reply:
    return ok(show_campaign(campaign, system_clock()), version=campaign.version)
