"""HTTP surface of previews: a campaign as one customer would get it."""

from functools import partial

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import address_digest, person_digest
from promenade.contracts.paths import PATHS
from promenade.contracts.shops import shop_zone
from promenade.contracts.tracking import as_long_as_a_link
from promenade.customer.profile.reader import DynamoRecipients, DynamoScoring
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.vault import Vault
from promenade.outreach.campaign.service.previewing import Asked, Doors, preview
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.wire import previews
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.consent.reader import DynamoConsents
from promenade.outreach.delivery.reader import DynamoForesight
from promenade.outreach.segment.reader import segments_by

app = api("campaign_previews", ACCESS, PATHS)
keyed = digests()
doors = Doors(
    campaigns=DynamoCampaignStore(),
    templates=DynamoTemplates(),
    segments=segments_by(DynamoScoring(), DynamoBehaviour(), system_clock),
    foresight=DynamoForesight(
        recipients=DynamoRecipients(Vault(setting("PROFILE_KEY_ID"))),
        consents=DynamoConsents(partial(person_digest, digests=keyed)),
        digest=partial(address_digest, digests=keyed),
        clock=system_clock,
        zone=shop_zone(),
    ),
    link=as_long_as_a_link(setting("API_BASE_URL")),
)


@app.on(
    "POST /campaigns/{campaign_id}/previews",
    allow=Permission.MESSAGE_READ,
    body=previews.CampaignPreviewBody,
    languages=LANGUAGES,
    answers={200: previews.CampaignPreviewView},
    raises=(NotFound,),
)
def preview_campaign(call: Call[previews.CampaignPreviewBody, None]) -> Reply:
    """Show what one customer would get, in which variant, and what the gate would say now.

    Nothing is sent and nothing written; the customer's addresses are not shown."""
    customer = call.body.customer
    asked = Asked(customer, call.caller.may(Permission.PERSONAL_READ), call.body.variables)
    found = preview(call.path["campaign_id"], asked, system_clock(), doors)
    return ok(previews.show_preview(found, customer, call.caller, call.language))
