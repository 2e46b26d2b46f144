"""HTTP surface of a customer's own preferences."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.consents import address_digest, person_digest
from promenade.contracts.paths import PATHS
from promenade.customer.profile.reader import DynamoRecipients
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.vault import Vault
from promenade.outreach.consent.model.person import PersonIsErased
from promenade.outreach.consent.service.ports import Doors, Whereabouts
from promenade.outreach.consent.service.recording import person, record
from promenade.outreach.consent.service.suppressing import addresses_of
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore
from promenade.outreach.consent.wire import consents as wire
from promenade.outreach.consent.wire.views import PreferencesView, show_preferences

app = api("consent_preferences", ACCESS, PATHS)
keyed = digests()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=keyed))
whereabouts = Whereabouts(
    recipients=DynamoRecipients(Vault(setting("PROFILE_KEY_ID"))),
    suppressions=DynamoSuppressionStore(),
    digest=partial(address_digest, digests=keyed),
)


@app.on(
    "GET /preferences",
    allow=Permission.CONSENT_CHOOSE,
    answers={200: PreferencesView},
    raises=(NotFound,),
)
def get_preferences(call: Call[None, None]) -> Reply:
    """Show what the caller may be sent, by every channel and for every purpose."""
    found = person(wire.shopper(call.caller), doors)
    return ok(show_preferences(found, addresses_of(found.customer, whereabouts)))


@app.on(
    "PUT /preferences",
    allow=Permission.CONSENT_CHOOSE,
    body=wire.ChoicesBody,
    answers={200: PreferencesView},
    raises=(NotFound, PersonIsErased),
)
def choose_preferences(call: Call[wire.ChoicesBody, None]) -> Reply:
    """Give or withdraw the caller's consent. What is withdrawn holds from the very next message.

    Who gives it after their number or mailbox said STOP is sent messages there again."""
    customer, stamp = wire.shopper(call.caller), call.stamp(system_clock)
    told = record(customer, wire.read_choices(call, stamp), stamp, doors)
    return ok(show_preferences(told.after, addresses_of(told.after.customer, whereabouts)))
