"""HTTP surface of campaigns that are drafted after others."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire.bodies import CopyBody
from promenade.outreach.campaign.wire.views import CampaignView, show_campaign

app = api("campaign_copy", ACCESS, PATHS)
store = DynamoCampaignStore()


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
